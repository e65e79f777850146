"""Typesets the invented conference: `python tools/demo_conference [--out FOLDER] [--only 2030/001 ...]`.

Writes the PDFs, the planted truth and the venue's lists. The same sources give the same bytes on every machine.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
from odd_files import write_odd_files
from plan import HERE, PlannedPaper, load_papers
from printing import deal_authors, title_block
from prose import TOPICS, Writer
from records import listing_of, truth_of

DEMO = HERE.parents[1] / "src" / "byline" / "demo"


def titled(papers: tuple[PlannedPaper, ...]) -> Iterator[tuple[PlannedPaper, str]]:
    """Yield each paper with its title: its topic's titles in turn, so that none comes twice with one method."""
    decks: dict[str, list[str]] = {}
    for paper in papers:
        if not decks.get(paper.topic):
            decks[paper.topic] = list(TOPICS[paper.topic]["titles"])
            random.Random(f"imcols titles {paper.topic}").shuffle(decks[paper.topic])
        yield paper, decks[paper.topic].pop().format(method=paper.method)


def typeset(paper: PlannedPaper, content: dict[str, Any]) -> bytes:
    """Return the paper's PDF."""
    values = {"paper": json.dumps(content, ensure_ascii=False, sort_keys=True)}
    layouts = HERE / "layouts"
    pdf = typst.compile(
        str(layouts / "main.typ"),
        root=str(layouts),
        sys_inputs=values,
        ignore_system_fonts=True,
        pdf_tags=False,
        timestamp=0,
    )
    assert isinstance(pdf, bytes)
    return pdf


def build(out: Path, only: set[str]) -> None:
    """Write PDFs, truth and lists; with `only`, just the PDFs named, by year and number."""
    truth: list[dict[str, Any]] = []
    lists: dict[int, list[dict[str, Any]]] = {}
    pdf = b""
    for paper, title in titled(load_papers()):
        if only and f"{paper.year}/{paper.number}" not in only:
            continue
        authors = deal_authors(paper)
        content = {"title": title, "year": paper.year, "layout": paper.layout}
        content |= title_block(paper, authors) | Writer(paper, title).compose()
        pdf = typeset(paper, content)
        path = out / paper.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
        truth.append(truth_of(paper, title, authors))
        lists.setdefault(paper.year, []).append(listing_of(paper, title, authors))
        print(f"{paper.file} {paper.layout:14} {len(pdf) // 1024:4} KB", file=sys.stderr)
    if only:
        return
    truth += write_odd_files(out, pdf)
    write_jsonl(out / "truth.jsonl", sorted(truth, key=lambda row: row["paper_id"]))
    for year, rows in lists.items():
        write_jsonl(out / f"list-{year}.jsonl", rows)


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write one object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="demo_conference", description=__doc__)
    parser.add_argument("--out", type=Path, default=DEMO, help="folder to write to")
    parser.add_argument("--only", nargs="*", default=[], help="typeset these papers only, e.g. 2030/001")
    arguments = parser.parse_args()
    build(arguments.out, set(arguments.only))


if __name__ == "__main__":
    main()
