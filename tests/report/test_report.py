"""The report: every figure is as many papers as its list, everything is escaped, charts go as files."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from reported_run import HOSTILE_TITLE, write_run

from byline.finished import load_finished
from byline.model import Issue, arrow_table
from byline.report import ReportError, headline_rows, render, render_report
from byline.report.page import anchor_of
from byline.study import Study
from byline.views.tables import RunTables


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Study, str]:
    """Return a run's folder, its study, and its report."""
    out = tmp_path_factory.mktemp("reports") / "out"
    study = write_run(out)
    file, _ = render_report(out, study, has_pictures=True)
    return out, study, file.read_text(encoding="utf-8")


def test_every_figure_is_as_many_papers_as_its_list(reported: tuple[Path, Study, str]) -> None:
    page = reported[2]
    lists = dict(re.findall(r'<div class="members" id="([^"]+)">.*?<ol>(.*?)</ol>', page, re.S))
    figures = re.findall(r'<a href="#(m-[^"]+)">([\d,]+)</a>', page)
    assert len(figures) > 20
    for anchor, shown in figures:
        assert lists[anchor].count("<li>") == int(shown.replace(",", "")), anchor


def test_every_link_within_the_page_has_its_place(reported: tuple[Path, Study, str]) -> None:
    page = reported[2]
    places = set(re.findall(r'id="([^"]+)"', page))
    assert {unescape(a) for a in re.findall(r'href="#([^"]+)"', page)} <= {unescape(p) for p in places}


def test_the_page_fetches_nothing_and_runs_nothing(reported: tuple[Path, Study, str]) -> None:
    page = reported[2]
    assert "<script" not in page
    outside = re.findall(r'(?:src|href)="(?!#|data:text/csv)([^"]*)"', page)
    # Only the charts that were written beside it.
    assert outside
    assert all((reported[0] / address).is_file() for address in outside)
    assert all(address.startswith("charts/") for address in outside)
    assert unescape(HOSTILE_TITLE) in unescape(page)
    assert HOSTILE_TITLE not in page


@pytest.mark.parametrize(
    "anchor",
    ["headline", "certainty", "editions", "rules", "curve", "chance", "countries", "partners-US", "partners-CN",
     "matrix", "institutions", "technologies", "left-out", "method"],
)  # fmt: skip
def test_the_report_has_its_sections(reported: tuple[Path, Study, str], anchor: str) -> None:
    assert f'<section id="{anchor}"' in reported[2]


def test_the_headline_is_one_sentence_with_its_bounds(reported: tuple[Path, Study, str]) -> None:
    section = re.search(r'<section id="headline".*?</section>', reported[2], re.S)
    assert section
    said = " ".join(unescape(re.sub(r"<[^>]+>", "", section[0])).split())
    assert (
        "1 of 3 papers at V 2024 (33.3%) join authors at institutions in China and the United States. At least 1 "
        "and at most 2, whatever the unresolved affiliations turn out to be."
    ) in said
    # Each thing once: a reader who meets a figure twice looks for what differs.
    assert said.count("1 of 3") == said.count("at most 2") == said.count("33.3%") == 1


def test_tables_can_be_taken_along_as_csv(reported: tuple[Path, Study, str]) -> None:
    addresses = re.findall(r'href="data:text/csv;charset=utf-8,([^"]+)" download="([^"]+)"', reported[2])
    tables = {name: list(csv.DictReader(io.StringIO(unquote(unescape(text))))) for text, name in addresses}
    assert [row["papers"] for row in tables["editions-1.csv"]] == ["1.0", "1.0"]


def test_charts_are_files_in_two_sizes(reported: tuple[Path, Study, str]) -> None:
    charts = reported[0] / "charts"
    for size, width in (("article", 1440), ("slide", 1920)):
        svg = ElementTree.fromstring((charts / f"editions-1-{size}.svg").read_text())
        png = (charts / f"editions-1-{size}.png").read_bytes()
        assert png.startswith(b"\x89PNG")
        drawn = [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)]
        assert abs(drawn[0] - width) <= 2
        ratio = float(svg.get("width", 0)) / float(svg.get("height", 1))
        assert ratio == pytest.approx(drawn[0] / drawn[1], rel=0.01)
        if size == "slide":
            assert ratio == pytest.approx(16 / 9, rel=0.001)


