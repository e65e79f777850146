"""The papers stage: what the sources list and what the PDFs print, as rows, witnesses kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from byline.documents.pool import Failure
from byline.model import AffiliationMention, Authorship, Issue, Paper
from byline.pipeline.bylines import align, printed_authorships, printed_mentions
from byline.pipeline.context import Context
from byline.pipeline.pool import paper_reader
from byline.pipeline.reading import PaperPdf, Printed
from byline.pipeline.warm import warm_up
from byline.sources import Edition, Harvest, is_local, join_printed, load_edition, refuse_nothing

T = TypeVar("T", Authorship, AffiliationMention)


@dataclass(slots=True)
class Rows:
    """The rows of the tables that this stage writes, as they grow."""

    papers: list[Paper] = field(default_factory=list)
    authorships: list[Authorship] = field(default_factory=list)
    mentions: list[AffiliationMention] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    pdf_paths: dict[str, Path] = field(default_factory=dict)

    def add(self, other: "Rows") -> None:
        """Add the rows of another edition."""
        self.papers += other.papers
        self.authorships += other.authorships
        self.mentions += other.mentions
        self.issues += other.issues
        self.pdf_paths |= other.pdf_paths


def read_papers(context: Context) -> Rows:
    """Return the rows of all editions of the study, every PDF read or listed among the issues."""
    harvests = [_harvest(context, edition) for edition in context.study.editions]
    refuse_nothing(harvests)
    results = _read_pdfs(context, harvests)
    rows = Rows()
    for harvest in harvests:
        rows.add(_edition_rows(harvest, results))
    return rows


def _harvest(context: Context, edition: Edition) -> Harvest:
    """Return what the edition's sources give: from disk alone, or fetched into the run's cache."""
    if is_local(edition):
        return load_edition(edition)
    from byline.sources import FetchOptions, fetch_edition

    options = replace(context.settings.fetching or FetchOptions(), is_offline=context.settings.is_offline)
    return fetch_edition(edition, context.workspace.cache / "sources", options, _Steps(context, edition))


class _Steps:
    """Progress of fetching one edition: a bar for its lists, and one for its PDFs, each with its own estimate."""

    def __init__(self, context: Context, edition: Edition) -> None:
        self.progress = context.progress
        self.titles = {"list": f"Lists of {edition.venue} {edition.year}", "pdf": "Fetching PDFs"}
        self.step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self.step:
            self.step = step
            self.progress.start("papers", self.titles[step])
        self.progress.advance(done, total)


def _read_pdfs(context: Context, harvests: Iterable[Harvest]) -> dict[Path, Printed | Failure]:
    papers = {pdf: PaperPdf(paper_id, pdf) for h in harvests for paper_id, pdf in h.pdf_paths.items()}
    if not papers:
        return {}
    warm_up(context.study.catalogue, context.progress.note)
    context.progress.start("papers", "Reading PDFs")
    # The largest first: a long paper left for the end would keep one worker busy while the others wait.
    jobs = [papers[pdf] for pdf in sorted(papers, key=lambda pdf: (-_size_of(pdf), pdf))]
    answers = context.watch(context.workers.map(paper_reader(context), jobs), len(jobs))
    return {paper.pdf: result for paper, result in answers}


def _size_of(pdf: Path) -> int:
    return pdf.stat().st_size if pdf.is_file() else 0


def _edition_rows(harvest: Harvest, results: Mapping[Path, Printed | Failure]) -> Rows:
    """Return the rows of one edition; a PDF that could not be read leaves its paper listed, with an issue."""
    blocks = {
        paper_id: result.title_block
        for paper_id, path in harvest.pdf_paths.items()
        if not isinstance(result := results[path], Failure)
    }
    if harvest.unjoined:
        harvest = join_printed(harvest, blocks)
    printed: dict[str, Printed] = {}
    failures: list[Issue] = []
    for paper_id, path in harvest.pdf_paths.items():
        result = results[path]
        if isinstance(result, Failure):
            failures.append(Issue("documents", paper_id, result.code, result.message))
        else:
            printed[paper_id] = result
    rows = assemble(harvest, printed)
    rows.issues += failures
    rows.pdf_paths = {paper_id: harvest.pdf_paths[paper_id] for paper_id in printed}
    return rows


def assemble(harvest: Harvest, printed: Mapping[str, Printed]) -> Rows:
    """Return the rows of an edition. `printed` maps paper ids to what was read of their PDFs.

    Where a paper has both a list and a readable byline, the printed authors are the authors, and the listed
    affiliations move to the printed author of that name; if too few names agree, the list is left out of
    that paper with an issue. Nothing is merged on a guess.
    """
    rows = Rows(issues=list(harvest.issues))
    listed_authors, listed_mentions = _by_paper(harvest.authorships), _by_paper(harvest.affiliation_mentions)
    for paper in harvest.papers:
        authors, mentions = listed_authors[paper.paper_id], listed_mentions[paper.paper_id]
        reading = printed.get(paper.paper_id)
        if reading is None:
            rows.papers.append(paper)
            rows.authorships += authors
            rows.mentions += mentions
        else:
            _add_read(rows, paper, reading, authors, mentions)
    return rows


def _add_read(
    rows: Rows,
    paper: Paper,
    reading: Printed,
    listed: Sequence[Authorship],
    mentions: Sequence[AffiliationMention],
) -> None:
    """Add a paper whose PDF was read, its list beside it."""
    block = reading.title_block
    rows.papers.append(
        replace(
            paper,
            title=paper.title or block.title,
            pdf_sha256=reading.sha256,
            page_count=reading.page_count,
        )
    )
    rows.issues += [Issue("documents", paper.paper_id, code, text) for code, text in reading.issues]
    if not block.authors:
        rows.authorships += listed
        rows.mentions += mentions
        return
    rows.authorships += printed_authorships(paper.paper_id, block.authors)
    rows.mentions += printed_mentions(paper.paper_id, block.authors)
    if listed:
        _add_listed(rows, paper.paper_id, listed, mentions, [a.name for a in block.authors])


def _add_listed(
    rows: Rows,
    paper_id: str,
    listed: Sequence[Authorship],
    mentions: Sequence[AffiliationMention],
    names: Sequence[str],
) -> None:
    """Add the venue's affiliations under the printed authors' positions."""
    places = align([row.author_name for row in listed], names)
    if places is None:
        message = "listed and printed authors disagree on most names; the list's affiliations are left out"
        rows.issues.append(Issue("sources", paper_id, "author_mismatch", message))
        return
    rows.mentions += [
        replace(m, author_position=places[m.author_position]) for m in mentions if m.author_position in places
    ]
    lost = sorted({row.author_name for row in listed if row.author_position not in places})
    if lost:
        message = f"listed but not found in the printed byline: {', '.join(lost)}"
        rows.issues.append(Issue("sources", paper_id, "author_not_printed", message))


def _by_paper(rows: Sequence[T]) -> Mapping[str, list[T]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        grouped[row.paper_id].append(row)
    return grouped
