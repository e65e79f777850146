"""The journeys of a reader, in real Chromium."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explored_run import INSTITUTIONS, PRINTED, doubtful_run, hostile_run
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

from byline.explorer import Guard, address_of, corrections, create_app, listen
from byline.model import Institution

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# axe-core is a package of another language; it is looked for, never shipped.
AXE = Path(os.environ.get("AXE_JS", "node_modules/axe-core/axe.min.js"))
PAGES = (
    "/", "/countries", "/joint", "/rules", "/claims", "/method", "/institutions", "/technologies", "/papers",
    "/papers?measure=collaboration&of=US&of=CN", "/check", "/check?kind=disagreements", "/country/US",
    "/institution/ror:03cve4549", "/technology/llama", f"/paper/{PRINTED}", "/?witness=nobody", "/nothing",
)  # fmt: skip


class MadeUpResolver:
    """Knows the run's institutions; stands in for the index, which takes seconds to build."""

    def institution(self, institution_id: str) -> Institution:
        return {row.institution_id: row for row in INSTITUTIONS}[institution_id]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.skip(f"no Chromium at {CHROMIUM}; install it or name it with CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


def served(make: Callable[[], Starlette]) -> Iterator[str]:
    """Serve an application on a free port of loopback, and yield its address."""
    import uvicorn

    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(make(), log_level="error", ws="none", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield address_of(listener, Guard())
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("explored") / "out"
    study = doubtful_run(out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corrections, "_resolver", MadeUpResolver)
        yield from served(lambda: create_app(out, study))


@pytest.fixture(scope="module")
def enemy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("enemy") / "out"
    study = hostile_run(out)
    yield from served(lambda: create_app(out, study))


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """Return a fresh window whose errors fail the test."""
    context = browser.new_context(base_url=home, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert errors == []


def headline(page: Page) -> str:
    return page.locator("#headline .figure").last.inner_text()


def test_from_the_headline_to_the_printed_line_in_three_clicks(page: Page) -> None:
    page.goto("/")
    page.locator("#headline .figure a").last.click()
    page.locator("ol.papers a.title", has_text="Gimbal").click()
    page.locator("svg.printed rect.line").first.click()
    assert re.search(r"#a-\d+$", page.url)
    assert page.locator("tr:target").count() == 1
    drawn = page.evaluate(
        "fetch(document.querySelector('svg.printed image').getAttribute('href')).then(a => a.ok)"
    )
    assert drawn


def test_another_rule_changes_headline_chart_and_address_and_back_undoes_it(page: Page) -> None:
    page.goto("/")
    before, chart = headline(page), page.locator("svg.chart").first.inner_html()
    page.select_option("#rule-witness", "metadata")
    page.wait_for_url("**/?witness=metadata")
    page.wait_for_function("!document.querySelector('#content').classList.contains('is-counting')")
    assert headline(page) != before
    assert page.locator("svg.chart").first.inner_html() != chart
    assert "papers" in page.locator("#news").inner_text()
    page.go_back()
    page.wait_for_function(
        "n => document.querySelector('#headline .figure:last-child, #headline .figure') && "
        "[...document.querySelectorAll('#headline .figure')].at(-1).innerText === n",
        arg=before,
    )
    assert page.input_value("#rule-witness") == "prefer_pdf"


def test_an_address_shows_the_same_in_another_browser(page: Page, browser: Browser, home: str) -> None:
    page.goto("/")
    page.select_option("#rule-authors", "distinct_people")
    page.wait_for_url("**authors=distinct_people")
    page.get_by_label("2023", exact=True).check()
    page.wait_for_url("**year=2023*")
    page.wait_for_function("document.querySelectorAll('#headline .figure').length === 1")
    other = browser.new_context(base_url=home).new_page()
    other.goto(page.url)
    assert other.locator("#headline").inner_html() == page.locator("#headline").inner_html()
    assert other.input_value("#rule-authors") == "distinct_people"
    other.context.close()


def test_claims_show_themselves_when_they_are_measured(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Claims", exact=True).click()
    page.locator("#chance table").wait_for(timeout=60_000)
    assert "published figures" in page.locator("#claims").inner_text().lower()


def test_without_the_script_the_form_counts_too(browser: Browser, home: str) -> None:
    context = browser.new_context(base_url=home, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.select_option("#rule-country_of", "home")
    page.get_by_role("button", name="Count again").click()
    assert "country_of=home" in page.url
    assert page.locator("#rule-country_of").input_value() == "home"
    context.close()


def test_by_keyboard_alone_from_the_headline_to_the_paper(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(3):
        page.keyboard.press("Tab")
        if "/papers" in (page.evaluate("document.activeElement.getAttribute('href')") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers?*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find-words"
    page.keyboard.type("earlier joint")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=earlier*")
    assert page.locator("ol.papers li").count() == 1


# What depends on the colour scheme is contrast alone.
@pytest.mark.parametrize(
    ("scheme", "run"),
    [
        ("light", "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"),
        ("dark", "{type: 'rule', values: ['color-contrast']}"),
    ],
)
def test_axe_finds_no_serious_fault(browser: Browser, home: str, scheme: Any, run: str) -> None:
    if not AXE.is_file():
        pytest.skip(f"no axe at {AXE}; install axe-core and name its axe.min.js with AXE_JS")
    script = AXE.read_text(encoding="utf-8")
    context = browser.new_context(base_url=home, color_scheme=scheme)
    page = context.new_page()
    found = [(path, fault) for path in PAGES for fault in faults(page, path, script, run)]
    context.close()
    assert found == []


def faults(page: Page, path: str, script: str, run: str) -> list[str]:
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(script)
    violations = page.evaluate(
        f"axe.run({{runOnly: {run}, resultTypes: ['violations']}}).then(report => report.violations)"
    )
    serious = [v for v in violations if v["impact"] in ("serious", "critical")]
    return [
        f"{v['id']}: {node['target']} {node['failureSummary']}" for v in serious for node in v["nodes"][:2]
    ]


def test_no_page_is_wider_than_the_window(browser: Browser, home: str, enemy: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    hostile = ("/papers", "/institutions", "/check?kind=disagreements", "/joint")
    addresses = [home.rstrip("/") + path for path in PAGES] + [enemy.rstrip("/") + path for path in hostile]
    wide = []
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        for width in (360, 1920):
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                wide.append((width, address))
    context.close()
    assert wide == []


def test_nothing_that_came_from_outside_runs(browser: Browser, enemy: str) -> None:
    context = browser.new_context(base_url=enemy)
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto("/papers")
    papers = page.eval_on_selector_all("ol.papers a.title", "all => all.map(a => a.href)")
    assert len(papers) > 10
    for address in [
        *papers,
        *(enemy.rstrip("/") + path for path in ("/", "/joint", "/institutions", "/check")),
    ]:
        answer = page.goto(address, wait_until="domcontentloaded")
        assert answer
        assert answer.status == 200
        assert page.title() != "owned"
        assert page.locator("h1").count() == 1
    assert dialogs == []
    context.close()


def test_a_correction_is_written_and_the_headline_follows(page: Page) -> None:
    page.goto("/")
    before = int(headline(page))
    page.get_by_role("link", name="Check", exact=True).click()
    page.locator("summary", has_text="Decide").first.click()
    form = page.locator("form[action='/decide']").first
    form.get_by_label("Country", exact=True).select_option("CN")
    form.locator("input[value=correct]").check()
    form.get_by_label("Reason").fill("the institute's own page")
    form.get_by_label("Your name").fill("A Reader")
    form.get_by_role("button").click()
    page.wait_for_url("**done=counted*")
    assert "The numbers here follow it" in page.locator(".done").inner_text()
    page.goto("/")
    assert int(headline(page)) == before + 1
