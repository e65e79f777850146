"""Studies: what they may say, and what is said of their mistakes."""

from dataclasses import fields
from pathlib import Path

import pytest

from byline.model import CountingRules
from byline.sources import known_editions
from byline.study import Study, StudyError, data_folder, studies, template

GOOD = """
name = "mine"
title = "Mine"
pairs = [["US", "CN"], ["Europe", "US"]]
[groups]
Europe = ["DE", "FR"]
[rules]
counting = "fractional"
tracks = ["main"]
[[editions]]
venue = "UAI"
year = 2025
sources = [{ name = "folder", path = "papers" }]
"""


def study_of(tmp_path: Path, text: str) -> Study:
    file = tmp_path / "mine.toml"
    file.write_text(text, "utf-8")
    return Study.load(file)


def test_a_study_says_what_to_count(tmp_path: Path) -> None:
    study = study_of(tmp_path, GOOD)
    assert study.rules == CountingRules(counting="fractional", tracks=("main",))
    assert study.members("Europe") == ("DE", "FR")
    assert study.members("US") == ("US",)
    assert study.editions[0].sources[0].path() == tmp_path / "papers"
    assert study.editions[0].slug == "uai-2025"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("title =", "tittle ="), "tittle: unknown key; did you mean 'title'?"),
        (("venue =", "venu ="), "editions.0.venu: unknown key; did you mean 'venue'?"),
        (('counting = "fractional"', 'counting = "half"'), "rule 'counting' is one of whole, fractional"),
        (("counting =", "countings ="), "unknown rule 'countings'; did you mean 'counting'?"),
        (('"folder"', '"folders"'), "no source is called 'folders'; there are folder, "),
        (('path = "papers"', 'paths = "papers"'), "source 'folder' needs the option 'path'"),
        (('path = "papers"', 'path = "papers", volume = 3'), "has no option 'volume'; it has path"),
        (("year = 2025", 'year = "MMXXV"'), "editions.0.year: "),
        (
            ('["US", "CN"]', '["US", "China"]'),
            "'China' is neither an ISO 3166-1 alpha-2 code (as 'US') nor a group (Europe, EU, ",
        ),
        (('["US", "CN"]', '["US"]'), "pairs.0.1: this is missing"),
        (('name = "mine"', 'name = "My Study"'), "name: "),
        (('venue = "UAI"', 'venue = "!"'), "no letter or digit"),
        (("[groups]", "[groups"), "is not valid TOML"),
        (("[[editions]]", "[other]"), "other: unknown key"),
        (("sources = [{", "sources = 3 # [{"), "editions.0.sources: "),
    ],
)
def test_a_mistake_is_named_with_file_key_and_remedy(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(StudyError) as error:
        study_of(tmp_path, GOOD.replace(*change, 1))
    assert "mine.toml" in str(error.value)
    assert says in str(error.value)


def test_an_edition_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="stands twice"):
        study_of(tmp_path, GOOD + GOOD[GOOD.index("[[editions]]") :])


def test_a_name_that_nobody_knows_is_answered_with_those_that_are() -> None:
    with pytest.raises(StudyError, match="did you mean 'us-china-neurips-2025'"):
        Study.load("us-china-neurips-2052")
    with pytest.raises(StudyError, match="does not exist"):
        Study.load("absent/study.toml")


def test_real_data_is_found_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = GOOD.replace('"papers"', '"${BYLINE_DATA}/pdfs/uai-2025"')
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path))
    assert study_of(tmp_path, text).editions[0].sources[0].path() == tmp_path / "pdfs" / "uai-2025"
    monkeypatch.setenv("BYLINE_DATA", str(tmp_path / "absent"))
    with pytest.raises(StudyError, match="set BYLINE_DATA"):
        study_of(tmp_path, text)


def test_real_data_is_looked_for_beside_the_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared" / "data").mkdir(parents=True)
    (tmp_path / "tree").mkdir()
    monkeypatch.delenv("BYLINE_DATA", raising=False)
    monkeypatch.chdir(tmp_path / "tree")
    assert data_folder() == tmp_path / "shared" / "data"


@pytest.mark.parametrize("name", sorted(studies()))
def test_a_study_that_ships_can_be_run_by_its_name(name: str) -> None:
    study = Study.load(name)
    assert study.name == name
    known = {(k.venue, k.year) for k in known_editions()}
    assert {(e.venue, e.year) for e in study.editions} <= known
    by_edition = {(k.venue, k.year): k.sources for k in known_editions()}
    assert all(c.name in by_edition[e.venue, e.year] for e in study.editions for c in e.sources)


def test_the_studies_that_answer_the_published_question_ship() -> None:
    assert {"us-china-neurips-2024", "us-china-neurips-2025", "us-china-series", "europe-us", "india"} <= {
        *studies()
    }


def test_the_template_is_a_study_that_runs_and_names_every_key_and_rule(tmp_path: Path) -> None:
    text = template("fresh")
    study = study_of(tmp_path, text)
    assert study.name == "fresh"
    assert study.rules == CountingRules()
    assert all(f"\n{rule.name} = " in text for rule in fields(CountingRules))
    keys = Study.model_fields.keys() - {"is_invented"}  # of the bundled conference alone
    assert all(f"{key} =" in text or f"[{key}]" in text or f"[[{key}]]" in text for key in keys)


def test_groups_that_ship_need_no_definition(tmp_path: Path) -> None:
    study = study_of(tmp_path, GOOD.replace('["US", "CN"]', '["G7", "EU"]'))
    assert "JP" in study.members("G7")
    assert len(study.members("EU")) == 27
