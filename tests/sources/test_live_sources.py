"""Today's formats of the real servers, in a handful of requests a source. Run by hand where there is a network:

BYLINE_LIVE=1 .venv/bin/pytest -m live tests/sources/test_live_sources.py
"""

import os
import socket
from pathlib import Path

import pytest

from byline.sources import SOURCES, Edition, FetchOptions, SourceChoice
from byline.sources.cache import Cache
from byline.sources.downloads import fetch_pdf
from byline.sources.http import Client

REAL_CONNECT = socket.socket.connect

# Small editions, so that a check asks at most five times.
CHECKS = [
    ("virtual_site", "ICLR", 2021, {}, 800),
    ("openreview", "CPAL", 2025, {"venueid": "CPAL.cc/2025/Proceedings_Track"}, 10),
    ("neurips_proceedings", "NeurIPS", 2018, {}, 1000),
    ("pmlr", "CPAL", 2025, {}, 10),
    ("crossref", "FAccT", 2023, {"prefix": "10.1145", "isbn": "979-8-4007-0192-4"}, 100),
    # Copies the Anthology's repository, hundreds of megabytes, by git: no request of our own but that for a PDF.
    ("acl_anthology", "NAACL", 2025, {"volumes": ["2025.naacl-short"]}, 50),
    ("openalex", "PeerJ", 2018, {"filter": "ids.openalex:W2741809807"}, 1),
]


@pytest.fixture
def _real_network(_loopback_only: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back the guard that keeps all other tests offline."""
    monkeypatch.setattr(socket.socket, "connect", REAL_CONNECT)


def test_every_source_that_is_fetched_is_checked() -> None:
    assert {check[0] for check in CHECKS} == {name for name, source in SOURCES.items() if source.fetch}


@pytest.mark.live
@pytest.mark.usefixtures("_real_network")
@pytest.mark.skipif("BYLINE_LIVE" not in os.environ, reason="asks real servers; set BYLINE_LIVE=1")
@pytest.mark.parametrize(("name", "venue", "year", "options", "least"), CHECKS, ids=[c[0] for c in CHECKS])
def test_a_source_still_answers_as_its_parser_expects(
    tmp_path: Path, name: str, venue: str, year: int, options: dict[str, str], least: int
) -> None:
    choice = SourceChoice.model_validate({"name": name, **options})
    edition = Edition.model_validate({"venue": venue, "year": year, "sources": [choice.model_dump()]})
    source = SOURCES[name]
    assert source.fetch is not None
    with Client(source.hosts, Cache(tmp_path), FetchOptions(attempts=2)) as client:
        harvest = source.fetch(client, edition, choice)
        assert len(harvest.papers) >= least
        assert all(paper.title for paper in harvest.papers)
        if harvest.pdf_addresses:
            fetch_pdf(client, next(iter(harvest.pdf_addresses.values())), tmp_path / "one.pdf")
        assert client.request_count <= 5
