"""How fast names are found and roles given, beside bare text extraction of the same PDFs, and how right they are.

`python benchmarks/technologies.py [DATA]` (or BYLINE_DATA) prints one line a figure; it exits with 1 where
detection costs more than a tenth of extraction, or a figure on the labelled papers falls below its bound.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from byline.documents import parse_document
from byline.model import Document, TechnologyRole
from byline.technologies import Catalogue, Detector, assign_roles
from byline.technologies.training import cells_of, cross_validate, f1
from byline.technologies.weights import TARGETS

Result = TypeVar("Result")
# F1 of used and core, share of right levels, each paper judged by weights fitted to the others.
BOUNDS = {"used": 0.92, "core": 0.80, "level": 0.90}
MOST_SHARE_OF_EXTRACTION = 0.10


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return the result and the processor time in seconds."""
    start = time.process_time()
    result = work()
    return result, time.process_time() - start


def extract(path: Path) -> int:
    """Return how many characters bare extraction finds: what any reader of the PDF must spend."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def main(data: Path) -> int:
    """Print the figures; return 1 where one is out of bounds."""
    paths = sorted((data / "pdfs").rglob("*.pdf"))
    _, extraction = timed(lambda: sum(map(extract, paths)))
    documents = {f"{path.parent.name}/{path.stem}": parse_document(path) for path in paths}
    size = sum(len(document.text.encode()) for document in documents.values()) / 1e6
    catalogue, loading = timed(Catalogue.load)
    detector, building = timed(lambda: Detector(catalogue))
    mentions, detecting = timed(lambda: {key: detector.detect(key, doc) for key, doc in documents.items()})
    roles, judging = timed(
        lambda: {key: assign_roles(key, documents[key], found, catalogue) for key, found in mentions.items()}
    )
    share = detecting / extraction
    print(f"catalogue      {len(catalogue.entries)} entries, loaded in {loading * 1e3:.0f} ms")
    print(f"automaton      built in {building * 1e3:.0f} ms")
    print(f"extraction     {extraction:.2f} s for {len(paths)} PDFs, {size:.1f} MB of text")
    print(f"detection      {detecting:.2f} s, {size / detecting:.1f} MB/s, {share:.1%} of extraction")
    print(f"roles          {judging:.2f} s")
    return int(share > MOST_SHARE_OF_EXTRACTION) + scores(data, documents, catalogue, roles)


def scores(
    data: Path, documents: dict[str, Document], catalogue: Catalogue, roles: dict[str, list[TechnologyRole]]
) -> int:
    """Print figures by cross-validation on the labelled papers; return how many are below their bound."""
    lines = (data / "gold" / "technologies-dev.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    wanted = {label["paper"]: label for label in labels}
    cells = cells_of(labels, documents, catalogue)
    found = cross_validate(cells)
    low = 0
    for target in TARGETS:
        figure = f1((c.has(target), found[c.paper, c.technology_id][target] > 0.5) for c in cells)
        print(
            f"{target:14} F1 {figure:.3f} by cross-validation over {len(labels)} papers (bound {BOUNDS[target]})"
        )
        low += figure < BOUNDS[target]
    # Whether a paper names a technology at all needs no weights, so nothing of it is fitted.
    named = {(key, role.technology_id) for key, found in roles.items() for role in found}
    right = 0
    for c in cells:
        below = "cited" if (c.paper, c.technology_id) in named else "none"
        got = "used" if found[c.paper, c.technology_id]["used"] > 0.5 else below
        right += got == wanted[c.paper][c.technology_id]["level"]
    print(f"level          {right / len(cells):.3f} by cross-validation (bound {BOUNDS['level']})")
    return low + int(right / len(cells) < BOUNDS["level"])


if __name__ == "__main__":
    sys.exit(
        min(
            1,
            main(Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BYLINE_DATA", "../shared/data"))),
        )
    )
