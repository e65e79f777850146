"""What describes the tables beside them: a data dictionary to read, and a Data Package for programs."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from byline.exports.rights import rights_text, sources_of
from byline.exports.run import FinishedRun
from byline.exports.tables import ExportTable, export_tables, rows_table
from byline.exports.writers import FILE_FORMATS, write_csv
from byline.model import Column

DICTIONARY = "data-dictionary.csv"
PACKAGE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"

_WORDS: dict[Any, tuple[str, str]] = {
    str: ("text", "string"),
    int: ("integer", "integer"),
    float: ("number", "number"),
    bool: ("true or false", "boolean"),
    tuple[str, ...]: ("list of text (JSON array in CSV)", "array"),
    tuple[float, ...]: ("list of numbers (JSON array in CSV)", "array"),
}
_PRIMARY = {
    "papers": ("paper_id",),
    "authorships": ("paper_id", "author_position"),
    "affiliation_mentions": ("mention_id",),
    "institutions": ("institution_id",),
    "technologies": ("technology_id",),
    "technology_mentions": ("mention_id",),
    "technology_roles": ("paper_id", "technology_id"),
    "runs": ("run_id",),
}
# A mention may be of an author that the list does not have, so authorships are no target here.
_FOREIGN = {
    "authorships": {"paper_id": "papers"},
    "affiliation_mentions": {"paper_id": "papers"},
    "affiliation_matches": {"mention_id": "affiliation_mentions", "institution_id": "institutions"},
    "technology_mentions": {"paper_id": "papers", "technology_id": "technologies"},
    "technology_roles": {"paper_id": "papers", "technology_id": "technologies"},
    "measure_values": {"run_id": "runs"},
    "tidy_measure_values": {"run_id": "runs"},
}


def write_tables(run: FinishedRun, folder: Path, file_format: str) -> dict[str, int]:
    """Write every table with its data dictionary and Data Package; return file name to number of rows."""
    form = FILE_FORMATS[file_format]
    tables = export_tables(run)
    rows = {f"{t.name}.{form.ending}": form.write(t, folder / f"{t.name}.{form.ending}") for t in tables}
    rows[DICTIONARY] = write_csv(data_dictionary(tables), folder / DICTIONARY)
    package = data_package(run, tables, folder, file_format)
    (folder / PACKAGE).write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return rows


def data_dictionary(tables: Sequence[ExportTable]) -> ExportTable:
    """Return the table of all columns: table, column, type, whether it may be empty, what it is."""
    columns = (
        Column("table", str, False, "table"),
        Column("column", str, False, "column"),
        Column("type", str, False, "type"),
        Column("may_be_empty", bool, False, "whether a value may be missing"),
        Column("description", str, False, "what it is"),
    )
    rows = [
        {
            "table": table.name,
            "column": column.name,
            "type": _WORDS[column.type][0],
            "may_be_empty": column.is_nullable,
            "description": column.doc,
        }
        for table in tables
        for column in table.columns
    ]
    return rows_table("data-dictionary", "Every column of every table.", columns, rows)


def data_package(
    run: FinishedRun, tables: Sequence[ExportTable], folder: Path, file_format: str
) -> dict[str, Any]:
    """Return the Data Package (version 2) of the tables as written in the folder.

    It names no licence: what may be passed on differs from column to column, and `description` says how.
    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"byline-{run.study.name}",
        "id": f"byline-run-{run.record['run_id']}",
        "title": run.study.title,
        "description": "\n\n".join([run.study.question, *rights_text(run)]).strip(),
        "created": run.record["finished_at"],
        # A file that was read is not in the package, and an address may be several: no `path`, but words.
        "sources": [{"title": f"{title}: {where}"} for title, where in sources_of(run)],
        "byline": {"version": run.record["byline_version"], "rules": json.loads(run.study.rules.to_json())},
        "resources": [_resource(table, folder, file_format) for table in tables],
    }


def _resource(table: ExportTable, folder: Path, file_format: str) -> dict[str, Any]:
    form = FILE_FORMATS[file_format]
    path = folder / f"{table.name}.{form.ending}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    resource = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": path.name,
        "description": table.doc,
        "format": form.ending,
        "mediatype": form.media_type,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": table_schema(table),
    }
    return resource if file_format == "parquet" else {**resource, "encoding": "utf-8"}


def table_schema(table: ExportTable) -> dict[str, Any]:
    """Return the Table Schema (version 2) of a table: fields, keys, and to which tables they lead.

    Text is never `required`: an empty text, such as the title of a paper that could not be read, is a value.
    """
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            {
                "name": column.name,
                "type": _WORDS[column.type][1],
                "description": column.doc,
                **({} if column.is_nullable or column.type is str else {"constraints": {"required": True}}),
            }
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if key := _PRIMARY.get(table.name):
        schema["primaryKey"] = list(key)
    if links := _FOREIGN.get(table.name):
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": target, "fields": [field]}}
            for field, target in links.items()
        ]
    return schema
