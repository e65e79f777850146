"""One paper from several sources, and papers that only look alike."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from byline.model import Box, PrintedAuthor, TitleBlock
from byline.sources import Edition, Harvest, join_printed
from byline.sources.harvest import ListedAffiliation, ListedAuthor, ListedPaper, harvest_of
from byline.sources.joining import join_harvests
from byline.sources.matching import Signed, match_papers

EDITION = Edition.model_validate({"venue": "V", "year": 2025, "sources": [{"name": "folder", "path": "x"}]})


def listed(local_id: str, title: str, *names: str, where: str = "", doi: str | None = None) -> ListedPaper:
    affiliations = (ListedAffiliation(where),) if where else ()
    authors = tuple(ListedAuthor(name, "", affiliations) for name in names)
    return ListedPaper(local_id, title, authors, doi=doi, pdf_url=f"https://x.org/{local_id}.pdf")


def harvest(source: str, *papers: ListedPaper) -> Harvest:
    return harvest_of(EDITION, source, papers)


def test_alike_titles_of_other_authors_are_other_papers() -> None:
    title = "Reproducibility Study of Robust Fair Clustering"
    matches = match_papers({"a": Signed(title, ("Ada Ng",))}, {"b": Signed(title, ("Bo Li",))})
    assert matches.pairs == {}
    assert "authors are not" in matches.reasons["a"]


def test_spellings_between_sources_do_not_part_a_paper() -> None:
    matches = match_papers(
        {"a": Signed("On $f$-Divergence — a Study", ("Bill T. Freeman", "Jürgen Müller"))},
        {
            "b": Signed("On f-divergence: A study", ("Bill Freeman", "Jurgen Muller")),
            "c": Signed("Other", ("X Y",)),
        },
    )
    assert matches.pairs == {"a": "b"}


def test_part_one_is_not_held_back_by_part_two() -> None:
    authors = ("Ada Ng", "Bo Li")
    parts = {n: Signed(f"Learning to rank with few labels, part {n}", authors) for n in ("I", "II")}
    assert match_papers(parts, parts).pairs == {"I": "I", "II": "II"}


def test_two_that_fit_equally_are_both_left_alone() -> None:
    authors = ("Ada Ng", "Bo Li")
    two = {"b": Signed("A study of learning X", authors), "c": Signed("A study of learning Y", authors)}
    matches = match_papers({"a": Signed("A study of learning Z", authors)}, two)
    assert matches.pairs == {}
    assert "two papers fit" in matches.reasons["a"]


def test_one_paper_is_not_given_to_two() -> None:
    paper = Signed("A study", ("Ada Ng",))
    matches = match_papers({"a": paper, "b": paper}, {"c": paper})
    assert matches.pairs == {}
    assert set(matches.reasons) == {"a", "b"}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=10)), max_size=8))
def test_every_paper_is_matched_or_has_a_reason(rows: list[tuple[str, str]]) -> None:
    papers = {str(i): Signed(title, (author,)) for i, (title, author) in enumerate(rows)}
    matches = match_papers(papers, papers)
    assert set(matches.pairs) | set(matches.reasons) == set(papers)
    assert not set(matches.pairs) & set(matches.reasons)
    assert len(set(matches.pairs.values())) == len(matches.pairs)


def test_a_list_and_proceedings_become_one_paper_each() -> None:
    site = harvest(
        "virtual_site",
        listed("f1", "One paper", "Ada Ng", where="Mila"),
        listed("f2", "Only on the site", "Bo Li"),
        listed("f3", "Third", "Cy Ro", doi="10.1/ABC"),
    )
    proceedings = harvest(
        "neurips_proceedings",
        listed("h1", "One Paper", "Ada Ng"),
        listed("h9", "Only in the proceedings", "Di Wu"),
        listed("h3", "Third, its title changed entirely", "Cy Ro", doi="10.1/abc"),
    )
    joined = join_harvests(EDITION, [site, proceedings])
    assert [p.paper_id for p in joined.papers] == ["v-2025/f1", "v-2025/f2", "v-2025/f3", "v-2025/h9"]
    assert joined.pdf_addresses["v-2025/f1"] == "https://x.org/h1.pdf"
    assert [m.affiliation_text for m in joined.affiliation_mentions] == ["Mila"]
    assert Counter(a.paper_id for a in joined.authorships) == Counter(p.paper_id for p in joined.papers)
    assert sorted(i.subject for i in joined.issues if i.code == "unmatched_paper") == [
        "v-2025/f2",
        "v-2025/h9",
    ]


def test_affiliations_of_a_second_list_need_the_same_authors() -> None:
    bare = harvest("pmlr", listed("h1", "One paper", "Ada Ng", "Bo Li"))
    same = harvest("openalex", listed("w1", "One paper", "Ada Ng", "Bo Li", where="Mila"))
    turned = harvest("openalex", listed("w1", "One paper", "Bo Li", "Ada Ng", where="Mila"))
    assert len(join_harvests(EDITION, [bare, same]).affiliation_mentions) == 2
    assert join_harvests(EDITION, [bare, turned]).affiliation_mentions == ()


def test_what_one_list_alone_has_is_listed_though_the_other_is_used_up() -> None:
    short = harvest("pmlr", listed("1", "One paper", "Ada Ng"))
    long = harvest("openalex", listed("1", "One paper", "Ada Ng"), listed("9", "Extra", "Bo Li"))
    for sources in ([short, long], [long, short]):
        issues = join_harvests(EDITION, sources).issues
        assert [(i.subject, i.code) for i in issues] == [("v-2025/9", "unmatched_paper")]


def test_an_id_or_doi_that_title_and_authors_contradict_joins_nothing() -> None:
    first = harvest("pmlr", listed("1", "One paper", "Ada Ng", doi="10.1/a"))
    by_id = harvest("openalex", listed("1", "Something else entirely", "Bo Li", where="Mila"))
    by_doi = harvest("openalex", listed("7", "Something else entirely", "Bo Li", where="Mila", doi="10.1/a"))
    for second, own_id in ((by_id, "v-2025/1~openalex"), (by_doi, "v-2025/7")):
        joined = join_harvests(EDITION, [first, second])
        assert [p.paper_id for p in joined.papers] == ["v-2025/1", own_id]
        assert [(m.paper_id, m.affiliation_text) for m in joined.affiliation_mentions] == [(own_id, "Mila")]
        assert [i.subject for i in joined.issues if i.code == "unmatched_paper"] == ["v-2025/1", own_id]


def test_a_doi_that_two_papers_of_a_list_share_joins_neither() -> None:
    first = harvest("pmlr", listed("1", "One paper", "Ada Ng", doi="10.1/a"))
    two = [listed(i, f"Changed title {i}", "Ada Ng", "Bo Li", "Cy Ro", doi="10.1/a") for i in "78"]
    joined = join_harvests(EDITION, [first, harvest("openalex", *two)])
    assert [p.paper_id for p in joined.papers] == ["v-2025/1", "v-2025/7", "v-2025/8"]


# Few words and few people, so that titles, authors, ids and DOIs meet by chance all the time.
TITLES = st.lists(st.sampled_from(["deep", "graphs", "learning", "part", "I", "II", "of"]), max_size=4).map(
    " ".join
)
PEOPLE = st.lists(st.sampled_from(["Ada Ng", "Bo Li", "Cy Ro", "Di Wu"]), max_size=3, unique=True)
LISTS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"), TITLES, PEOPLE, st.sampled_from([None, "10.1/x", "10.1/y", "10.1/z"])
    ),
    max_size=5,
    unique_by=lambda row: row[0],
)


def list_of(source: str, rows: list[tuple[str, str, list[str], str | None]]) -> Harvest:
    """Return a list whose papers are known again by the address of their PDF."""
    papers = [listed(i, title or "untitled", *names, doi=doi) for i, title, names, doi in rows]
    return harvest(source, *(paper._replace(pdf_url=f"{source}/{paper.local_id}") for paper in papers))


@settings(max_examples=150)
@given(LISTS, LISTS)
def test_nothing_is_merged_on_a_guess_and_nothing_is_lost(
    here: list[tuple[str, str, list[str], str | None]], there: list[tuple[str, str, list[str], str | None]]
) -> None:
    first, second = list_of("pmlr", here), list_of("openalex", there)
    joined = join_harvests(EDITION, [first, second])
    # The address of the later source's PDF stands with the paper that it was given to.
    given_to = {
        address.partition("/")[2]: i for i, address in joined.pdf_addresses.items() if "openalex" in address
    }
    assert set(given_to) == {row[0] for row in there}
    merged = {i: given_to[i] for i in given_to if given_to[i] in {p.paper_id for p in first.papers}}
    assert len(joined.papers) == len(here) + len(there) - len(merged)
    assert len({p.paper_id for p in joined.papers}) == len(joined.papers)
    ours, theirs = {f"v-2025/{row[0]}": row for row in here}, {row[0]: row for row in there}
    for i, target in merged.items():
        (_, title, names, doi), (own_id, own_title, own_names, own_doi) = ours[target], theirs[i]
        shared = len({*names} & {*own_names}) / max(len(names), len(own_names), 1)
        is_keyed = target == f"v-2025/{own_id}" or (doi is not None and doi == own_doi)
        assert is_keyed or (fuzz.ratio(title, own_title) >= 85 and shared >= 0.5)
        if names and own_names and not shared:
            assert fuzz.ratio(title or "untitled", own_title or "untitled") >= 85
    if here and there:
        unmatched = {issue.subject for issue in joined.issues if issue.code == "unmatched_paper"}
        alone = {p.paper_id for p in joined.papers} - {*merged.values()}
        assert unmatched == alone


@settings(max_examples=100)
@given(LISTS, LISTS, st.randoms(use_true_random=False))
def test_the_order_of_a_list_changes_no_match(
    here: list[tuple[str, str, list[str], str | None]],
    there: list[tuple[str, str, list[str], str | None]],
    random: Random,
) -> None:
    def result(rows: list[tuple[str, str, list[str], str | None]]) -> dict[str, str]:
        return dict(join_harvests(EDITION, [list_of("pmlr", here), list_of("openalex", rows)]).pdf_addresses)

    shuffled = random.sample(there, len(there))
    assert result(shuffled) == result(there)


def folder_of(*stems: str) -> Harvest:
    papers = harvest_of(EDITION, "folder", [ListedPaper(stem, "") for stem in stems])
    paths = {paper.paper_id: Path(f"{paper.paper_id.rpartition('/')[2]}.pdf") for paper in papers.papers}
    return Harvest(papers=papers.papers, pdf_paths=paths)


def block(title: str, *names: str) -> TitleBlock:
    return TitleBlock(title, tuple(PrintedAuthor(n, 1, Box(0, 0, 1, 1)) for n in names), ())


@pytest.mark.parametrize("is_list_first", [True, False])
def test_pdfs_are_given_to_the_listed_papers_once_their_titles_are_read(is_list_first: bool) -> None:
    pdfs = folder_of("f1", "scan7", "stray", "unreadable")
    site = harvest(
        "virtual_site", listed("f1", "By id", "Ada Ng"), listed("f2", "By title", "Bo Li", "Cy Ro")
    )
    joined = join_harvests(EDITION, [site, pdfs] if is_list_first else [pdfs, site])
    assert joined.unjoined == {"v-2025/scan7", "v-2025/stray", "v-2025/unreadable"}
    assert joined.pdf_paths["v-2025/f1"] == Path("f1.pdf")
    blocks = {"v-2025/scan7": block("By Title", "Bo Li", "Cy Ro"), "v-2025/stray": block("By title", "Di Wu")}
    read = join_printed(joined, blocks)
    assert read.pdf_paths["v-2025/f2"] == Path("scan7.pdf")
    assert {p.paper_id for p in read.papers} == {f"v-2025/{i}" for i in ("f1", "f2", "stray", "unreadable")}
    assert {i.subject for i in read.issues if i.code == "unmatched_paper"} == {
        "v-2025/stray",
        "v-2025/unreadable",
    }
    assert read.unjoined == frozenset()
    assert next(p.title for p in read.papers if p.paper_id == "v-2025/f2") == "By title"


def test_a_folder_alone_waits_for_nobody() -> None:
    assert join_harvests(EDITION, [folder_of("a", "b")]).unjoined == frozenset()
