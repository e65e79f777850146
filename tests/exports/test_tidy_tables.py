"""Tables: what is written is what the run holds, safe to open, described, and with the measures' own numbers."""

import csv
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from finished_run import HOSTILE, QUESTIONS, RULES, Exporting
from hypothesis import given, settings
from hypothesis import strategies as st

from byline.exports import FORMATS, FinishedRun
from byline.exports.run import without_folders
from byline.exports.tables import TIDY, export_tables
from byline.exports.writers import as_text
from byline.measures import members
from byline.model import CountingRules

Rows = list[dict[str, Any]]
# Written apart from the pattern that is tested: the first character that can be seen.
FORMULA_SIGNS = set("=+-@＝＋－＠")


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def original(text: str) -> str:
    """Return the text that a cell stands for, as docs/exports.md says: one apostrophe less."""
    return text.removeprefix("'")


def held(run: FinishedRun, name: str) -> Rows:
    (table,) = (t for t in export_tables(run) if t.name == name)
    return [row for batch in table.batches() for row in batch.to_pylist()]


def as_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("name", ["papers", "authorships", "affiliation_matches", "institutions", TIDY])
def test_csv_holds_what_the_table_holds(run: FinishedRun, exported: Exporting, name: str) -> None:
    cells = read_csv(exported("csv") / f"{name}.csv")
    rows = held(run, name)
    assert len(cells) == len(rows)
    for cell, row in zip(cells, rows, strict=True):
        assert list(cell) == list(row)
        for column, value in row.items():
            if isinstance(value, float):
                assert float(cell[column]) == value
            else:
                assert original(cell[column]) == as_cell(value)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_json_lines_and_parquet_hold_what_the_tables_hold(
    run: FinishedRun, exported: Exporting, form: str
) -> None:
    for table in export_tables(run):
        file = exported(form) / f"{table.name}.{form}"
        if form == "jsonl":
            rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
        else:
            rows = pq.read_table(file, partitioning=None).to_pylist()
        assert rows == held(run, table.name)


def test_names_that_would_do_harm_are_text(exported: Exporting) -> None:
    titles = [row["title"] for row in read_csv(exported("csv") / "papers.csv")][: len(HOSTILE)]
    assert titles == ["'" + HOSTILE[0], "'" + HOSTILE[1], "'" + HOSTILE[2], HOSTILE[3], HOSTILE[4]]


# Characters that no one has defined yet are drawn as boxes: they can be seen, and no program drops them.
@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cn"])))
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    cell = as_text(pa.array([text, None]))
    assert cell[1].as_py() is None
    shown = cell[0].as_py()
    assert original(shown) == text
    seen = [c for c in shown if c.isprintable() and not c.isspace()]
    assert not seen or seen[0] not in FORMULA_SIGNS


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@a", " =1", "\t=1", "\ufeff=1", "\u00a0@a", "＝1", "\r-1", "'x"]
)
def test_what_a_spreadsheet_would_execute_has_an_apostrophe(name: str) -> None:
    assert as_text(pa.array([name]))[0].as_py() == "'" + name


def test_negative_numbers_are_numbers(exported: Exporting) -> None:
    from byline.exports.tables import rows_table
    from byline.exports.writers import write_csv
    from byline.model import Column

    table = rows_table(
        "n", "", (Column("n", float, True, ""), Column("i", int, True, "")), [{"n": -1.5, "i": -2}]
    )
    file = exported("csv").parent / "n.csv"
    write_csv(table, file)
    assert file.read_text() == '"n","i"\n-1.5,-2\n'


def test_numbers_are_those_of_the_measures(run: FinishedRun, exported: Exporting) -> None:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in read_csv(exported("csv") / f"{TIDY}.csv"):
        sums[row["measure"], row["rule_counting"]] += float(row["numerator"])
    for name, parameters in QUESTIONS:
        for counting in ("whole", "fractional"):
            rules = replace(RULES, counting=counting)
            credit = members(run.engine, name, rules, **parameters).column("credit").to_pylist()
            assert sum(credit) > 0
            assert sums.pop((name, counting)) == pytest.approx(sum(credit), abs=1e-6)
    assert not sums


