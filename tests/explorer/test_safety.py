"""What nobody may do: run a title, read another file, write from another site, ask without the token."""

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from explored_run import HOSTILE, PRINTED
from starlette.testclient import TestClient

from byline.explorer import Guard, create_app
from byline.explorer.pages import addresses
from byline.explorer.safety import is_loopback
from byline.explorer.site import NAVIGATION
from byline.explorer.state import State
from byline.study import Study
from byline.views.downloads import csv_of
from byline.views.parts import Column, Figure, Table

PAGES = (
    "/",
    "/countries",
    "/joint",
    "/institutions",
    "/technologies",
    "/papers",
    "/check",
    "/check?kind=disagreements",
)


class Elements(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action") and value]


def papers_of(client: TestClient) -> list[str]:
    return [
        href.replace("&amp;", "&")
        for href in re.findall(r'class="title" href="([^"]+)"', client.get("/papers").text)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_runs_nowhere(hostile: TestClient, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status_code == 200
    elements = Elements(answer.text)
    assert elements.scripts == [{"src": "/static/explorer.js", "defer": None}]
    assert elements.handlers == []
    assert all(href.startswith(("/", "#")) for href in elements.addresses)
    assert "{{ 7 * 7 }}" in answer.text or "49" not in answer.text


def test_every_hostile_paper_has_its_page_and_its_twin(hostile: TestClient) -> None:
    found = papers_of(hostile)
    assert len(found) == len(HOSTILE)
    for href in found:
        page = hostile.get(href)
        assert page.status_code == 200, href
        assert Elements(page.text).handlers == []
        twin = re.search(r'type="application/json" href="([^"]+)"', page.text)
        assert twin
        assert hostile.get(twin[1]).json()["paper"]["authors"]


def test_every_page_and_every_twin_of_it_holds_under_attack(hostile: TestClient) -> None:
    run = hostile.app.state.explorer.site.run  # type: ignore[attr-defined]
    run.depth.found()
    assert run.depth.wait(60)
    mention = f"v-2024/{HOSTILE['html']}#1.pdf.1"
    keyed = (
        "/country/US",
        "/technology/llama",
        *(addresses.institution(f"byline:{t}", state(hostile)) for t in HOSTILE.values()),
    )
    paths = [*(path for path, _ in NAVIGATION), "/joint", "/method", *keyed]
    asked = [(path, "") for path in paths] + [
        ("/check", "kind=disagreements"),
        ("/check", f"mention={quote(mention)}"),
    ]
    asked += [tuple(urlsplit(href)[2:4]) for href in papers_of(hostile)]  # type: ignore[misc]
    for path, query in asked:
        page = hostile.get(f"{path}?{query}")
        assert page.status_code == 200, path
        elements = Elements(page.text)
        assert len(elements.scripts) == 1, path
        assert elements.handlers == [], path
        stem = "/index" if path == "/" else path
        twin = hostile.get(f"{stem}.json?{query}").json()
        tables = [table for section in twin["sections"] for table in section["tables"]]
        for number, table in enumerate(tables, 1):
            answer = hostile.get(f"{stem}.csv?{query}&table={number}")
            rows = list(csv.reader(io.StringIO(answer.text)))
            assert len(rows) >= 1 + len(table["rows"]), (path, number)
            cells = [cell for row in rows for cell in row if not is_number(cell)]
            assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], (
                path,
                number,
            )
        for number in range(1, page.text.count("<figure") + 1):
            ElementTree.fromstring(hostile.get(f"{stem}.svg?{query}&chart={number}").text)


def state(client: TestClient) -> State:
    scope = client.app.state.explorer.site.run.scope  # type: ignore[attr-defined]
    return State(scope, scope.rules, scope.countries)


def is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell))


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_and_no_head_of_a_csv_is_a_formula(begins: str) -> None:
    hostile = f"{begins}cmd"
    table = Table(
        "t",
        (Column(hostile), Column("n", True)),
        [(hostile, Figure("-1", value=-1.0)), (Figure(hostile), "2")],
    )
    head, first, second = csv.reader(io.StringIO(csv_of(table)))
    assert head[0] == first[0] == second[0] == f"'{hostile}".replace("\r", "\n")
    assert first[1] == "-1.0"


