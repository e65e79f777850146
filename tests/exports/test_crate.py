"""The research object: the structure that RO-Crate 1.2 asks for, and provenance that can be checked."""

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from finished_run import Exporting, study

from byline.exports import FinishedRun, export_run
from byline.exports.folder import write_zip
from byline.exports.inputs import AT_EXPORT, CHANGED, NOT_HELD, load_inputs
from byline.exports.run import local_paths

Graph = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def crate(exported: Exporting) -> Path:
    return exported("ro-crate")


@pytest.fixture(scope="module")
def graph(crate: Path) -> Graph:
    document = json.loads((crate / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert document["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert set(document) == {"@context", "@graph"}
    entities = document["@graph"]
    assert len({entity["@id"] for entity in entities}) == len(entities)
    return {entity["@id"]: entity for entity in entities}


def references(entity: dict[str, Any]) -> list[str]:
    """Return the ids an entity refers to; a nested object is nothing but a reference, as JSON-LD is flat here."""
    found = []
    for name, value in entity.items():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                assert set(part) == {"@id"}, name
                found.append(part["@id"])
            else:
                assert isinstance(part, str)
    return found


def test_the_descriptor_names_the_root(graph: Graph) -> None:
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}


def test_the_root_has_what_it_must_have(graph: Graph, run: FinishedRun) -> None:
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert root["name"] == run.study.title
    assert "invented" in root["description"]
    assert root["datePublished"] == run.record["finished_at"]
    rights = graph[root["license"]["@id"]]
    assert rights["name"]
    assert "copyright" in rights["description"]


def test_every_entity_has_a_type_and_a_name_and_every_reference_leads_somewhere(graph: Graph) -> None:
    for entity in graph.values():
        assert entity["@type"]
        assert entity["@id"] == "ro-crate-metadata.json" or entity["name"]
    missing = {i for entity in graph.values() for i in references(entity)} - set(graph)
    assert missing == {"https://w3id.org/ro/crate/1.2"}


def test_every_file_is_described_and_every_hash_is_right(graph: Graph, crate: Path) -> None:
    files = {path.relative_to(crate).as_posix(): path for path in crate.rglob("*") if path.is_file()}
    files.pop("ro-crate-metadata.json")
    assert {part["@id"] for part in graph["./"]["hasPart"]} == set(files)
    assert {"methods.md", "report.html", "study.json", "tables/papers.parquet"} <= set(files)
    for name, path in files.items():
        entity, data = graph[name], path.read_bytes()
        assert entity["@type"] == "File"
        assert entity["sha256"] == hashlib.sha256(data).hexdigest()
        assert entity["contentSize"] == str(len(data))
        assert "/" in entity["encodingFormat"]
        assert entity["description"] != entity["name"]


def test_the_run_is_an_action_with_software_inputs_rules_and_results(graph: Graph, run: FinishedRun) -> None:
    action = graph["#run"]
    assert action["@type"] == "CreateAction"
    assert (action["startTime"], action["endTime"]) == (run.record["started_at"], run.record["finished_at"])
    assert graph[action["instrument"]["@id"]]["version"] == run.record["byline_version"]
    used = [graph[reference["@id"]] for reference in action["object"]]
    rules = {e["name"]: e["value"] for e in used if e["@type"] == "PropertyValue"}
    assert rules["counting"] == "whole"
    assert len(rules) == 6
    (source,) = local_paths(run.study)[:1]
    read = [e for e in used if e["@id"].startswith("#input-")]
    assert {e["sha256"] for e in read} == {hashlib.sha256(source.read_bytes()).hexdigest()}
    made = {reference["@id"] for reference in action["result"]}
    assert made == {part["@id"] for part in graph["./"]["hasPart"]} - {"inputs.csv"}


def test_a_hash_taken_too_late_says_so(run: FinishedRun, tmp_path: Path) -> None:
    source = tmp_path / "list.jsonl"
    source.write_text("{}")
    changed = FinishedRun(run.out, study(source), run.record, run.engine)
    assert {entry.hashed for entry in load_inputs(changed)} == {CHANGED}
    os.utime(source, (0, 0))
    assert {entry.hashed for entry in load_inputs(changed)} == {AT_EXPORT}
    source.unlink()
    assert {(entry.hashed, entry.sha256) for entry in load_inputs(changed)} == {(NOT_HELD, None)}


def test_the_archive_holds_the_same_files_and_is_the_same_each_time(crate: Path, tmp_path: Path) -> None:
    one = write_zip(crate, tmp_path / "one.zip")
    assert one.read_bytes() == write_zip(crate, tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "ro-crate-metadata.json" in names
        assert all(archive.read(name) == (crate / name).read_bytes() for name in names)
    assert set(names) == {p.relative_to(crate).as_posix() for p in crate.rglob("*") if p.is_file()}


def test_an_archive_stands_beside_its_folder(out: Path, tmp_path: Path) -> None:
    archive, files = export_run(out, "methods", tmp_path / "v1.2", is_zipped=True)
    assert archive == tmp_path / "v1.2.zip"
    assert zipfile.ZipFile(archive).namelist() == [file.path for file in files] == ["methods.md"]
