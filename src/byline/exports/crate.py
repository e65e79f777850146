"""A run as a research object (RO-Crate 1.2): tables, networks, report and methods, and where they come from."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from byline.exports.dictionary import DICTIONARY, PACKAGE, write_tables
from byline.exports.entities import crate_metadata
from byline.exports.graphml import write_networks
from byline.exports.inputs import inputs_table, load_inputs
from byline.exports.methods import methods_text
from byline.exports.run import FinishedRun
from byline.exports.writers import write_csv
from byline.model import TABLES

METADATA = "ro-crate-metadata.json"

# What each file of the crate is, by its path; the tables say so themselves.
_DOCS = {
    f"tables/{DICTIONARY}": "every column of every table",
    f"tables/{PACKAGE}": "the tables as a Data Package",
    "tables/tidy_measure_values.parquet": "the run's numbers, with a column for each key and counting rule",
    "networks/countries.graphml": "network of countries, edges weighted by joint papers",
    "networks/institutions.graphml": "network of institutions, edges weighted by joint papers",
    "inputs.csv": "everything the run read, with SHA-256",
    "methods.md": "methods section, following the reporting items of BIBLIO",
    "report.html": "the static report: every figure links to its papers",
    "rules.json": "the counting rules",
    "study.json": "the study as it was run",
}


def write_crate(run: FinishedRun, folder: Path) -> dict[str, int]:
    """Write the crate and return file name to number of rows (of edges, for networks)."""
    (folder / "tables").mkdir()
    (folder / "networks").mkdir()
    rows = {f"tables/{k}": n for k, n in write_tables(run, folder / "tables", "parquet").items()}
    rows |= {f"networks/{k}": n for k, n in write_networks(run, folder / "networks").items()}
    inputs = load_inputs(run)
    rows["inputs.csv"] = write_csv(inputs_table(inputs), folder / "inputs.csv")
    for name, text in _texts(run).items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    metadata = crate_metadata(run, folder, inputs, _described())
    (folder / METADATA).write_text(
        json.dumps(metadata, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return rows


def _texts(run: FinishedRun) -> Mapping[str, str]:
    study: dict[str, Any] = run.study.model_dump(mode="json")
    texts = {
        "methods.md": methods_text(run),
        "rules.json": run.study.rules.to_json() + "\n",
        "study.json": run.without_folders(json.dumps(study, indent=2, ensure_ascii=False)) + "\n",
    }
    report = run.out / "report.html"
    if report.is_file():
        texts["report.html"] = run.without_folders(report.read_text(encoding="utf-8", errors="replace"))
    return texts


def _described() -> dict[str, str]:
    return {f"tables/{name}.parquet": table.doc for name, table in TABLES.items()} | _DOCS