def test_hostile_institutions_have_their_pages(hostile: TestClient) -> None:
    for text in HOSTILE.values():
        path = addresses.encoded_path(f"/institution/{text}")
        assert hostile.get(path).status_code in (200, 400, 404)


def test_a_cell_that_begins_like_a_formula_is_text(hostile: TestClient) -> None:
    assert "'=HYPERLINK" in hostile.get("/papers.csv").text


@pytest.mark.parametrize("value", HOSTILE.values())
def test_hostile_choices_are_refused_in_words(hostile: TestClient, value: str) -> None:
    for name in ("witness", "year", "countries", "measure", "page", "sort", "unknown"):
        answer = hostile.get("/papers", params={name: value})
        assert answer.status_code in (200, 400)
        assert Elements(answer.text).handlers == []
    assert hostile.get("/papers", params={"q": value[:200]}).status_code == 200


@pytest.mark.parametrize(
    "key", ["x", "..", "v-2024/a", "b" * 300, "a\x00b", "~7e", "a//b", "ü/é?#%", ".json"]
)
def test_the_address_of_any_id_leads_back_to_it(key: str) -> None:
    written = addresses._encoded(key)
    assert ".." not in written.split("/")
    assert addresses.decoded(unquote(written)) == key


def test_no_file_but_a_recorded_pdf_is_ever_read(hostile: TestClient, client: TestClient) -> None:
    assert hostile.get(f"/picture/1/v-2024/{HOSTILE['sql']}.png").status_code == 404
    for path in ("/picture/1/../../etc/passwd.png", "/picture/1//etc/passwd.png", "/picture/1/none.png"):
        assert client.get(path).status_code == 404
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/app.py", "/static/"):
        assert client.get(path).status_code == 404
    assert client.get(f"/picture/99/{PRINTED}.png").status_code == 404


def test_every_answer_binds_the_browser(client: TestClient) -> None:
    for path in ("/", "/static/explorer.js", "/nothing", "/index.json"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_name_made_to_point_here_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8808"}).status_code == 200


def test_elsewhere_than_on_loopback_the_token_is_needed(run: tuple[Path, Study]) -> None:
    guard = Guard("0.0.0.0")
    with TestClient(create_app(*run, guard), base_url="http://192.0.2.1") as stranger:
        assert stranger.get("/").status_code == 401
        assert stranger.get("/?token=wrong").status_code == 401
        assert stranger.get("/static/explorer.js").status_code == 401
        assert stranger.post("/decide", data={}).status_code == 401
        opened = stranger.get(f"/?token={guard.token}", follow_redirects=False)
        assert opened.headers["location"] == "/"
        assert "HttpOnly" in opened.headers["set-cookie"]
        assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.0.2.1", False),
        ("example.org", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, is_ours: bool) -> None:
    assert is_loopback(host) is is_ours


@pytest.mark.parametrize(
    "change",
    [{"secret": "wrong"}, {"secret": None}],
)
def test_a_form_from_elsewhere_writes_nothing(
    client: TestClient, run: tuple[Path, Study], change: dict[str, str | None]
) -> None:
    form = {"mention": "x", "decision": "correct", "country": "CN", "reason": "r", "who": "w"} | change
    answer = client.post("/decide", data={k: v for k, v in form.items() if v})
    assert answer.status_code == 403
    assert not (run[0] / "overrides.csv").exists()


def test_a_page_of_another_site_cannot_write_even_with_the_secret(client: TestClient) -> None:
    secret = re.search(r'name="secret" value="([^"]+)"', client.get("/check").text)
    assert secret
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/decide", data={"secret": secret[1]}, headers=headers).status_code == 403


def test_a_form_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.post("/decide", content=b"x" * 100_000).status_code == 413
    assert client.request("DELETE", "/").status_code == 405
