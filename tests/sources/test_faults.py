"""Every source under every fault: its papers come whole, or the issue says what was expected and what came."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import simulated
from loopback import Answer, Asked, Reply, gzip_reply, html_reply, json_reply, serving
from test_indexes import ADA, CROSSREF, crossref, item, openalex, work

from byline.sources import Edition, Harvest, fetch_edition
from byline.sources import crossref as crossref_module
from byline.sources import openalex as openalex_module
from byline.sources import openreview as openreview_module

PAPERS = 6


@dataclass(frozen=True)
class Spoken:
    """A source as a server speaks it: what a study says, what is answered, and how many requests that takes.

    `extra_requests` come after them, and their loss costs no paper.
    """

    choice: dict[str, object]
    answer: Answer
    requests: int
    extra_requests: int = 0


def volume(asked: Asked) -> Reply:
    """Return a volume page of PMLR, or its bibliography."""
    if asked.path.endswith(".bib"):
        entries = (f"@InProceedings{{pmlr-v1-a{n},\n title = {{T}},\n}}\n" for n in range(PAPERS))
        return Reply("".join(entries).encode(), content_type="text/plain")
    entry = '<div class="paper"><p class="title">T {0}</p><a href="/v1/a{0}.html">abs</a></div>'
    return html_reply("<html>" + "".join(entry.format(n) for n in range(PAPERS)) + "</html>")


VENUE = simulated.simulated(PAPERS)
SOURCES = {
    "virtual_site": Spoken({"name": "virtual_site"}, VENUE, 1),
    "neurips_proceedings": Spoken({"name": "neurips_proceedings"}, VENUE, 1),
    "openreview": Spoken(
        {"name": "openreview"}, VENUE, 6
    ),  # four pages of two, the last empty; login; profiles
    "pmlr": Spoken({"name": "pmlr", "volume": 1}, volume, 1, 1),
    "openalex": Spoken(
        {"name": "openalex", "source_id": "S1"}, openalex([work(n, ADA) for n in range(PAPERS)]), 4
    ),
    "crossref": Spoken(CROSSREF, crossref([item(n) for n in range(PAPERS)]), 3),
}


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by two, so that a few papers take several requests; log in and bring a key."""
    monkeypatch.setattr(openreview_module, "NOTES_PER_PAGE", 2)
    monkeypatch.setattr(openalex_module, "PAGE_SIZE", 2)
    monkeypatch.setattr(crossref_module, "PAGE_SIZE", 2)
    for name, value in {**simulated.LOGIN, "OPENALEX_API_KEY": "k3y"}.items():
        monkeypatch.setenv(name, value)


def fetch(spoken: Spoken, answer: Answer, folder: Path, **options: Any) -> Harvest:
    """Fetch the source from a server that answers so."""
    edition = Edition.model_validate({"venue": "NeurIPS", "year": 2016, "sources": [spoken.choice]})
    with serving(answer) as server:
        return fetch_edition(edition, folder, server.options(is_without_pdfs=True, **options))


def at_request(number: int, answer: Answer, fault: Callable[[Reply], Reply], times: int = 1) -> Answer:
    """Return the answer with a fault in place of (or in) the reply to one request, so many times."""
    asked_so_far = 0

    def faulty(asked: Asked) -> Reply:
        nonlocal asked_so_far
        asked_so_far += 1
        reply = answer(asked)
        return fault(reply) if number <= asked_so_far < number + times else reply

    return faulty


