"""One text for every engine: SQL is written for DuckDB within the subset that Spark shares."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from byline.engine.contract import Parameter

WRITTEN_IN = "duckdb"
_TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE"}
_NAME = re.compile(r"[a-z][a-z0-9_]*")  # column names as the tables declare them


@cache
def transpile(sql: str, target: str) -> str:
    """Return the text in the target's dialect, e.g. `spark`; unchanged where it is the one we write in.

    sqlglot is imported only for another engine: it takes longer to load (0.2 s) than most measures take.
    """
    if target == WRITTEN_IN:
        return sql
    import sqlglot

    return sqlglot.transpile(sql, read=WRITTEN_IN, write=target)[0]


def relation(columns: dict[str, type], rows: Iterable[Sequence[Parameter]]) -> str:
    """Return a SELECT that yields these rows: how a question's own small tables reach a query.

    `columns` maps each name to str, int or float. Values are quoted here and nowhere else.
    >>> relation({"code": str}, [("US",)])
    "SELECT CAST(code AS VARCHAR) AS code FROM (VALUES ('US')) AS given(code)"
    """
    names = ", ".join(_checked(name) for name in columns)
    typed = ", ".join(f"CAST({name} AS {_TYPES[kind]}) AS {name}" for name, kind in columns.items())
    values = [_row(row, columns.values()) for row in rows]
    nothing = "" if values else " WHERE 1 = 0"
    values = values or [_row([None] * len(columns), columns.values())]
    return f"SELECT {typed} FROM (VALUES {', '.join(values)}) AS given({names}){nothing}"


def _row(row: Sequence[Parameter], kinds: Iterable[type]) -> str:
    return "(" + ", ".join(_literal(value, kind) for value, kind in zip(row, kinds, strict=True)) + ")"


def _literal(value: Parameter, kind: type) -> str:
    if value is None:
        return "NULL"
    if kind is str:
        return "'" + str(value).replace("'", "''").replace("\0", "") + "'"
    return repr(kind(value))


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no column name")
    return name
