"""Indexes of proceedings on the web: NeurIPS and PMLR."""

from pathlib import Path

import pytest
from loopback import Asked, Reply, html_reply, pdf_of, serving

from byline.sources import Edition, Harvest, SourceError, fetch_edition
from byline.sources.bibliography import parse_bibliography
from byline.sources.html_blocks import parse_blocks, split_names
from byline.sources.neurips_proceedings import parse_index
from byline.sources.pmlr import parse_volume

PAGE_2020 = """<html><body><h4>Papers</h4><ul>
<li class="none" data-track="none"><a title="paper title" href="/paper_files/paper/2020/hash/0a1b-Abstract.html">A graph
 similarity &amp; more</a> <i>Cheng-Jie Sun, Zoë Müller</i></li>
<li><a href="/about">About</a></li></ul></body></html>"""

PAGE_2025 = """<ul class="paper-list">
<li class="conference" data-track="conference"><div class="paper-content">
<a title="paper title" href="/paper_files/paper/2025/hash/0a1b-Abstract-Conference.html">Main <em>paper</em></a>
<span class="paper-authors">Ada Ng, Bo Li, Jr.</span></div><span class="paper-track-badge">Main</span></li>
<li data-track="datasets_and_benchmarks_track"><div class="paper-content">
<a href="/paper_files/paper/2025/hash/0c2d-Abstract-Datasets_and_Benchmarks_Track.html">Data paper</a>
<span class="paper-authors">Cy Ro</span></div></li></ul></body></html>"""

VOLUME = """<div class="paper"><p class="title">A paper with $x<y$</p>
<p class="details"><span class="authors">Ada Ng,&nbsp;Bo Li</span>; <span class="info"><i>Proceedings</i></span></p>
<p class="links">[<a href="https://proceedings.mlr.press/v267/ng25a.html">abs</a>][<a target="_blank"
href="https://raw.githubusercontent.com/mlresearch/v267/main/assets/ng25a/ng25a.pdf">Download PDF</a>]</p></div>
<div class="paper"><p class="title">Preface</p><span class="authors">Ed Itor</span>
<a href="https://proceedings.mlr.press/v267/preface25.html">abs</a></div></body></html>"""


def edition(source: dict[str, object], venue: str = "Somewhere", year: int = 2025) -> Edition:
    return Edition.model_validate({"venue": venue, "year": year, "sources": [source]})


def test_both_forms_of_the_neurips_index() -> None:
    (old,) = parse_index(PAGE_2020, "https://proceedings.neurips.cc/paper_files/paper/2020")
    assert old.title == "A graph similarity & more"
    assert [author.name for author in old.authors] == ["Cheng-Jie Sun", "Zoë Müller"]
    assert old.pdf_url == "https://proceedings.neurips.cc/paper_files/paper/2020/file/0a1b-Paper.pdf"
    main, data = parse_index(PAGE_2025, "https://proceedings.neurips.cc/paper_files/paper/2025")
    assert (main.title, main.track, data.track) == ("Main paper", "main", "datasets-and-benchmarks")
    assert [author.name for author in main.authors] == ["Ada Ng", "Bo Li, Jr."]
    assert data.pdf_url is not None
    assert data.pdf_url.endswith("/2025/file/0c2d-Paper-Datasets_and_Benchmarks_Track.pdf")


BIBLIOGRAPHY = """@Proceedings{pmlr-v267-preface25, title = {Preface} }
@InProceedings{pmlr-v267-ng25a,
  title = 	 {A paper with $x<y$},
  author =       {Ng, Ada and Li, Bo},
  editor = 	 {Itor, Ed},
  abstract = 	 {Braces { and } and more
author = {Nobody, At All}},
}
"""


def from_volume(folder: Path, page: str, bibliography: Reply) -> Harvest:
    def answer(asked: Asked) -> Reply:
        return bibliography if asked.path == "/v267/assets/bib/bibliography.bib" else html_reply(page)

    with serving(answer) as server:
        wanted = edition({"name": "pmlr", "volume": 267})
        return fetch_edition(wanted, folder, server.options(is_without_pdfs=True))


def test_a_volume_of_pmlr(tmp_path: Path) -> None:
    harvest = from_volume(tmp_path, VOLUME, Reply(BIBLIOGRAPHY.encode(), content_type="text/plain"))
    (paper,) = harvest.papers
    assert paper.paper_id == "somewhere-2025/ng25a"
    assert [row.author_name for row in harvest.authorships] == ["Ada Ng", "Bo Li"]
    assert harvest.pdf_addresses[paper.paper_id].endswith("ng25a.pdf")
    assert [issue.code for issue in harvest.issues] == ["front_matter"]


def test_a_name_with_a_comma_is_whole_in_the_bibliography(tmp_path: Path) -> None:
    page = VOLUME.replace("Ada Ng,&nbsp;Bo Li", "Ada Ng, PhD, Bo Li")
    names = BIBLIOGRAPHY.replace("Ng, Ada and", "Ng, PhD, Ada and")
    harvest = from_volume(tmp_path, page, Reply(names.encode()))
    assert [row.author_name for row in harvest.authorships] == ["Ada Ng, PhD", "Bo Li"]


def test_names_are_read_to_the_brace_that_closes_them() -> None:
    entry = "@inproceedings{PMLR-v9-x19,\n author = {{van {D}er Berg}, Jan and {MIT} and\n Li, Bo},\n}\n"
    text = f"{entry}@misc{{other, author = {{A, B}}}}"
    assert parse_bibliography(text) == {"x19": ["Jan van Der Berg", "MIT", "Bo Li"]}
    assert parse_bibliography("@InProceedings{pmlr-v9-x19,\n author = {Li, Bo and") == {"x19": []}
    assert parse_bibliography("<html>") == {}


