"""One text for every engine: SQL is written for DuckDB within the subset that Spark shares."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from byline.engine.contract import Parameter

WRITTEN_IN = "duckdb"
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
    "SELECT code FROM (VALUES (CAST('US' AS VARCHAR))) AS given(code)"
    """
    names = ", ".join(_checked(name) for name in columns)
    values = [_row(row, columns.values()) for row in rows]
    if not values:
        empty = ", ".join(f"{_literal(None, kind)} AS {name}" for name, kind in columns.items())
        return f"SELECT {empty} WHERE 1 = 0"
    return f"SELECT {names} FROM (VALUES {', '.join(values)}) AS given({names})"


def _row(row: Sequence[Parameter], kinds: Iterable[type]) -> str:
    return "(" + ", ".join(_literal(value, kind) for value, kind in zip(row, kinds, strict=True)) + ")"


def _literal(value: Parameter, kind: type) -> str:
    sql_type = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE"}[kind]
    if value is None:
        text = "NULL"
    elif kind is str:
        text = "'" + str(value).replace("'", "''").replace("\0", "") + "'"
    else:
        text = repr(kind(value))
    return f"CAST({text} AS {sql_type})"


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no column name")
    return name
