"""One paper from several sources: by id, else by title and authors with a margin, never on a guess."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from byline.model import Paper
from byline.sources.harvest import Harvest


def join_harvests(harvests: Iterable[Harvest]) -> Harvest:
    """Return the harvests of one edition as one; the first source that lists a paper gives its title and id.

    PDFs of a folder beside a list are joined by id where their file is named for it. The others wait in
    `unjoined` until their title blocks are read.
    """
    return reduce(_join, harvests)


def _join(first: Harvest, second: Harvest) -> Harvest:
    """Return two sources as one, papers with the same id joined."""
    known = {paper.paper_id: paper for paper in first.papers}
    for paper in second.papers:
        known[paper.paper_id] = _merge(known.get(paper.paper_id), paper)
    signed = {row.paper_id for row in first.authorships}
    return Harvest(
        papers=tuple(known.values()),
        authorships=first.authorships + tuple(r for r in second.authorships if r.paper_id not in signed),
        affiliation_mentions=first.affiliation_mentions
        + tuple(r for r in second.affiliation_mentions if r.paper_id not in signed),
        pdf_paths={**second.pdf_paths, **first.pdf_paths},
        issues=first.issues + second.issues,
        unjoined=_unjoined(first, second),
    )


def _merge(known: Paper | None, paper: Paper) -> Paper:
    if known is None:
        return paper
    listed, other = (known, paper) if known.title else (paper, known)
    return replace(listed, url=listed.url or other.url, pdf_path=listed.pdf_path or other.pdf_path)


def _unjoined(first: Harvest, second: Harvest) -> frozenset[str]:
    """Return the PDFs without a listed paper of the same id, where there is a list to join them with."""
    listed = {p.paper_id for h in (first, second) for p in h.papers if p.title}
    untitled = {p.paper_id for h in (first, second) for p in h.papers if not p.title}
    return frozenset(untitled - listed) if listed else frozenset()
