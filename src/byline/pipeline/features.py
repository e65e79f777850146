"""The technologies stage: every document searched, every role decided, in the worker processes."""

from dataclasses import dataclass, field
from pathlib import Path

from byline.documents.pool import Failure
from byline.model import Issue, Technology, TechnologyMention, TechnologyRole
from byline.pipeline.context import Context
from byline.pipeline.pool import paper_reader
from byline.pipeline.reading import Featured, PaperPdf, load_catalogue


@dataclass(slots=True)
class Found:
    """The rows of the tables that this stage writes."""

    technologies: list[Technology] = field(default_factory=list)
    mentions: list[TechnologyMention] = field(default_factory=list)
    roles: list[TechnologyRole] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def find_technologies(context: Context) -> Found:
    """Return the technologies of every paper whose PDF was read, in the order of paper ids."""
    found = Found(technologies=list(load_catalogue(context.study.catalogue).technologies()))
    results = _results(context)
    for paper_id in sorted(results):
        result = results[paper_id]
        if isinstance(result, Failure):
            found.issues.append(Issue("technologies", paper_id, result.code, result.message))
        else:
            found.mentions += result.mentions
            found.roles += result.roles
    return found


def _results(context: Context) -> dict[str, Featured | Failure]:
    """Return what was found while the papers were read, and search the others now."""
    pdfs: dict[str, str] = context.workspace.load("pdfs", dict[str, str]) or {}
    if not pdfs:
        return {}
    technologies = paper_reader(context).technologies
    digests = {row["paper_id"]: row["pdf_sha256"] for row in context.workspace.load_table("papers")}
    results: dict[str, Featured | Failure] = {}
    for paper_id in pdfs:
        if (found := technologies.load(paper_id, digests[paper_id])) is not None:
            results[paper_id] = found
    papers = [PaperPdf(paper_id, Path(pdf)) for paper_id, pdf in pdfs.items() if paper_id not in results]
    answers = context.watch(context.workers.map(technologies, papers), len(papers)) if papers else ()
    return results | {paper.paper_id: result for paper, result in answers}
