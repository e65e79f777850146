"""PDFs: continued where they broke off, and never an error page in their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from loopback import Asked, Loopback, Reply, gzip_reply, html_reply, in_turn, pdf_of, serving

from byline.sources.cache import Cache
from byline.sources.downloads import fetch_pdf, fetch_pdfs, file_stem_of
from byline.sources.faults import FetchError
from byline.sources.http import Client

HOST = "pdf.example.org"
URL = f"https://{HOST}/paper.pdf"
PDF = pdf_of("A paper. ")


@contextmanager
def client_for(server: Loopback, **options: Any) -> Iterator[Client]:
    with Client({HOST: 0.0}, Cache(Path("unused")), server.options(**options)) as client:
        yield client


def as_pdf(content: bytes, **others: Any) -> Reply:
    return Reply(content, content_type="application/pdf", **others)


def with_ranges(etag: str, cuts: list[int | None]) -> Any:
    """Return an answer that serves parts of the PDF, and breaks off where `cuts` says."""

    def answer(asked: Asked) -> Reply:
        start = 0
        if "range" in asked.headers and asked.headers.get("if-range") == etag:
            start = int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))
        headers = {"ETag": etag, "Content-Range": f"bytes {start}-{len(PDF) - 1}/{len(PDF)}"}
        cut = cuts.pop(0) if cuts else None
        return as_pdf(PDF[start:], status=206 if start else 200, headers=headers, cut_after=cut)

    return answer


def test_a_download_that_breaks_off_is_continued(tmp_path: Path) -> None:
    with serving(with_ranges('"v1"', [1000, 500])) as server, client_for(server) as client:
        path = fetch_pdf(client, URL, tmp_path / "paper.pdf")
    assert path.read_bytes() == PDF
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=1000-", "bytes=1500-"]
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".json", ".pdf"]


def test_a_download_is_continued_by_a_later_run(tmp_path: Path) -> None:
    with serving(with_ranges('"v1"', [1000])) as server:
        with client_for(server, attempts=1) as client, pytest.raises(FetchError, match="broke off"):
            fetch_pdf(client, URL, tmp_path / "paper.pdf")
        with client_for(server) as client:
            assert fetch_pdf(client, URL, tmp_path / "paper.pdf").read_bytes() == PDF
    assert server.asked[1].headers["range"] == "bytes=1000-"


def test_a_file_that_changed_meanwhile_is_begun_again(tmp_path: Path) -> None:
    new = pdf_of("Another. ")
    first = as_pdf(PDF, headers={"ETag": '"v1"'}, cut_after=1000)
    with (
        serving(in_turn(first, as_pdf(new, headers={"ETag": '"v2"'}))) as server,
        client_for(server) as client,
    ):
        assert fetch_pdf(client, URL, tmp_path / "paper.pdf").read_bytes() == new


def test_without_a_validator_it_begins_again(tmp_path: Path) -> None:
    with serving(in_turn(as_pdf(PDF, cut_after=1000), as_pdf(PDF))) as server, client_for(server) as client:
        assert fetch_pdf(client, URL, tmp_path / "paper.pdf").read_bytes() == PDF
    assert "range" not in server.asked[1].headers


def test_a_truncated_file_is_fetched_again(tmp_path: Path) -> None:
    short = as_pdf(PDF[:2000], is_without_length=True)
    with serving(in_turn(short, as_pdf(PDF))) as server, client_for(server) as client:
        assert fetch_pdf(client, URL, tmp_path / "paper.pdf").read_bytes() == PDF


def test_an_error_page_with_status_200_is_no_pdf(tmp_path: Path) -> None:
    page = html_reply("<html>Just a moment...</html>")
    disguised = as_pdf(page.content)
    for reply, says in ((page, "not with a PDF"), (disguised, "which is no PDF")):
        with (
            serving(in_turn(reply)) as server,
            client_for(server) as client,
            pytest.raises(FetchError, match=says),
        ):
            fetch_pdf(client, URL, tmp_path / "paper.pdf")
    assert not (tmp_path / "paper.pdf").exists()


def test_what_is_there_and_whole_is_not_asked_for(tmp_path: Path) -> None:
    with serving(in_turn(as_pdf(PDF))) as server, client_for(server) as client:
        path = fetch_pdf(client, URL, tmp_path / "paper.pdf")
        fetch_pdf(client, URL, path)
        assert len(server.asked) == 1
        path.write_bytes(PDF[:-10])
        fetch_pdf(client, URL, path)
    assert len(server.asked) == 2
    assert path.read_bytes() == PDF


def test_a_missing_pdf_is_an_issue_and_the_others_come(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        return as_pdf(PDF) if asked.path == "/good.pdf" else Reply(status=404)

    addresses = {"v-2025/bad": f"https://{HOST}/bad.pdf", "v-2025/good": f"https://{HOST}/good.pdf"}
    steps: list[tuple[str, int, int]] = []
    with serving(answer) as server, client_for(server) as client:
        found = fetch_pdfs(client, addresses, tmp_path, lambda *step: steps.append(step))
    assert list(found.paths) == ["v-2025/good"]
    assert [(issue.subject, issue.code) for issue in found.issues] == [("v-2025/bad", "pdf_missing")]
    assert steps == [("pdf", 1, 2), ("pdf", 2, 2)]


def test_a_pdf_larger_than_allowed_is_stopped(tmp_path: Path) -> None:
    endless = as_pdf(PDF, is_without_length=True)
    with (
        serving(in_turn(endless)) as server,
        client_for(server, max_pdf_bytes=1000) as client,
        pytest.raises(FetchError, match="more than 1,000"),
    ):
        fetch_pdf(client, URL, tmp_path / "paper.pdf")


def test_ids_of_servers_never_lead_out_of_the_folder() -> None:
    assert file_stem_of("v-2025/0aHOVhkuOB") == "v-2025_0aHOVhkuOB"
    for hostile in ("v-2025/../../etc/passwd", "v-2025/a\0b", "v-2025/" + "x" * 500, "v-2025/..\\..\\x"):
        stem = file_stem_of(hostile)
        assert "/" not in stem
        assert "\\" not in stem
        assert "\0" not in stem
        assert len(stem) < 140


FAULTS_THAT_PASS = {
    "429": Reply(status=429),
    "429 that says how long": Reply(status=429, headers={"Retry-After": "0"}),
    "500": Reply(status=500),
    "cut": as_pdf(PDF, cut_after=100),
    "cut, then continued": as_pdf(PDF, headers={"ETag": '"v1"'}, cut_after=100),
    "a part that was not asked for": as_pdf(PDF[7:], status=206, headers={"Content-Range": "bytes 7-"}),
    "slow drip": as_pdf(PDF, pause=0.02),
    "broken gzip": as_pdf(PDF, headers={"Content-Encoding": "gzip"}),
    "empty": as_pdf(b"", cut_after=0),
}


@pytest.mark.parametrize("fault", FAULTS_THAT_PASS)
def test_a_fault_that_passes_leaves_the_whole_pdf(tmp_path: Path, fault: str) -> None:
    turns = in_turn(FAULTS_THAT_PASS[fault], as_pdf(PDF, headers={"ETag": '"v1"'}))
    with serving(turns) as server, client_for(server, max_seconds=0.15) as client:
        assert fetch_pdf(client, URL, tmp_path / "paper.pdf").read_bytes() == PDF


FAULTS_THAT_STAY = {
    "a redirect to a private address": (
        Reply(status=302, headers={"Location": "http://10.0.0.1/x.pdf"}),
        "declares only",
    ),
    "a redirect to a file": (
        Reply(status=302, headers={"Location": "file:///etc/passwd"}),
        "only http and https",
    ),
    "a gzip bomb": (
        gzip_reply(b"%PDF-1.5" + b"\0" * 3_000_000, content_type="application/pdf"),
        "unpacks to more than 1,000,000 bytes",
    ),
    "a wrong type": (Reply(PDF, content_type="video/mp4"), "answers with video/mp4, not with a PDF"),
    "a login page": (html_reply("<html>Log in</html>"), "not with a PDF"),
    "a ban": (Reply(status=403), "answers 403"),
    "down for hours": (Reply(status=503, headers={"Retry-After": "7200"}), "asks to wait 7,200 s"),
    "an endless drip": (as_pdf(PDF, pause=0.02), "too slow"),
    "always cut": (as_pdf(PDF, cut_after=100), "broke off"),
    "no end": (as_pdf(PDF[:-10]), "without an end"),
}


@pytest.mark.parametrize("fault", FAULTS_THAT_STAY)
def test_a_fault_that_stays_leaves_no_pdf_and_says_why(tmp_path: Path, fault: str) -> None:
    reply, words = FAULTS_THAT_STAY[fault]
    with (
        serving(in_turn(reply)) as server,
        client_for(server, max_seconds=0.1, max_pdf_bytes=1_000_000, attempts=2) as client,
    ):
        found = fetch_pdfs(client, {"v-2025/1": URL}, tmp_path, lambda *step: None)
    assert found.paths == {}
    (issue,) = found.issues
    assert (issue.subject, issue.code) == ("v-2025/1", "pdf_missing")
    assert words in issue.message
    assert [*tmp_path.glob("*.pdf")] == []


def test_an_outage_ends_the_asking_and_the_next_run_continues(tmp_path: Path) -> None:
    addresses = {f"v-2025/{n:02}": f"https://{HOST}/{n}.pdf" for n in range(20)}

    def fails_after_three(asked: Asked) -> Reply:
        return as_pdf(PDF) if asked.path in ("/0.pdf", "/1.pdf", "/2.pdf") else Reply(status=503)

    with serving(fails_after_three) as server, client_for(server, attempts=2) as client:
        found = fetch_pdfs(client, addresses, tmp_path, lambda *step: None)
        assert len(server.asked) == 3 + 5 * 2
    assert (len(found.paths), len(found.issues)) == (3, 17)
    assert "run again, it continues" in found.issues[-1].message
    with serving(in_turn(as_pdf(PDF))) as server, client_for(server) as client:
        assert len(fetch_pdfs(client, addresses, tmp_path, lambda *step: None).paths) == 20
        assert len(server.asked) == 17
