"""The JSON-LD of a crate: one flat list of entities that refer to each other by `@id`.

RO-Crate 1.2: the descriptor names the root, the root lists every file (`hasPart`) and has name, description,
date and licence; a run is a CreateAction with software as instrument, inputs as object, files as result.
Who publishes a crate, and under which licence, a run does not know: `publisher` and `license` are for people.
"""

import hashlib
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path, PurePath
from typing import Any

from byline.exports.biblio import CITATION, DOI
from byline.exports.inputs import Input
from byline.exports.rights import rights_text, source_names
from byline.exports.run import FinishedRun
from byline.sources.registry import SOURCES
from byline.views.wording import rule_sentences

SPECIFICATION = "https://w3id.org/ro/crate/1.2"
APACHE = "https://www.apache.org/licenses/LICENSE-2.0"
Entity = dict[str, Any]

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".graphml": "application/graphml+xml",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml",
    ".xml": "application/xml",
}


def crate_metadata(
    run: FinishedRun, folder: Path, inputs: Sequence[Input], docs: Mapping[str, str]
) -> dict[str, Any]:
    """Return the metadata document of a crate whose files stand in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    described = [_file(folder, path, docs) for path in files]
    read = _inputs(inputs)
    graph = [
        _descriptor(),
        _root(run, described),
        *described,
        *read,
        *_sources(run),
        *_rules(run),
        _action(run, described, read),
        *_context(run),
    ]
    return {"@context": f"{SPECIFICATION}/context", "@graph": graph}


def _descriptor() -> Entity:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": SPECIFICATION},
    }


def _root(run: FinishedRun, files: Sequence[Entity]) -> Entity:
    invented = "The venue and its papers are invented. " if run.study.is_invented else ""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": run.study.title,
        "description": f"{invented}{run.study.question} Counted by Byline from the study {run.study.name}; "
        "tables, networks, report and methods, with the counting rules and the hashes of what was read.",
        "datePublished": run.record["finished_at"],
        "identifier": {"@id": "#run-id"},
        "license": {"@id": "#rights"},
        "hasPart": _references(files),
        "mentions": {"@id": "#run"},
        "citation": {"@id": DOI},
    }


def _file(folder: Path, path: Path, docs: Mapping[str, str]) -> Entity:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "description": docs.get(name, path.name),
        "encodingFormat": _MEDIA_TYPES[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }


def _inputs(inputs: Sequence[Input]) -> list[Entity]:
    """Return the lists and data files that were read; PDFs may be thousands and stand in inputs.csv alone.

    They are not in the crate, so their ids are local ones and they are no part of it.
    """
    found: list[Entity] = []
    for entry in inputs:
        if entry.kind in ("list", "folder", "catalogue", "overrides"):
            entity = {
                "@id": f"#input-{len(found) + 1}",
                "@type": "Dataset" if entry.kind == "folder" else "File",
                "name": entry.name,
                "localPath": entry.name,
                "description": f"{entry.kind} {entry.edition} (not in this crate; hash: {entry.hashed})",
            }
            if entry.sha256:
                suffix = PurePath(entry.name).suffix
                entity |= {
                    "sha256": entry.sha256,
                    "contentSize": str(entry.byte_count),
                    "encodingFormat": _MEDIA_TYPES.get(suffix, "application/octet-stream"),
                }
            found.append(entity)
    return found


def _sources(run: FinishedRun) -> list[Entity]:
    return [
        {
            "@id": f"#source-{name}",
            "@type": "CreativeWork",
            "name": SOURCES[name].title,
            "description": f"{SOURCES[name].gives} ({SOURCES[name].address})",
            "usageInfo": SOURCES[name].terms,
        }
        for name in source_names(run)
    ]


def _rules(run: FinishedRun) -> list[Entity]:
    return [
        {
            "@id": f"#rule-{name}",
            "@type": "PropertyValue",
            "name": name,
            "value": choice,
            "description": words,
        }
        for name, choice, words in rule_sentences(run.study.rules)
    ]


def _action(run: FinishedRun, files: Sequence[Entity], inputs: Sequence[Entity]) -> Entity:
    read = [*inputs, *_sources(run), *_rules(run)]
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run {run.record['run_id']} of the study {run.record['study']}",
        "description": f"{run.record['registry']}; fingerprints of the stages: {run.record['fingerprints']}",
        "startTime": run.record["started_at"],
        "endTime": run.record["finished_at"],
        "instrument": {"@id": "#byline"},
        "object": [*_references(read), {"@id": "inputs.csv"}],
        "result": [reference for reference in _references(files) if reference["@id"] != "inputs.csv"],
    }


def _context(run: FinishedRun) -> list[Entity]:
    """Return what the others refer to: software, rights, the guideline."""
    return [
        _software(run.record["byline_version"], project_address()),
        {
            "@id": "#run-id",
            "@type": "PropertyValue",
            "name": "Run id of Byline",
            "propertyID": "run_id",
            "value": run.record["run_id"],
        },
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights in the parts of this crate; no licence is granted by it",
            "description": "\n\n".join(rights_text(run)),
        },
        {
            "@id": APACHE,
            "@type": "CreativeWork",
            "name": "Apache-2.0",
            "description": "Apache License, version 2.0",
        },
        {
            "@id": DOI,
            "@type": "ScholarlyArticle",
            "name": "BIBLIO reporting guideline",
            "creditText": CITATION,
        },
    ]


def _software(version: str, address: str | None) -> Entity:
    software = {"@id": "#byline", "name": "Byline", "version": version, "license": {"@id": APACHE}}
    # A SoftwareApplication must have a url; a build that declares none is described as what it is anyway.
    kind = {"@type": "SoftwareApplication", "url": address} if address else {"@type": "CreativeWork"}
    return software | kind


def project_address() -> str | None:
    """Return the first web address that the installed package declares as its own, None where there is none."""
    try:
        declared = metadata("byline").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    addresses = [entry.partition(",")[2].strip() for entry in declared]
    return next((address for address in addresses if address.startswith("https://")), None)


def _references(entities: Sequence[Entity]) -> list[dict[str, str]]:
    return [{"@id": entity["@id"]} for entity in entities]
