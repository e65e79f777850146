"""A second opinion on the unsure roles of a run: its cost is put to the user first, then every paper is asked about."""

import ipaddress
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from byline.documents.pool import Failure
from byline.model import Document, Issue, TechnologyMention, TechnologyRole
from byline.pipeline.pool import paper_reader
from byline.study import AdjudicatorChoice, StudyError
from byline.technologies import Catalogue
from byline.technologies.adjudicate import Adjudicator, Cost, Endpoint
from byline.technologies.questions import Question, questions_of

if TYPE_CHECKING:
    from byline.pipeline.context import Context
    from byline.pipeline.features import Found

# So many papers in a row without one answer: the endpoint is gone, and asking on would only wait for each time limit.
MOST_SILENT_PAPERS = 3
CODE = "adjudicator"


@dataclass(frozen=True, slots=True)
class Judge:
    """The endpoint that a user named for this run, and how to ask the user whether the cost is wanted."""

    endpoint: Endpoint
    approve: Callable[[Cost], bool]

    def __str__(self) -> str:
        """Return what a role judged by it depends on: never the key."""
        return f"{self.endpoint.model} at {self.endpoint.url}"


@dataclass(slots=True)
class _Paper:
    paper_id: str
    roles: list[TechnologyRole] = field(default_factory=list)
    mentions: list[TechnologyMention] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def endpoint_of(choice: AdjudicatorChoice) -> Endpoint:
    """Return the endpoint of a study's [adjudicator], with the key that the environment holds, if any.

    StudyError where a key would leave this machine in plain text.
    """
    key = os.environ.get(choice.key_variable) or None
    if key and not _is_private(choice.url):
        raise StudyError(
            f"adjudicator.url {choice.url} would send the key in {choice.key_variable} unencrypted; "
            "use https, or unset the variable"
        )
    return Endpoint(
        choice.url, choice.model, key, choice.input_price, choice.output_price, choice.timeout_seconds
    )


def _is_private(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    return parts.scheme == "https" or is_here


def judge_roles(context: "Context", judge: Judge, found: "Found") -> bool:
    """Put the judge's roles in place of the unsure ones of `found`; return whether all questions are answered.

    What is declined, unanswered or badly answered stays as the rules gave it, with an issue; a later run asks again.
    """
    catalogue = Catalogue.load(context.study.catalogue)
    adjudicator = Adjudicator(judge.endpoint, context.workspace.cache / "answers")
    papers = _unsure(found, context.study.technologies, catalogue)
    if not papers:
        return True
    if not judge.approve(adjudicator.estimate([q for paper in papers for q in paper.questions])):
        message = "no unsure role was judged, since the cost was not agreed to; the rules' roles stay"
        found.issues.append(Issue("technologies", context.study.name, CODE, message))
        return False
    judged, issues = _judged(context, adjudicator, papers, catalogue)
    found.roles[:] = [judged.get((role.paper_id, role.technology_id), role) for role in found.roles]
    found.issues += issues
    return not issues


def _unsure(found: "Found", wanted: tuple[str, ...], catalogue: Catalogue) -> list[_Paper]:
    """Return the papers with questions, each with its wanted roles (all, where none are named) and its mentions."""
    papers: dict[str, _Paper] = {}
    for role in found.roles:
        if not wanted or role.technology_id in wanted:
            papers.setdefault(role.paper_id, _Paper(role.paper_id)).roles.append(role)
    mentions: dict[str, list[TechnologyMention]] = defaultdict(list)
    for mention in found.mentions:
        mentions[mention.paper_id].append(mention)
    for paper in papers.values():
        paper.mentions = mentions[paper.paper_id]
        paper.questions = questions_of(paper.roles, paper.mentions, catalogue)
    return [paper for paper in papers.values() if paper.questions]


def _judged(
    context: "Context", adjudicator: Adjudicator, papers: list[_Paper], catalogue: Catalogue
) -> tuple[dict[tuple[str, str], TechnologyRole], list[Issue]]:
    judged: dict[tuple[str, str], TechnologyRole] = {}
    issues: list[Issue] = []
    silent = 0
    for done, (paper, document) in enumerate(_with_documents(context, papers), start=1):
        if silent == MOST_SILENT_PAPERS:
            message = f"{silent} papers in a row had no answer; the other {len(papers) - done + 1} were not asked about"
            issues.append(Issue("technologies", context.study.name, CODE, message))
            break
        if isinstance(document, Failure):
            issues.append(Issue("technologies", paper.paper_id, CODE, f"not judged: {document.message}"))
            continue
        result = adjudicator.adjudicate(paper.roles, document, paper.mentions, catalogue)
        issues += [Issue("technologies", paper.paper_id, code, message) for code, message in result.issues]
        judged |= {(role.paper_id, role.technology_id): role for role in result.roles}
        silent = silent + 1 if len(result.issues) == len(paper.questions) else 0
        context.progress.advance(done, len(papers))
    return judged, issues


def _with_documents(context: "Context", papers: list[_Paper]) -> Iterator[tuple[_Paper, Document | Failure]]:
    """Yield each paper with its document, read in a worker: a PDF is never opened in this process."""
    pdfs: dict[str, str] = context.workspace.load("pdfs", dict[str, str]) or {}
    by_pdf = {Path(pdfs[paper.paper_id]): paper for paper in papers}
    for pdf, document in context.workers.map(paper_reader(context).documents.document, by_pdf):
        yield by_pdf[pdf], document
