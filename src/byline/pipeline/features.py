"""The technologies stage: every document searched, every role decided, in the worker processes."""

from dataclasses import dataclass, field
from pathlib import Path

from byline.documents.pool import Failure
from byline.model import Issue, Technology, TechnologyMention, TechnologyRole
from byline.pipeline.context import Context
from byline.pipeline.pool import document_reader
from byline.pipeline.reading import Featured, PaperPdf, TechnologyReader
from byline.technologies import Catalogue


@dataclass(slots=True)
class Found:
    """The rows of the tables that this stage writes."""

    technologies: list[Technology] = field(default_factory=list)
    mentions: list[TechnologyMention] = field(default_factory=list)
    roles: list[TechnologyRole] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def find_technologies(context: Context) -> Found:
    """Return the technologies of every paper whose PDF was read, in the order of paper ids."""
    pdfs: dict[str, str] = context.workspace.load("pdfs", dict[str, str]) or {}
    found = Found(technologies=list(Catalogue.load(context.study.catalogue).technologies()))
    results = _detect(context, {paper_id: Path(path) for paper_id, path in pdfs.items()})
    for paper_id in sorted(pdfs):
        result = results[paper_id]
        if isinstance(result, Failure):
            found.issues.append(Issue("technologies", paper_id, result.code, result.message))
        else:
            found.mentions += result.mentions
            found.roles += result.roles
    return found


def _detect(context: Context, pdfs: dict[str, Path]) -> dict[str, Featured | Failure]:
    if not pdfs:
        return {}
    work = TechnologyReader(document_reader(context), context.study.catalogue)
    papers = [PaperPdf(paper_id, path) for paper_id, path in pdfs.items()]
    answers = context.watch(context.workers.map(work, papers), len(papers))
    return {paper.paper_id: result for paper, result in answers}