def test_papers_that_the_page_lacks_are_named_and_many_stop_the_source(tmp_path: Path) -> None:
    more = "".join(f"@InProceedings{{pmlr-v267-more25{c},\n}}\n" for c in "abc")
    one = from_volume(tmp_path / "1", VOLUME, Reply((BIBLIOGRAPHY + more[:36]).encode()))
    assert len(one.papers) == 1
    assert "the page lacks 1: more25a" in one.issues[-1].message
    three = from_volume(tmp_path / "3", VOLUME, Reply((BIBLIOGRAPHY + more).encode()))
    assert three.papers == ()
    assert "the page lacks 3: more25a, more25b, more25c" in three.issues[0].message


@pytest.mark.parametrize("reply", [Reply(status=404), html_reply("<html>Moved</html>")])
def test_a_volume_without_its_bibliography_is_read_and_says_so(tmp_path: Path, reply: Reply) -> None:
    harvest = from_volume(tmp_path, VOLUME, reply)
    assert len(harvest.papers) == 1
    assert [issue.code for issue in harvest.issues] == ["front_matter", "no_bibliography"]
    assert "compared with nothing" in harvest.issues[1].message


@pytest.mark.parametrize("page", ["", "<html><h1>Service unavailable</h1></html>", "{}"])
def test_another_page_with_status_200_is_refused(page: str) -> None:
    with pytest.raises(SourceError, match="no index of proceedings"):
        parse_index(page, "https://proceedings.neurips.cc/x")
    with pytest.raises(SourceError, match="no volume page"):
        parse_volume(page, "https://proceedings.mlr.press/x")


def test_an_entry_that_lost_its_title_is_refused() -> None:
    with pytest.raises(SourceError, match="without title or page"):
        parse_volume(
            VOLUME.replace('<p class="title">Preface</p>', ""), "https://proceedings.mlr.press/v267/"
        )


def fetch_from_pmlr(tmp_path: Path, paper_count: int) -> Harvest:
    entry = '<div class="paper"><p class="title">T{0}</p><a href="/v119/a{0}.html">abs</a></div>'
    page = "".join(entry.format(number) for number in range(paper_count)) + "</html>"
    with serving(lambda asked: html_reply(page)) as server:
        wanted = edition({"name": "pmlr"}, venue="ICML", year=2020)
        return fetch_edition(wanted, tmp_path, server.options(is_without_pdfs=True))


def test_too_few_papers_stop_the_source_with_what_was_expected(tmp_path: Path) -> None:
    harvest = fetch_from_pmlr(tmp_path, 400)
    assert harvest.papers == ()
    (issue,) = harvest.issues
    assert issue.code == "source_stopped"
    assert "lists 400 papers of ICML 2020" in issue.message
    assert "1,084 were expected (https://proceedings.mlr.press/v119/)" in issue.message
    assert "Nothing of this source is used" in issue.message
    assert "report it with this message, from Byline" in issue.message


def test_about_as_many_as_expected_are_taken(tmp_path: Path) -> None:
    assert len(fetch_from_pmlr(tmp_path, 1080).papers) == 1080


def test_list_and_pdfs_of_two_sources_end_as_one(tmp_path: Path) -> None:
    event = {
        "id": 1,
        "uid": "u",
        "name": "Main paper",
        "eventtype": "Poster",
        "authors": [
            {"id": 1, "fullname": "Ada Ng", "institution": "Mila"},
            {"id": 2, "fullname": "Bo Li, Jr."},
        ],
        "paper_url": "https://openreview.net/forum?id=f1",
    }

    def answer(asked: Asked) -> Reply:
        if asked.path.endswith("orals-posters.json"):
            import orjson

            return Reply(orjson.dumps({"count": 1, "results": [event]}))
        if asked.path.endswith(".pdf"):
            return Reply(pdf_of(asked.path), content_type="application/pdf")
        return html_reply(PAGE_2025)

    sources = [{"name": "virtual_site"}, {"name": "neurips_proceedings"}]
    wanted = Edition.model_validate({"venue": "NeurIPS", "year": 2017, "sources": sources})
    with serving(answer) as server:
        harvest = fetch_edition(wanted, tmp_path, server.options())
        again = fetch_edition(wanted, tmp_path, server.options(is_offline=True))
    assert again == harvest
    assert [p.paper_id for p in harvest.papers] == ["neurips-2017/f1", "neurips-2017/0c2d"]
    assert [m.affiliation_text for m in harvest.affiliation_mentions] == ["Mila"]
    assert set(harvest.pdf_paths) == {"neurips-2017/f1", "neurips-2017/0c2d"}
    assert harvest.papers[0].pdf_path == "pdf/neurips-2017/neurips-2017_f1.pdf"
    assert {asked.host for asked in server.asked} == {"neurips.cc", "proceedings.neurips.cc"}


def test_blocks_without_end_tags_stay_apart() -> None:
    blocks = parse_blocks("<ul><li><a href=1>One<li><a href=2>Two<br>more</ul>", "li")
    assert [[element.text for element in block if element.tag == "a"] for block in blocks] == [
        ["One"],
        ["Twomore"],
    ]


def test_names_with_a_suffix_stay_whole() -> None:
    assert split_names("A B,\xa0C D, Jr. , E F, III") == ["A B", "C D, Jr.", "E F, III"]
    assert split_names(" , ") == []