def test_without_files_of_charts_the_page_links_to_none(tmp_path: Path) -> None:
    out = tmp_path / "out"
    file, _ = render_report(out, write_run(out))
    assert 'href="charts/' not in file.read_text(encoding="utf-8")


def test_every_chart_has_its_words_and_a_table(reported: tuple[Path, Study, str]) -> None:
    sections = re.findall(r'<section id="([^"]+)".*?</section>', reported[2], re.S)
    bodies = re.findall(r"<section .*?</section>", reported[2], re.S)
    drawn = {name: body for name, body in zip(sections, bodies, strict=True) if "<svg" in body}
    assert {"editions", "curve", "countries", "partners-US", "partners-CN", "matrix"} <= drawn.keys()
    for name, body in drawn.items():
        assert "<table" in body, name
        for svg in re.findall(r"<svg.*?</svg>", body, re.S):
            words = ElementTree.fromstring(svg)
            assert words[0].text, name
            assert words[1].tag.endswith("desc"), name
            assert words[1].text, name


def test_every_combination_of_rules_is_a_row(reported: tuple[Path, Study, str]) -> None:
    address = re.search(r'href="data:text/csv;charset=utf-8,([^"]+)" download="curve-2.csv"', reported[2])
    assert address
    rows = list(csv.DictReader(io.StringIO(unquote(unescape(address[1])))))
    # The run has printed bylines alone: `metadata` and `agree` would count nothing.
    assert len(rows) == 144
    assert {row["Whose word counts"] for row in rows} == {"printed byline", "byline, else list"}
    assert [float(row["papers"]) for row in rows] == sorted(float(row["papers"]) for row in rows)


def test_distinct_papers_have_distinct_places() -> None:
    ids = ["a/b", "a_b", "a b", "a_2f_b", "ä", "A/b", ""]
    assert len({anchor_of(i) for i in ids}) == len(ids)


def test_a_folder_without_a_run_says_what_to_do(tmp_path: Path, reported: tuple[Path, Study, str]) -> None:
    with pytest.raises(ReportError, match="byline run"):
        render_report(tmp_path, reported[1])
    assert headline_rows(tmp_path, reported[1]) == []


def test_the_study_is_kept_with_the_run(reported: tuple[Path, Study, str]) -> None:
    assert load_finished(reported[0]) == reported[1]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("/home/reader/pdfs/902.pdf: the file is empty", "902.pdf: the file is empty"),
        (r"C:\Users\reader\902.pdf: damaged", "902.pdf: damaged"),
        ("https://a.example/b/902.pdf answered 404", "https://a.example/b/902.pdf answered 404"),
        ("no title and/or abstract", "no title and/or abstract"),
    ],
)
def test_a_page_that_is_published_names_no_folder_of_this_machine(
    tmp_path: Path, message: str, shown: str
) -> None:
    pq.write_table(
        arrow_table("issues", [Issue("documents", "a-2031/1", "empty", message)]), tmp_path / "issues.parquet"
    )
    (row,) = RunTables(tmp_path).load_issues()
    assert row["message"] == shown


def test_a_large_run_says_what_its_report_leaves_out_and_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = write_run(tmp_path / "out")
    monkeypatch.setattr(render, "QUICK_ABOVE", 0)
    short = render_report(tmp_path / "out", study)[0].read_text(encoding="utf-8")
    assert 'id="chance"' not in short
    assert "what chance gives, and published figures measured again" in short
    assert "<code>byline report</code> adds them." in short
    whole = render_report(tmp_path / "out", study, is_full=True)[0].read_text(encoding="utf-8")
    assert 'id="chance"' in whole
    assert render.SHORTENED not in unescape(whole)
