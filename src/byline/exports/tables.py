"""The tables of an export: those of the run, and its numbers with a column for every key and rule."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from byline.exports.run import ExportError, FinishedRun
from byline.measures import MEASURES
from byline.model import TABLES, Column, CountingRules, choices

if TYPE_CHECKING:
    import pyarrow as pa

# Columns in which a run may have written where files stand on its disk.
_WITH_PATHS = {("runs", "inputs"), ("issues", "subject"), ("issues", "message")}
_ROWS_AT_ONCE = 20_000

TIDY = "tidy_measure_values"
# In which order numbers are told apart; every other key follows in the order of the measures.
_PLACES = {"venue": str, "year": int, "track": str, "source": str}
_KEY_DOCS = {
    "venue": "venue of the papers counted; empty: all",
    "year": "year of the edition; empty: all",
    "track": "track of the papers counted; empty: all that the rules count",
    "source": "source of the papers counted; empty: all",
    "country": "country or group counted, or `unresolved`",
    "countries": "countries or groups counted together",
    "technology": "id of the technology",
    "role": "least role of the technology",
    "developed_in": "home country of the technology's developer",
    "institution": "id of the institution",
    "institutions": "ids of the two institutions",
}


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table to write: name, what it holds, its columns, and its rows a batch at a time."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    batches: "Callable[[], Iterator[pa.RecordBatch]]"

    @property
    def schema(self) -> "pa.Schema":
        """The Arrow schema: the columns with their types and docs."""
        import pyarrow as pa

        types = {
            str: pa.string(),
            int: pa.int64(),
            float: pa.float64(),
            bool: pa.bool_(),
            tuple[str, ...]: pa.list_(pa.string()),
            tuple[float, ...]: pa.list_(pa.float64()),
        }
        return pa.schema(pa.field(c.name, types[c.type], c.is_nullable, {"doc": c.doc}) for c in self.columns)


def export_tables(run: FinishedRun) -> list[ExportTable]:
    """Return every table of the run, and after them the numbers as `tidy_measure_values`."""
    return [*(_run_table(run, name) for name in TABLES), tidy_measure_values(run)]


def rows_table(name: str, doc: str, columns: tuple[Column, ...], rows: list[dict[str, Any]]) -> ExportTable:
    """Return a table of rows in memory."""

    def batches() -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        yield from pa.Table.from_pylist(rows, schema=table.schema).to_batches(_ROWS_AT_ONCE)

    table = ExportTable(name, doc, columns, batches)
    return table


def tidy_measure_values(run: FinishedRun) -> ExportTable:
    """Return the run's numbers with a column for every key and every counting rule, as statistics programs want."""
    values = run.engine.query("SELECT * FROM measure_values").to_pylist()
    return rows_table(
        TIDY,
        "One number of the run: measure_values with a column for each key and each counting rule.",
        tidy_columns(),
        [_tidy(value) for value in values],
    )


def tidy_columns() -> tuple[Column, ...]:
    """Return the columns of `tidy_measure_values`: the same for every run."""
    keys = dict.fromkeys([*_PLACES, "countries", *(key for m in MEASURES.values() for key in m.keys)])
    numbers = [c for c in TABLES["measure_values"].columns if c.name not in ("measure", "rules", "keys")]
    return (
        Column("measure", str, False, "name in the registry of measures"),
        Column("unit", str, False, "what the numerator counts: papers or people (credit where fractional)"),
        Column("denominator_of", str, False, "what the share is of, in words"),
        *(Column(key, _type(key), True, _KEY_DOCS.get(key, f"{key.replace('_', ' ')} counted")) for key in keys),
        *(Column(f"rule_{name}", str, False, f"counting rule `{name}`: {', '.join(options)}")
          for name, options in choices().items()),
        Column("rule_tracks", tuple[str, ...], False, "tracks counted, empty for all"),
        *numbers,
    )  # fmt: skip


def _type(key: str) -> Any:
    return tuple[str, ...] if key in ("countries", "institutions") else _PLACES.get(key, str)


def _tidy(value: Mapping[str, Any]) -> dict[str, Any]:
    measure = MEASURES.get(value["measure"])
    if measure is None:
        raise ExportError(
            f"measure_values holds {value['measure']!r}, which this version of Byline does not know; "
            "count again with `byline run STUDY --out OUT`"
        )
    rules = CountingRules.from_json(value["rules"])
    return {
        **{name: value[name] for name in value if name not in ("rules", "keys")},
        **json.loads(value["keys"]),
        "unit": measure.unit,
        "denominator_of": measure.denominator_doc,
        **{f"rule_{name}": getattr(rules, name) for name in choices()},
        "rule_tracks": list(rules.tracks),
    }


def _run_table(run: FinishedRun, name: str) -> ExportTable:
    declared = TABLES[name]
    table: ExportTable

    def batches() -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = run.tables / f"{name}.parquet"
        if not path.is_file():
            return
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS_AT_ONCE, columns=table.schema.names):
                    yield _shared(run, name, batch.cast(table.schema))
        except (pa.ArrowInvalid, pa.ArrowTypeError, KeyError, ValueError, OSError) as error:
            raise ExportError(
                f"{path} cannot be read as the table {name} ({error}); "
                "`byline run STUDY --out OUT` with this version writes it anew"
            ) from error

    table = ExportTable(name, declared.doc, declared.columns, batches)
    return table


def _shared(run: FinishedRun, table: str, batch: "pa.RecordBatch") -> "pa.RecordBatch":
    """Return the batch as others may see it: without the folders of this machine."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if (table, field.name) in _WITH_PATHS:
            texts = [None if text is None else run.without_folders(text) for text in batch[place].to_pylist()]
            batch = batch.set_column(place, field, pa.array(texts, field.type))
    return batch
