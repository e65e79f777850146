"""The files that people edit are checked, and say which strings they miss."""

from pathlib import Path

import pytest

from byline.affiliations import Resolver, evaluate
from byline.affiliations.evaluate import HOMONYM_COLUMNS, INSTITUTION_COLUMNS, check_institutions, coverage
from byline.affiliations.institutions import load_curated


def test_coverage_counts_strings_as_often_as_they_occur(resolver: Resolver) -> None:
    found = coverage(["MIT", "zzzz qqqq", "zzzz qqqq", "yyyy", "Stanford University", " "], resolver)
    assert (found.string_count, found.resolved_count, found.share) == (5, 2, 0.4)
    assert found.unresolved == [(2, "zzzz qqqq"), (1, "yyyy")]
    assert sum(found.methods.values()) == found.string_count
    assert found.to_record()["unresolved"][0] == {"count": 2, "text": "zzzz qqqq"}


def test_no_strings_are_covered() -> None:
    assert coverage([]).share == 1.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evaluate, "institution_files", lambda: [tmp_path / "made_up.csv"])
    monkeypatch.setattr(evaluate, "HOMONYMS_FILE", tmp_path / "homonyms.csv")
    _write(tmp_path, "", "")
    return tmp_path


def _write(folder: Path, institutions: str, homonyms: str) -> None:
    (folder / "made_up.csv").write_text(",".join(INSTITUTION_COLUMNS) + "\n" + institutions, encoding="utf-8")
    (folder / "homonyms.csv").write_text(",".join(HOMONYM_COLUMNS) + "\n" + homonyms, encoding="utf-8")


GOOD = "byline:a,A University,AU,FR,FR,Paris,university,a.example,,\n"


def test_sound_files_have_no_problem(folder: Path) -> None:
    _write(folder, GOOD, "AU,byline:a,FR,a.example,Paris,\n")
    assert check_institutions() == []


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("b,B University,,FR,FR,Paris,university,,,", "byline:slug"),
        (",B University,,FR,FR,Paris,university,,,", "no id"),
        ("byline:b,B University,,FRA,FR,Paris,university,,,", "alpha-2"),
        ("byline:b,B University,,,,Paris,university,,,", "neither"),
        ("byline:b,B University,,FR,FR,Paris,school,,,", "sector"),
        ("byline:b,B University,,FR,FR,Paris,university,,byline:z,", "parent_id"),
        ("byline:a,B University,,FR,FR,Paris,university,,,", "institution_id"),
        ("byline:b,B University,,FR,FR,Paris,university,a.example,,", "domains"),
        ("byline:b,B University,A University,FR,FR,Paris,university,,,", "what decides"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(folder: Path, row: str, word: str) -> None:
    _write(folder, GOOD + row + "\n", "")
    problems = [str(problem) for problem in check_institutions()]
    assert any(word in problem and problem.startswith("made_up.csv:3") for problem in problems), problems


def test_a_homonym_of_nothing_known_is_a_problem(folder: Path) -> None:
    _write(folder, GOOD, "AU,byline:z,FRA,,,\n")
    assert [str(problem)[:14] for problem in check_institutions()] == ["homonyms.csv:2", "homonyms.csv:2"]


def test_wrong_columns_are_named(folder: Path) -> None:
    (folder / "made_up.csv").write_text("institution_id,name\nbyline:a,A\n", encoding="utf-8")
    with pytest.raises(KeyError):
        check_institutions()


def test_the_bundled_files_have_no_problem() -> None:
    assert [str(problem) for problem in check_institutions()] == []


def test_the_bundled_institutions_are_many() -> None:
    assert sum(1 for _ in load_curated()) >= 1_500
