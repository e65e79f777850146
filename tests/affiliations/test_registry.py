"""A registry dump is read whole, makes answers better, and is refused in clear words where it is none."""

import gzip
from pathlib import Path

import orjson
import pytest

from byline.affiliations import Resolver, registry
from byline.affiliations.errors import RegistryError
from byline.affiliations.registry import load_registry


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_HOME", str(tmp_path / "home"))


def test_a_dump_is_used_and_remembered(registry_file: Path) -> None:
    assert registry.info() is None
    used = registry.use(registry_file)
    assert used.record_count == 4, "the withdrawn record is left out"
    assert registry.info() == used
    registry.forget()
    assert registry.info() is None


def test_a_gzipped_dump_reads_the_same(registry_file: Path, tmp_path: Path) -> None:
    packed = tmp_path / "dump.json.gz"
    packed.write_bytes(gzip.compress(registry_file.read_bytes()))
    assert list(load_registry(packed)) == list(load_registry(registry_file))


def test_a_registry_whose_file_has_gone_is_no_longer_in_use(registry_file: Path) -> None:
    registry.use(registry_file)
    registry_file.unlink()
    assert registry.info() is None


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "JSON"),
        (b"{not json", "JSON"),
        (b"\x1f\x8b broken", "JSON"),
        (b"[]", "list of records"),
        (b'{"id": 1}', "list of records"),
        (b'[{"id": "https://ror.org/1"}]', "schema v2"),
        (b'[{"status": "active", "names": 7}]', "schema v2"),
    ],
)
def test_what_is_no_dump_is_refused_by_name(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    with pytest.raises(RegistryError, match=word) as raised:
        registry.use(path)
    assert "wrong.json" in str(raised.value)


def test_a_missing_dump_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"absent\.json"):
        registry.use(tmp_path / "absent.json")


@pytest.mark.parametrize(
    ("text", "institution_id", "country", "reason"),
    [
        ("University of Quillmark", "https://ror.org/0000u", "DE", "its name"),
        ("Universität Quillmark", "https://ror.org/0000u", "DE", "its name in another language"),
        ("Quillmark Univ.", "https://ror.org/0000u", "DE", "its words in another order"),
        ("Univeristy of Quilmark", "https://ror.org/0000u", "DE", "two misspelt words"),
        ("Institute of Fernwork", "https://ror.org/0000i", "DE", "the child alone"),
        (
            "Institute of Fernwork, University of Quillmark",
            "https://ror.org/0000u",
            "DE",
            "a university's part",
        ),
        ("Zorblatt, Paris, France", "https://ror.org/0000f", "FR", "the printed country chooses the record"),
        ("Zorblatt, Berlin", "https://ror.org/0000g", "DE", "the printed city chooses the record"),
        ("Zorblatt", None, None, "two records, and nothing decides"),
        ("Gone University", None, None, "a withdrawn record names nothing"),
    ],
)
def test_records_are_found(
    with_registry: Resolver, text: str, institution_id: str | None, country: str | None, reason: str
) -> None:
    match = with_registry.resolve(text)
    assert (match.institution_id, match.country) == (institution_id, country), (
        f"{reason}: {match.explanation}"
    )


def test_what_the_bundled_data_know_stays(with_registry: Resolver) -> None:
    assert with_registry.resolve("Tsinghua University").country == "CN"


def test_ids_are_written_as_text(registry_file: Path) -> None:
    assert (
        orjson.loads(registry_file.read_bytes())[0]["id"] == next(load_registry(registry_file)).institution_id
    )
