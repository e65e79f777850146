"""The explorer's pages: the same figures in three forms, every number its papers, every choice in the address."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from explored_run import PRINTED, UNPLACED, MadeUpRun
from starlette.testclient import TestClient

from byline.engine import DuckDBEngine
from byline.explorer.library import fold
from byline.explorer.run import open_run
from byline.explorer.site import NAVIGATION
from byline.explorer.state import State
from byline.measures import compute, heard_witnesses, multiverse
from byline.model import CountingRules, choices
from byline.study import Study

PATHS = (
    *(path for path, _ in NAVIGATION),
    "/joint",
    "/method",
    "/country/US",
    "/country/EU",
    "/institution/ror:03cve4549",
    "/technology/llama",
    f"/paper/{PRINTED}",
    "/check?kind=disagreements",
)


def links(html: str) -> list[str]:
    """Return the addresses of a page's links, as a browser reads them."""
    return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"#]+)', html)]


def json_of(client: TestClient, address: str) -> dict[str, Any]:
    """Return the JSON twin of a page."""
    parts = urlsplit(address)
    path = "/index" if parts.path == "/" else parts.path
    answer = client.get(f"{path}.json?{parts.query}")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_page_answers_in_html_and_json(client: TestClient, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "<h1" in page.text
    assert json_of(client, path)["run"] == "run-1"


def test_the_headline_is_what_the_measure_gives(client: TestClient, engine: DuckDBEngine) -> None:
    values = compute(engine, "collaboration", CountingRules(), countries=("US", "CN"))
    figures = json_of(client, "/")["sections"][0]["figures"]
    assert [figure["value"] for figure in figures] == [value.numerator for value in values] == [1, 2]


@pytest.mark.parametrize("path", ["/", "/countries", "/rules", "/country/CN", "/technology/llama", "/joint"])
def test_every_number_opens_as_many_papers_as_it_counts(client: TestClient, path: str) -> None:
    figures = [f for s in json_of(client, path)["sections"] for f in s["figures"]]
    cells = [
        c
        for s in json_of(client, path)["sections"]
        for t in s["tables"]
        for r in t["rows"]
        for c in r.values()
    ]
    opened = [
        c for c in figures + cells if isinstance(c, dict) and (c["address"] or "").startswith("/papers")
    ]
    assert opened
    # Every combination of rules is on one page, thousands of numbers; some of each part of it are opened.
    for figure in opened[:: len(opened) // 60 + 1]:
        papers = json_of(client, figure["address"])
        credits = [row["credit"]["value"] for row in papers["sections"][0]["tables"][0]["rows"]]
        assert sum(credits) == pytest.approx(figure["value"])


CHANGES = [(r, o) for r, options in choices().items() for o in options if o != getattr(CountingRules(), r)]


@pytest.mark.parametrize(("rule", "option"), CHANGES)
def test_each_choice_of_rules_is_counted_and_stays_in_every_link(
    client: TestClient, engine: DuckDBEngine, rule: str, option: str
) -> None:
    rules = CountingRules(**{rule: option})  # type: ignore[arg-type]
    (value,) = compute(engine, "collaboration", rules, countries=("US", "CN"), year=2024)
    address = f"/joint?{rule}={option}&year=2024"
    page = json_of(client, address)
    assert page["rules"][rule] == option
    (asked,) = json_of(client, f"/papers?measure=collaboration&of=US&of=CN&{address.split('?')[1]}")[
        "sections"
    ]
    assert sum(row["credit"]["value"] for row in asked["tables"][0]["rows"]) == pytest.approx(value.numerator)
    kept = [href for href in links(client.get(address).text) if href.startswith(("/countries", "/check"))]
    assert kept
    assert all((rule, option) in parse_qsl(urlsplit(href).query) for href in kept)


def test_the_address_of_a_view_is_the_same_whatever_the_order_of_its_choices(client: TestClient) -> None:
    one = json_of(client, "/?year=2024&year=2023&witness=metadata")
    other = json_of(client, "/?witness=metadata&year=2023&year=2024")
    assert one["address"] == other["address"] == "/?witness=metadata&year=2023&year=2024"


def test_tracks_and_years_choose_papers(client: TestClient) -> None:
    assert json_of(client, "/papers?track=datasets")["papers_found"] == 1
    assert json_of(client, "/papers?year=2023")["papers_found"] == 2


@pytest.mark.parametrize(
    ("words", "where", "title"),
    [
        ("british", "title", "A British paper"),
        ("muller jorg", "author", "A British paper"),
        ("nowhere particular", "institution", "A paper with a string"),
        ("united kingdom", "country", "A British paper"),
        ("llama evaluated", "technology", "Gimbal"),
    ],
)
def test_papers_are_found_by_any_of_their_words(
    client: TestClient, words: str, where: str, title: str
) -> None:
    page = json_of(client, f"/papers?q={words}&in={where}")
    titles = [row["paper"]["value"] for row in page["sections"][0]["tables"][0]["rows"]]
    assert any(found.startswith(title) for found in titles)
    assert len(titles) < 6


def test_folding_meets_accents_case_and_width() -> None:
    assert fold("MÜLLER  ﬁne") == "muller fine"


def test_a_table_downloads_as_csv_with_numbers(client: TestClient) -> None:
    answer = client.get("/index.csv?table=1")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert [(row["edition"], float(row["papers"])) for row in rows] == [("V 2023", 1.0), ("V 2024", 2.0)]
    assert client.get("/index.csv?table=99").status_code == 404


@pytest.mark.parametrize("path", ["/", "/countries", "/rules", "/country/GB", "/technology/llama"])
def test_every_chart_can_be_taken_along_in_two_forms_and_sizes(client: TestClient, path: str) -> None:
    page = client.get(path + "?witness=metadata").text
    files = [href for href in links(page) if ".svg?" in href or ".png?" in href]
    assert len(files) == 4 * page.count("<figure") > 0
    for href in files:
        answer = client.get(href)
        is_png = ".png?" in href
        assert answer.headers["content-type"] == ("image/png" if is_png else "image/svg+xml")
        assert answer.content.startswith(b"\x89PNG" if is_png else b"<svg")
        assert is_png or b"Invented for demonstration" in answer.content
    assert client.get("/index.svg?chart=99").status_code == 404
    assert client.get("/index.png?chart=1&size=wall").status_code == 404
    assert client.get("/index.svg?table=1").status_code == 400


def test_numbers_are_written_as_the_reader_writes_them(client: TestClient) -> None:
    german = client.get("/", headers={"accept-language": "de-DE,de;q=0.9"}).text
    assert "50,0%" in german
    assert "50.0%" in client.get("/", headers={"accept-language": "zz-nothing"}).text


def test_a_paper_shows_its_printed_lines_on_the_page(client: TestClient) -> None:
    page = client.get(f"/paper/{PRINTED}").text
    assert page.count('<rect class="line"') == 2  # three authors, two of them on one line
    picture = client.get(re.search(r'<image href="([^"]+)"', page)[1])  # type: ignore[index]
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    second = client.get(f"/paper/{PRINTED}?page=2").text
    assert '<rect class="quote"' in second
    assert client.get(f"/paper/{PRINTED}?page=4").status_code == 400


def test_doubts_that_move_the_headline_come_first(client: TestClient) -> None:
    (unresolved,) = json_of(client, "/check")["sections"][0]["tables"][0]["rows"]
    assert unresolved["affiliation as written"] == UNPLACED
    assert unresolved["papers of the headline"]["value"] == 1
    (disputed,) = json_of(client, "/check?kind=disagreements")["sections"][0]["tables"][0]["rows"]
    assert disputed["author"] == "Bo Two"
    assert disputed["papers of the headline"]["value"] == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/?witness=nobody", "witness is one of pdf"),
        ("/?witnes=pdf", "no choice is called"),
        ("/?countries=US", "two to four"),
        ("/?countries=US&countries=Atlantis", "neither a two-letter country code"),
        ("/?countries=EU&countries=FR", "overlap in FR"),
        ("/?year=1066", "year is one of 2023, 2024"),
        ("/papers?measure=beauty", "measure is one of"),
        ("/papers?measure=papers_by_country", "need country="),
        ("/papers?page=0", "page is a number from 1"),
        ("/papers?in=heart", "in is one of"),
    ],
)
def test_an_address_that_asks_for_nothing_says_what_to_write(
    client: TestClient, address: str, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert words in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("path", "list_at"),
    [
        ("/nothing", ""),
        ("/paper/none", "/papers"),
        ("/institution/none", "/institutions"),
        ("/technology/none", "/technologies"),
        ("/country/zz", "/countries"),
        ("/country/ZZ", "/countries"),
        ("/country/XX", "/countries"),
        ("/country/unresolved", "/countries"),
    ],
)
def test_what_is_not_there_is_a_page_that_leads_to_what_is(
    client: TestClient, path: str, list_at: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "o to the overview" in answer.text
    assert f'<p><a href="{list_at}">' in answer.text or not list_at
    twin = client.get(f"{path}.json")
    assert twin.status_code == 404
    if list_at:
        assert path.split("/")[-1] in twin.json()["message"]
    assert client.get(f"{path}.csv").status_code == 404


def test_a_country_without_papers_says_so_and_a_country_that_none_names_is_not_linked(
    client: TestClient,
) -> None:
    page = client.get("/country/TV")
    assert page.status_code == 200
    assert "No paper of this run has one" in page.text
    assert "<figure" not in page.text
    for path in ("/technology/llama", "/countries", "/technologies"):
        assert "/country/unresolved" not in client.get(path).text


def test_the_flow_of_technology_stands_with_the_technologies(client: TestClient) -> None:
    titles = [section["title"] for section in json_of(client, "/technologies")["sections"]]
    assert titles == ["Whose technology they build on", "Papers of the run by technology"]
    found = json_of(client, "/technologies?q=nothing")["sections"]
    assert [section["title"] for section in found] == titles[1:]


def test_commands_are_written_as_code(client: TestClient) -> None:
    for path in ("/claims", "/method"):
        page = client.get(path).text
        assert "`" not in page
        assert "<code>" in page


def test_choices_that_leave_no_paper_say_so(client: TestClient) -> None:
    assert "No paper makes this number" in client.get("/papers?measure=collaboration&of=FR&of=DE").text
    assert client.get("/?countries=FR&countries=DE").status_code == 200


@pytest.mark.parametrize(
    "rules",
    [
        CountingRules(authors="distinct_people", country_of="home"),
        CountingRules(witness="agree", counting="fractional", hong_kong_macau_taiwan="hk_mo_with_cn"),
    ],
)
def test_two_rules_changed_together_are_looked_up_and_give_what_they_give_alone(
    run: tuple[Path, Study], engine: DuckDBEngine, rules: CountingRules
) -> None:
    opened = open_run(*run)
    alone = compute(engine, "collaboration", rules, countries=("US", "CN"))
    assert opened.answers.values("collaboration", rules, countries=("US", "CN")) == alone
    opened.close()


def test_every_year_ticked_is_no_choice_of_years(client: TestClient) -> None:
    scope = client.app.state.explorer.site.run.scope  # type: ignore[attr-defined]
    every = State(scope, scope.rules, scope.countries, years=scope.years)
    assert every.filters == {}
    assert replace(every, years=scope.years[:1]).filters == {"year": scope.years[:1]}


def test_the_page_of_joint_papers_is_led_to_and_shows_its_tables(client: TestClient) -> None:
    assert "/joint" in links(client.get("/institutions").text)
    page = client.get("/joint").text
    assert '<details class="fold' not in page
    assert page.count("<figure") == 1


@pytest.mark.parametrize("witness", ["metadata", "pdf"])
def test_where_one_witness_speaks_every_combination_is_what_it_gives_alone(
    tmp_path: Path, witness: str
) -> None:
    made = MadeUpRun()
    for i, places in enumerate([("US", "CN"), ("US", None), ("CN", "GB"), ("US", "US", "CN"), ()]):
        paper = made.paper(f"v/{i}", "A paper")
        for country in places:
            made.author(paper, "Somebody", (witness, f"Somewhere in {country}", country))
    made.write(tmp_path / "out")
    engine = DuckDBEngine.open(tmp_path / "out" / "tables")
    heard = frozenset().union(*heard_witnesses(engine).values())
    assert heard == {witness, "prefer_pdf"}
    asked: dict[str, Any] = {"countries": ("CN", "US"), "by": ()}
    (world,) = multiverse(engine, "collaboration", witnesses=heard, **asked)
    assert len(world.rules) == 144
    assert list(world.values) == [
        value for rule in world.rules for value in compute(engine, "collaboration", rule, **asked)
    ]
    (every,) = multiverse(engine, "collaboration", **asked)
    assert [every.at(rules) for rules in world.rules] == list(world.values)
    engine.close()
