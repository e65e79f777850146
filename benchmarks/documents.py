"""Reading documents, beside bare text extraction of the same files with as many processes; and author lists right.

    .venv/bin/python benchmarks/documents.py FOLDER [--gold FILE] [--processes 2] [--rounds 3]

FOLDER holds PDFs, at any depth. Prints the seconds of both, their ratio, milliseconds that a paper costs beyond
extraction, those of them that its title block costs (the target is at most 20), and, with a file of hand-read
bylines, the share of papers whose authors are read rightly, with every miss. The two are run in turns in the same
kind of pool, so that a busy machine slows both; the best round counts.
"""

import argparse
import json
import re
import statistics
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2

from byline.documents import parse_document
from byline.documents.front_matter import FrontMatter
from byline.documents.pdf import opened_pdf
from byline.documents.pool import DocumentPool, Failure
from byline.documents.title_block import parse_title_block


def bare_extraction(path: Path) -> int:
    """Return the characters of a PDF: the floor that no reader can go below."""
    document = pypdfium2.PdfDocument(path)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def author_names(path: Path) -> list[str]:
    """Return the authors of a PDF, after all of it has been read."""
    return [author.name for author in parse_document(path).title_block.authors]


def title_block_seconds(path: Path) -> float:
    """Return how long the title block of a PDF takes beyond opening pages, in seconds of the processor."""
    front, seconds = FrontMatter(), 0.0
    with opened_pdf(path) as pdf, closing(pdf.pages()) as pages:
        for page in pages:
            start = time.process_time()
            if page is not None:
                front.read(page)
            seconds += time.process_time() - start
    start = time.process_time()
    parse_title_block(front)
    return seconds + time.process_time() - start


def timed(work: Callable[[Path], Any], paths: list[Path], processes: int) -> tuple[float, dict[Path, Any]]:
    """Return seconds by the wall clock, and what came of each path; the processes are started before."""
    with DocumentPool(processes) as pool:
        list(pool.map(work, paths[:processes]))
        start = time.perf_counter()
        results = dict(pool.map(work, paths))
        return time.perf_counter() - start, results


def folded(name: str) -> str:
    """Return a name's letters without accents, as the hand-read lists are compared."""
    return re.sub(
        r"[^a-z]", "", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    )


def print_misses(results: dict[Path, Any], gold: Path) -> None:
    """Print each paper whose authors differ from those read by hand, and the share that agree."""
    records = {record["paper"]: record for record in map(json.loads, gold.read_text().splitlines())}
    right = 0
    read = {f"{path.parent.name}/{path.stem}": names for path, names in results.items()}
    for paper, record in records.items():
        names, wanted = read.get(paper), [author["name"] for author in record["authors"]]
        if isinstance(names, list) and list(map(folded, names)) == list(map(folded, wanted)):
            right += 1
        else:
            print(f"  {paper}: read {names}, by hand {wanted}")
    print(f"author lists right: {right} of {len(records)} ({right / len(records):.3f})")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.pdf"))
    if not paths:
        raise SystemExit(f"{options.folder}: no PDFs; name a folder that has some")
    bare, read, block = float("inf"), float("inf"), float("inf")
    results: dict[Path, Any] = {}
    for _ in range(options.rounds):
        bare = min(bare, timed(bare_extraction, paths, options.processes)[0])
        seconds, results = timed(author_names, paths, options.processes)
        read = min(read, seconds)
        blocks = timed(title_block_seconds, paths, options.processes)[1].values()
        block = min(block, statistics.fmean(taken for taken in blocks if isinstance(taken, float)))
    beyond = (read - bare) * options.processes / len(paths) * 1000
    print(
        f"{len(paths)} PDFs, {options.processes} processes: bare extraction {bare:.2f} s, documents {read:.2f} s"
    )
    print(
        f"ratio {read / bare:.2f}; {beyond:.1f} ms a paper beyond extraction, {1000 * block:.1f} of the title block"
    )
    print(f"not read: {sum(isinstance(result, Failure) for result in results.values())}")
    if options.gold:
        print_misses(results, options.gold)


if __name__ == "__main__":
    main()