def test_every_number_carries_its_rules_and_keys(run: FinishedRun, exported: Exporting) -> None:
    plain = held(run, "measure_values")
    for row, tidy in zip(plain, read_csv(exported("csv") / f"{TIDY}.csv"), strict=True):
        rules = {k.removeprefix("rule_"): v for k, v in tidy.items() if k.startswith("rule_")}
        rules["tracks"] = tuple(json.loads(rules["tracks"]))  # type: ignore[assignment]
        assert CountingRules(**rules) == CountingRules.from_json(row["rules"])  # type: ignore[arg-type]
        for key, value in json.loads(row["keys"]).items():
            assert tidy[key] == as_cell(value)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_dictionary_names_every_column_of_every_file(
    run: FinishedRun, exported: Exporting, form: str
) -> None:
    listed = [(row["table"], row["column"]) for row in read_csv(exported(form) / "data-dictionary.csv")]
    assert listed == [(table.name, column.name) for table in export_tables(run) for column in table.columns]
    assert all(row["description"] for row in read_csv(exported(form) / "data-dictionary.csv"))


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_data_package_describes_its_files(exported: Exporting, form: str) -> None:
    folder = exported(form)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    resources = package["resources"]
    files = {path.name for path in folder.iterdir()} - {"datapackage.json", "data-dictionary.csv"}
    assert {resource["path"] for resource in resources} == files
    for resource in resources:
        data = (folder / resource["path"]).read_bytes()
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert CountingRules(**package["byline"]["rules"] | {"tracks": ()}) == RULES


def test_keys_of_the_data_package_hold(exported: Exporting) -> None:
    folder = exported("csv")
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    rows = {resource["name"]: read_csv(folder / resource["path"]) for resource in resources}
    links = 0
    for resource in resources:
        schema, table = resource["schema"], rows[resource["name"]]
        assert not table or list(table[0]) == [field["name"] for field in schema["fields"]]
        if key := schema.get("primaryKey"):
            values = [tuple(row[column] for column in key) for row in table]
            assert len(set(values)) == len(values)
            assert all(all(value) for value in values)
        for link in schema.get("foreignKeys", ()):
            (field,), (target,) = link["fields"], link["reference"]["fields"]
            known = {row[target] for row in rows[link["reference"]["resource"]]}
            assert {row[field] for row in table} - {""} <= known
            links += len(table)
    assert links > 50


def test_no_path_of_the_machine_is_exported(out: Path, exported: Exporting) -> None:
    for form in ("csv", "jsonl", "graphml", "ro-crate", "methods"):
        for file in exported(form).rglob("*.*"):
            if file.is_file():
                assert str(out.parent.parent).encode() not in file.read_bytes(), file
    (issue,) = read_csv(exported("csv") / "issues.csv")
    assert issue["message"] == "list.jsonl: cut off; fetch it again"


def test_only_paths_are_cut() -> None:
    folders = [Path("/data"), Path("/data/lists"), Path("/")]
    text = "/data/lists/a.jsonl: see https://example.org/data/lists/b, mydata/x or /data/b.pdf and /other/c"
    assert without_folders(text, folders) == (
        "a.jsonl: see https://example.org/data/lists/b, mydata/x or b.pdf and /other/c"
    )


def test_the_same_run_gives_the_same_bytes(run: FinishedRun, exported: Exporting, tmp_path: Path) -> None:
    for form in ("csv", "ro-crate"):
        again = tmp_path / form
        again.mkdir()
        FORMATS[form](run, again)
        for file in again.rglob("*.*"):
            if file.is_file():
                assert file.read_bytes() == (exported(form) / file.relative_to(again)).read_bytes(), file
