"""A simulated NeurIPS 2025 behind loopback: its virtual site, its proceedings and its PDFs.

Run as a program it fetches from such a server: the victim of `kill -9`.
"""

import hashlib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from loopback import Answer, Asked, Reply, html_reply, json_reply, loopback_transport, pdf_of

from byline.sources import Edition, FetchOptions, Harvest, fetch_edition

SOURCES = ({"name": "virtual_site"}, {"name": "neurips_proceedings"})
# A year that Byline does not know, so that any number of papers is as expected; 2025 for the full number.
SMALL_YEAR, FULL_YEAR = 2016, 2025


def edition(year: int) -> Edition:
    """Return the edition that is simulated."""
    return Edition.model_validate({"venue": "NeurIPS", "year": year, "sources": SOURCES})


def simulated(paper_count: int, pdf_size: int = 20_000) -> Answer:
    """Return an answer that stands for both sites. Every title differs in more than a number."""
    titles = [
        f"{hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()[:24]} learning" for n in range(paper_count)
    ]
    events = {"count": paper_count, "results": [_event(n, title) for n, title in enumerate(titles)]}
    site = json_reply(events)
    index = html_reply("<ul>" + "".join(_entry(n, title) for n, title in enumerate(titles)) + "</ul>")

    def answer(asked: Asked) -> Reply:
        if asked.path.endswith(".json"):
            return site
        if asked.path.endswith(".pdf"):
            return Reply(
                pdf_of(asked.path, pdf_size), content_type="application/pdf", headers={"ETag": '"1"'}
            )
        return index

    return answer


def _event(number: int, title: str) -> dict[str, object]:
    authors = [
        {"id": 7 * number + i, "fullname": f"Author {number} {i}", "institution": f"Institute {i}"}
        for i in range(5)
    ]
    return {
        "id": number,
        "uid": f"u{number}",
        "name": title,
        "authors": authors,
        "eventtype": "Poster",
        "paper_url": f"https://openreview.net/forum?id=f{number:05}",
        "sourceurl": "https://openreview.net/group?id=NeurIPS.cc/2025/Conference",
    }


def _entry(number: int, title: str) -> str:
    names = ", ".join(f"Author {number} {i}" for i in range(5))
    href = f"/paper_files/paper/2025/hash/{number:032x}-Abstract-Conference.html"
    return f'<li><a href="{href}">{title}</a> <span class="paper-authors">{names}</span></li>'


def written(harvest: Harvest) -> bytes:
    """Return the harvest's rows as bytes, with the hash of every PDF in place of its path."""
    pdfs = {i: hashlib.sha256(path.read_bytes()).hexdigest() for i, path in sorted(harvest.pdf_paths.items())}
    rows: list[tuple[Any, ...]] = [
        harvest.papers,
        harvest.authorships,
        harvest.affiliation_mentions,
        harvest.issues,
    ]
    return orjson.dumps([[asdict(row) for row in table] for table in rows] + [pdfs])


def main(port: str, year: str, folder: str) -> None:
    """Fetch from the port into the folder."""
    options = FetchOptions(transport=loopback_transport(int(port)), pace=0.0, wait_initial=0.001)
    fetch_edition(edition(int(year)), Path(folder), options)


if __name__ == "__main__":
    main(*sys.argv[1:])