FAULTS_THAT_PASS: dict[str, Callable[[Reply], Reply]] = {
    "429": lambda reply: Reply(status=429),
    "429 that says how long": lambda reply: Reply(status=429, headers={"Retry-After": "0"}),
    "500": lambda reply: Reply(status=500),
    "503 with a page": lambda reply: replace(html_reply("<html>later</html>"), status=503),
    "connection cut": lambda reply: replace(reply, cut_after=len(reply.content) // 2),
    "connection cut at once": lambda reply: replace(reply, cut_after=0),
    "slow drip": lambda reply: replace(reply, content=b" " * 3000 + reply.content, pause=0.02),
    "broken gzip": lambda reply: replace(reply, headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("fault", FAULTS_THAT_PASS)
@pytest.mark.parametrize("name", SOURCES)
def test_a_fault_that_passes_costs_nothing(tmp_path: Path, name: str, fault: str) -> None:
    spoken = SOURCES[name]
    whole = fetch(spoken, spoken.answer, tmp_path / "whole")
    assert len(whole.papers) == PAPERS
    every = spoken.requests + spoken.extra_requests
    for number in {1, every // 2, every} - {0}:
        faulty = at_request(number, spoken.answer, FAULTS_THAT_PASS[fault])
        assert fetch(spoken, faulty, tmp_path / str(number), max_seconds=0.15) == whole


def half_as_if_whole(reply: Reply) -> Reply:
    """Return half of a reply, ended as if that were all."""
    return replace(reply, content=reply.content[: len(reply.content) // 2], is_without_length=True)


FAULTS_THAT_STAY: dict[str, tuple[Callable[[Reply], Reply], str]] = {
    "gone": (lambda reply: Reply(status=404), "answers 404"),
    "a ban": (lambda reply: Reply(status=403), "answers 403"),
    "down": (lambda reply: Reply(status=503), "answers 503"),
    "down for hours": (
        lambda reply: Reply(status=503, headers={"Retry-After": "7200"}),
        "asks to wait 7,200 s; run again after that",
    ),
    "error page with status 200": (
        lambda reply: html_reply("<html><h1>Just a moment...</h1></html>"),
        "begins|does not answer with|no orals-and-posters",
    ),
    "another format": (
        lambda reply: json_reply({"data": [], "version": 3}),
        "expected|does not answer with|no token|gives no token",
    ),
    "half of it": (half_as_if_whole, "is not valid JSON|cut off|got a page that begins"),
    "redirect to a private address": (
        lambda reply: Reply(status=302, headers={"Location": "http://169.254.169.254/latest"}),
        "is refused: the source declares only",
    ),
    "redirect to another host": (
        lambda reply: Reply(status=301, headers={"Location": "https://elsewhere.example/list"}),
        "is refused: the source declares only",
    ),
    "gzip bomb": (
        lambda reply: gzip_reply(b"\0" * 3_000_000),
        "unpacks to more than 1,000,000 bytes: stopped",
    ),
    "an encoding on another": (
        lambda reply: Reply(b"", headers={"Content-Encoding": "gzip, br"}),
        "which was not asked for",
    ),
    "endless drip": (lambda reply: Reply(b" " * 3000, pause=0.02), "too slow"),
}


# Only these are worth a report: the others are the network's or the host's own.
NOT_AS_DECLARED = ("error page with status 200", "another format", "half of it")


@pytest.mark.parametrize("fault", FAULTS_THAT_STAY)
@pytest.mark.parametrize("name", SOURCES)
def test_a_fault_that_stays_stops_the_source_and_says_what_came(
    tmp_path: Path, name: str, fault: str
) -> None:
    spoken = SOURCES[name]
    change, words = FAULTS_THAT_STAY[fault]
    for number in {1, spoken.requests // 2, spoken.requests} - {0}:
        faulty = at_request(number, spoken.answer, change, times=100)
        harvest = fetch(
            spoken, faulty, tmp_path / str(number), max_answer_bytes=1_000_000, max_seconds=0.05, attempts=2
        )
        assert harvest.papers == ()
        (issue,) = harvest.issues
        assert issue.code == "source_stopped"
        assert re.search(words, issue.message)
        assert ("report it" in issue.message) == (fault in NOT_AS_DECLARED)


@pytest.mark.parametrize("name", ["openreview", "openalex", "crossref"])
def test_a_page_that_comes_again_and_again_ends(tmp_path: Path, name: str) -> None:
    spoken = SOURCES[name]
    first: list[Reply] = []

    def repeating(asked: Asked) -> Reply:
        reply = spoken.answer(asked)
        if asked.path in ("/login", "/profiles/search"):
            return reply
        first.append(reply)
        return first[0]

    harvest = fetch(spoken, repeating, tmp_path)
    assert harvest.papers == ()
    assert "announced 6" in harvest.issues[0].message
    assert "gave 2" in harvest.issues[0].message


ODD = "A \u202eodd\u202c title — 𝒳 ﬁ e\u0301 𠮷 🙂"


@pytest.mark.parametrize("name", SOURCES)
def test_odd_unicode_stays_as_it_was_written(tmp_path: Path, name: str) -> None:
    plain = {"pmlr": "T 0", "openalex": "Work 0", "crossref": "Item 0"}.get(name, simulated.title(0))
    spoken = SOURCES[name]

    def odd(asked: Asked) -> Reply:
        reply = spoken.answer(asked)
        written = json.dumps(ODD)[1:-1] if reply.content_type == "application/json" else ODD
        return replace(reply, content=reply.content.replace(plain.encode(), written.encode()))

    assert ODD in {paper.title for paper in fetch(spoken, odd, tmp_path).papers}
