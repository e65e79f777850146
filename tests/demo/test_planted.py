"""The planted truth: complete, consistent, and such that the method decides the number."""

import json
from collections import Counter

import pytest

from byline.demo.planted import FOLDER, PlantedPaper, load_truth
from byline.demo.truth import PAIR, RULES
from byline.model import ROLES, CountingRules

PAPERS = [paper for paper in load_truth() if paper.kind == "paper"]
# What a reader of bylines and technologies gets wrong most; each must be planted at least once.
TRAPS = {
    "northeastern-cn", "northeastern-us", "hkust", "hkust-guangzhou", "cuhk", "cuhk-shenzhen", "nyu-shanghai",
    "duke-kunshan", "nottingham-ningbo", "microsoft-research-asia", "shanghai-ai-laboratory", "peng-cheng-laboratory",
    "zhongguancun-academy", "beijing-academy-of-ai", "national-tsing-hua", "tsinghua", "ntu-taiwan", "ntu-singapore",
    "university-of-macau", "cambridge-massachusetts", "cambridge-uk", "birmingham-uk", "birmingham-alabama", "york-uk",
    "york-canada", "newcastle-uk", "newcastle-australia", "georgia-state", "georgia-country", "kaust", "mbzuai",
    "chinese-academy-lower-case", "beth-israel", "street-named-palau", "one-author-two-countries", "work-done-while-at",
    "equal-contribution-mark", "power-transformer", "llama-the-animal", "llama-only-in-references", "damaged-file",
    "empty-file", "blank-scan-file", "form-file",
}  # fmt: skip
IN_SEVERAL_LAYOUTS = {
    "northeastern-us",
    "hkust",
    "equal-contribution-mark",
    "work-done-while-at",
    "llama-the-animal",
}


def planted_traps() -> dict[str, set[str]]:
    """Return each trap with the layouts that plant it."""
    found: dict[str, set[str]] = {}
    for paper in load_truth():
        for trap in paper.traps:
            found.setdefault(trap["trap"], set()).add(paper.layout)
    return found


def test_every_trap_is_planted() -> None:
    assert TRAPS - planted_traps().keys() == set()


@pytest.mark.parametrize("trap", sorted(IN_SEVERAL_LAYOUTS))
def test_some_traps_stand_in_several_layouts(trap: str) -> None:
    assert len(planted_traps()[trap]) >= 2


def test_each_year_has_at_least_thirty_papers_and_the_conference_six_layouts() -> None:
    years = Counter(paper.year for paper in PAPERS)
    assert min(years.values()) >= 30
    assert sum(years.values()) >= 64
    assert len({paper.layout for paper in PAPERS}) >= 6


def test_titles_are_unique() -> None:
    assert len({paper.title for paper in PAPERS}) == len(PAPERS)


def test_every_country_is_iso_3166() -> None:
    from babel import Locale

    known = {str(code) for code in Locale("en").territories if len(str(code)) == 2}
    codes = {c for paper in PAPERS for author in paper.authors for place in author.places for c in place if c}
    assert codes | {c for paper in PAPERS for a in paper.authors for c in a.listed} <= known


def test_every_role_is_one_of_the_ladder() -> None:
    roles = {role for paper in PAPERS for role in paper.technologies.values()}
    assert roles == {"none", *ROLES}


@pytest.mark.parametrize("paper", load_truth(), ids=lambda paper: paper.file)
def test_a_trap_names_an_author_or_technology_of_its_paper(paper: PlantedPaper) -> None:
    for trap in paper.traps:
        assert 1 <= trap.get("author", 1) <= max(1, len(paper.authors))
        if trap["kind"] == "role":
            assert paper.technologies.get(trap["technology"], "none") in trap["expected"]


# Counted by hand from the plan: the trend rises by the byline and falls by the list of profiles.
PLANTED = {
    "by printed byline": (5, 8),
    "by headquarters": (4, 9),
    "by known places only": (5, 7),
    "Hong Kong, Macau as China": (7, 9),
    "different people only": (4, 8),
    "by the venue's list": (7, 5),
}


@pytest.mark.parametrize("words", RULES)
def test_the_method_decides_the_number(words: str) -> None:
    counts = Counter(paper.year for paper in PAPERS if paper.joins(PAIR, RULES[words]))
    assert (counts[2030], counts[2031]) == PLANTED[words]


def test_grouping_only_adds() -> None:
    together = CountingRules(witness="pdf", hong_kong_macau_taiwan="hk_mo_tw_with_cn")
    apart = CountingRules(witness="pdf")
    assert all(paper.joins(PAIR, together) for paper in PAPERS if paper.joins(PAIR, apart))


def test_the_lists_name_every_paper_and_author_and_disagree_with_bylines() -> None:
    for year in (2030, 2031):
        lines = (FOLDER / f"list-{year}.jsonl").read_text(encoding="utf-8").splitlines()
        listed = {row["title"]: row["authors"] for row in map(json.loads, lines)}
        papers = {paper.title: paper for paper in PAPERS if paper.year == year}
        assert listed.keys() == papers.keys()
        for title, authors in listed.items():
            assert [a["name"] for a in authors] == [a.name for a in papers[title].authors]
            assert all(set(author) == {"name", "affiliation"} for author in authors)
    byline = CountingRules(witness="pdf")
    moved = [a for paper in PAPERS for a in paper.authors if set(a.listed) - a.countries(byline)]
    empty = [a for paper in PAPERS for a in paper.authors if not a.listed and a.countries(byline)]
    assert moved
    assert empty
