"""The index is compiled once, opened quickly, and compiled again where it is damaged or its sources change."""

from array import array
from pathlib import Path

import pytest

from byline.affiliations import index as module
from byline.affiliations.index import Index, open_index
from byline.affiliations.packing import NUMBER, LateTable, Runs, pack_table

SMALL = Index(
    fingerprint="0" * 64,
    ids=["byline:quillmark", "byline:fernwork"],
    names=["University of Quillmark", "Fernwork"],
    name_keys=["university quillmark", "fernwork"],
    sites=["DE", ""],
    homes=["DE", "FR"],
    cities=["Quillmark", ""],
    city_keys=["quillmark", ""],
    sectors=["university", "company"],
    sources=["curated", "curated"],
    parents={1: [0]},
    wholes={},
    seats={1: "FR"},
    aliases={"university quillmark": 0, "fernwork": -1},
    acronyms={},
    groups=[[0, 1]],
    homonyms={"fernwork": [(1, "FR", ["fernwork.example"], ["paris"])]},
    domains=LateTable(pack_table({"quillmark.example": 0})),
    places={"paris": "tFR..2138551"},
    lengths={"university": b"\x02\x01"},
    words={"university": 0, "quillmark": 1},
    word_counts=array(NUMBER, (1, 1)),
    told=Runs.of([(), (0,)]),
)


@pytest.fixture(autouse=True)
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Compile to a small index, and count how often."""
    made: list[str] = []

    def compile_index(fingerprint: str, registry: Path | None, places: dict[str, str] | None) -> Index:
        made.append(fingerprint)
        SMALL.fingerprint = fingerprint
        return SMALL

    monkeypatch.setenv("BYLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("byline.affiliations.compilation.compile_index", compile_index)
    return made


def test_what_is_stored_comes_back(compiled: list[str]) -> None:
    first, second = open_index(), open_index()
    assert (first.is_new, second.is_new, len(compiled)) == (True, False, 1)
    assert second.index == SMALL


def test_what_is_opened_late_is_whole(compiled: list[str]) -> None:
    open_index()
    index = open_index().index
    assert (index.domains.get("quillmark.example"), index.domains.get("fernwork.example")) == (0, None)
    assert [list(index.told[number]) for number in index.words.values()] == [[], [0]]


@pytest.mark.parametrize("content", [b"", b"\x00", b"broken", b"\x93\x01\x02\x03"])
def test_a_damaged_file_is_compiled_again(compiled: list[str], content: bytes) -> None:
    open_index().path.write_bytes(content)
    assert open_index().is_new
    assert not open_index().is_new


def test_a_changed_source_is_compiled_again(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index()
    changed = tmp_path / "extra.csv"
    changed.write_text("x", encoding="utf-8")
    sources = list(module._sources())
    monkeypatch.setattr(module, "_sources", lambda: [*sources, changed])
    assert open_index().is_new


def test_a_folder_that_cannot_be_written_only_costs_time(
    compiled: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("BYLINE_CACHE", str(tmp_path / "file" / "below"))
    assert open_index().index == SMALL


def test_old_files_are_swept_away(compiled: list[str], tmp_path: Path) -> None:
    for number in range(9):
        dump = tmp_path / f"{number}.json"
        dump.write_text("[]" + " " * number, encoding="utf-8")
        open_index(dump)
    assert len(list((tmp_path / "cache").glob("*.msgpack"))) == module.CACHED_FILES
    assert not list((tmp_path / "cache").glob("*.part"))


def test_meanings_of_a_name(compiled: list[str]) -> None:
    index = open_index().index
    assert index.meanings(index.aliases, "university quillmark") == (0,)
    assert index.meanings(index.aliases, "fernwork") == (0, 1)
    assert index.meanings(index.aliases, "nowhere") == ()
