"""How a table is declared: one frozen dataclass a row, whose annotations carry the column docs."""

import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: name, Python type without `None`, whether it may be empty, and what it means."""

    name: str
    type: Any
    is_nullable: bool
    doc: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as declared: its name, the class of its rows, and what it holds."""

    name: str
    row: type
    doc: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns in order; read from the annotations when first asked for."""
        return _columns_of(self.row)


TABLES: dict[str, Table] = {}


def table(name: str) -> Callable[[type[Row]], type[Row]]:
    """Return a class decorator that registers a row dataclass as the table `name`."""

    def register(row: type[Row]) -> type[Row]:
        TABLES[name] = Table(name, row, (row.__doc__ or "").strip())
        return row

    return register


@cache
def _columns_of(row: type) -> tuple[Column, ...]:
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(name, hint) for name, hint in hints.items())


def _column(name: str, hint: Any) -> Column:
    annotated, doc = get_args(hint)
    options = get_args(annotated) if get_origin(annotated) in (Union, types.UnionType) else (annotated,)
    (bare,) = (option for option in options if option is not type(None))
    return Column(name, bare, len(options) > 1, doc)


@cache
def arrow_schema(name: str) -> "pa.Schema":
    """Return the Arrow schema of the table `name`: the same columns, types and docs as declared."""
    import pyarrow as pa

    arrow_types = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        tuple[str, ...]: pa.list_(pa.string()),
        tuple[float, ...]: pa.list_(pa.float64()),
    }
    return pa.schema(
        pa.field(c.name, arrow_types[c.type], c.is_nullable, {"doc": c.doc}) for c in TABLES[name].columns
    )


def arrow_table(name: str, rows: Iterable[Any]) -> "pa.Table":
    """Return the rows as an Arrow table with the declared schema; raises ArrowInvalid on a wrong type."""
    import pyarrow as pa
    from pyarrow import json

    schema = arrow_schema(name)
    # By way of JSON: for Python's own lists pyarrow loads pandas, where that is installed, which takes 0.4 s.
    lines = msgspec.json.Encoder().encode_lines(rows if isinstance(rows, list) else list(rows))
    if not lines:
        return pa.Table.from_batches([], schema)
    one_block = json.ReadOptions(block_size=len(lines) + 1)
    columns = json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    read = json.read_json(pa.BufferReader(lines), one_block, columns)
    return pa.Table.from_arrays([read[name] for name in schema.names], schema=schema)
