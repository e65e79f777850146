"""The catalogue's own test: what is wrong in the data files, in words an editor can act on."""

import re
from collections import defaultdict
from collections.abc import Iterator

from byline.technologies.catalogue import Catalogue, Entry
from byline.technologies.detect import Detector
from byline.technologies.names import names_of, squeezed

ID = re.compile(r"[a-z][a-z0-9_]*")
COUNTRY = re.compile(r"[A-Z]{2}")
RELEASE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
FAMILIES = frozenset(
    {
        *("architecture", "method", "language_model", "multimodal_model", "vision_model", "speech_model"),
        *("image_generator", "video_generator", "robot_model", "game_model", "science_model"),
        *("time_series_model", "tabular_model", "framework", "hardware", "dataset", "benchmark"),
    }
)


def check_catalogue(catalogue: Catalogue | None = None) -> list[str]:
    """Return the problems of a catalogue, one sentence each; an empty list means that it is sound.

    Every `members` name must be read back as its technology, ids and countries must be well formed, references
    to other entries must exist, and no name may belong to two entries that do not know each other.
    """
    catalogue = catalogue or Catalogue.load()
    detector = Detector(catalogue)
    problems = [p for entry in catalogue.entries.values() for p in _entry_problems(entry, catalogue)]
    problems += [p for entry in catalogue.entries.values() for p in _unread_members(entry, detector)]
    return problems + list(_shared_names(catalogue))


def _entry_problems(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    where = f"[{entry.technology_id}]"
    if not ID.fullmatch(entry.technology_id):
        yield f"{where}: an id has lower-case letters, digits and _ only"
    if entry.family not in FAMILIES:
        yield f"{where}: unknown family {entry.family!r}; known are {', '.join(sorted(FAMILIES))}"
    if entry.home_country is not None and not COUNTRY.fullmatch(entry.home_country):
        yield f"{where}: home_country must be two capital letters (ISO 3166-1), not {entry.home_country!r}"
    if entry.first_release is not None and not RELEASE.fullmatch(entry.first_release):
        yield f"{where}: first_release must be a year or year-month, not {entry.first_release!r}"
    names = {name.text for name in names_of(entry)}
    if not names:
        yield f"{where}: no name to search for; add aliases or exact"
    for name in entry.ambiguous:
        if name not in names:
            yield f"{where}: ambiguous name {name!r} is none of its names"
    if entry.ambiguous and not (entry.needs or entry.not_near):
        yield f"{where}: ambiguous names need words in needs or not_near to be told apart"
    if not entry.ambiguous and (entry.needs or entry.typical or entry.not_near):
        yield f"{where}: needs, typical and not_near bear on ambiguous names only; list those in ambiguous"
    for other in (*entry.is_a, *entry.derived_from):
        if other not in catalogue.entries:
            yield f"{where}: refers to {other!r}, which is no entry"
    for list_name in ("aliases", "exact", "not_as", "needs", "not_near", "members", "papers"):
        values = getattr(entry, list_name)
        if len(set(values)) < len(values):
            yield f"{where}: {list_name} holds the same text twice"


def _unread_members(entry: Entry, detector: Detector) -> Iterator[str]:
    for member in entry.members:
        found = {f.entry.technology_id for f in detector.find(f"We use {member} here.")}
        if entry.technology_id not in found:
            yield f"[{entry.technology_id}]: {member!r} is not read as this technology; add an alias or a variant"


def _shared_names(catalogue: Catalogue) -> Iterator[str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in catalogue.entries.values():
        for name in names_of(entry):
            owners[squeezed(name.text) if name.rule == "exact" else squeezed(name.text).lower()].add(
                entry.technology_id
            )
    for text, ids in owners.items():
        if len(ids) > 1 and not any(
            ids & {*catalogue.entries[i].is_a, *catalogue.entries[i].derived_from} for i in ids
        ):
            yield f"{' and '.join(f'[{i}]' for i in sorted(ids))} both claim the name {text!r}; keep it in one"
