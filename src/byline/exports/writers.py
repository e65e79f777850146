"""One table to one file: CSV that a spreadsheet cannot execute, JSON lines, Parquet."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from byline.exports.tables import ExportTable

if TYPE_CHECKING:
    import pyarrow as pa

# What a spreadsheet takes for a formula: = + - @ and their full-width forms (OWASP, CSV Injection; ASVS 1.2.10),
# also behind spaces and characters that cannot be seen, which some programs drop; a leading tab or line break;
# and the apostrophe itself, so that taking one off always gives the original text back.
FORMULA = r"^(?:[\pZ\pC]*[=+\-@＝＋－＠]|[\t\r\n\x00'])"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a table is written: file ending, media type, and the function that writes it and returns its rows."""

    ending: str
    media_type: str
    write: Callable[[ExportTable, Path], int]


def write_csv(table: ExportTable, path: Path) -> int:
    """Write UTF-8 CSV (RFC 4180) with a header and return the number of rows.

    Text is quoted, an empty cell is a missing value, a list is a JSON array. Text that a spreadsheet would
    execute has an apostrophe before it; numbers have none.
    """
    import pyarrow as pa
    import pyarrow.csv as pc

    schema = pa.schema(
        pa.field(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in table.schema
    )
    rows = 0
    with pc.CSVWriter(path, schema) as writer:
        for batch in table.batches():
            cells = [_cells(batch[i], field.type) for i, field in enumerate(batch.schema)]
            writer.write_batch(pa.RecordBatch.from_arrays(cells, schema=schema))
            rows += batch.num_rows
    return rows


def _cells(values: "pa.Array", kind: "pa.DataType") -> "pa.Array":
    import json

    import pyarrow as pa

    if pa.types.is_list(kind):
        lists = values.to_pylist()
        return pa.array(
            [None if v is None else json.dumps(v, ensure_ascii=False) for v in lists], pa.string()
        )
    return as_text(values) if pa.types.is_string(kind) else values


def as_text(values: "pa.Array") -> "pa.Array":
    """Return the texts, with an apostrophe before each that a spreadsheet would take for a formula."""
    import pyarrow.compute as pc

    is_formula = pc.match_substring_regex(values, FORMULA)
    return pc.if_else(is_formula, pc.binary_join_element_wise("'", values, ""), values)


def write_jsonl(table: ExportTable, path: Path) -> int:
    """Write one JSON object a row, every column in it, `null` for a missing value; return the number of rows."""
    import orjson

    rows = 0
    with path.open("wb") as file:
        for batch in table.batches():
            file.writelines(orjson.dumps(row) + b"\n" for row in batch.to_pylist())
            rows += batch.num_rows
    return rows


def write_parquet(table: ExportTable, path: Path) -> int:
    """Write Parquet with the columns' docs as field metadata; return the number of rows."""
    import pyarrow.parquet as pq

    rows = 0
    schema = table.schema.with_metadata({"doc": table.doc})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in table.batches():
            writer.write_batch(batch.cast(schema))
            rows += batch.num_rows
    return rows


FILE_FORMATS: dict[str, FileFormat] = {
    "csv": FileFormat("csv", "text/csv", write_csv),
    "jsonl": FileFormat("jsonl", "application/jsonl", write_jsonl),
    "parquet": FileFormat("parquet", "application/vnd.apache.parquet", write_parquet),
}
