"""One paper from several sources, and papers that only look alike."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
