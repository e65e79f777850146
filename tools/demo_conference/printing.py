"""The title block of an invented paper as each layout prints it: marks, notes, e-mails, groups."""

import random
from dataclasses import dataclass
from typing import Any

from people import deal_names, local_part
from plan import LAYOUTS_WITH_EMAILS, Affiliation, PlannedAuthor, PlannedPaper

CORRESPONDING = ("Corresponding author.", "Correspondence to this author.", "Corresponding author")
EQUAL = (
    "Equal contribution.",
    "These authors contributed equally.",
    "Equal contribution, order by coin toss.",
)
WHILE_AT = (
    "Work done while at {}.",
    "Work done during an internship at {}.",
    "This work was done while the author was an intern at {}.",
)


@dataclass(frozen=True, slots=True)
class PrintedAuthor:
    """An author with everything printed for him or her."""

    plan: PlannedAuthor
    name: str
    email: str
    affiliations: tuple[tuple[Affiliation, str], ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def domain(self) -> str:
        """The domain of the e-mail."""
        return self.email.partition("@")[2]


def deal_authors(paper: PlannedPaper) -> list[PrintedAuthor]:
    """Return the paper's authors with names, wordings, e-mails and notes dealt from the paper's own generator."""
    rng = random.Random(f"imcols byline {paper.file}")
    names = deal_names(rng, len(paper.authors))
    # One wording an affiliation and paper: co-authors of one group print the same line.
    texts: dict[str, str] = {}
    for author in paper.authors:
        for affiliation in author.affiliations:
            texts.setdefault(affiliation.key, rng.choice(affiliation.texts))
    wordings = {"equal": rng.choice(EQUAL), "corr": rng.choice(CORRESPONDING), "wwdw": rng.choice(WHILE_AT)}
    return [
        PrintedAuthor(
            plan=author,
            name=name,
            email=f"{local_part(name)}@{author.affiliations[0].domain}",
            affiliations=tuple((a, texts[a.key]) for a in author.affiliations),
            notes=tuple(_note(note, wordings, paper.layout) for note in author.notes),
        )
        for author, name in zip(paper.authors, names, strict=True)
    ]


def _note(note: str, wordings: dict[str, str], layout: str) -> tuple[str, str]:
    """Return the mark of a note and its text."""
    kind, _, place = note.partition(":")
    if kind == "wwdw":
        return "‡", wordings["wwdw"].format(WORK_PLACES[place])
    return ("*", wordings["equal"]) if kind == "equal" else ("†", wordings["corr"])


# Where a note says the work was done; it is no affiliation.
WORK_PLACES = {"msra": "Microsoft Research Asia", "google_mv": "Google Research"}


def title_block(paper: PlannedPaper, authors: list[PrintedAuthor]) -> dict[str, Any]:
    """Return what the layouts print: authors with marks, numbered affiliations, notes, groups, e-mails."""
    numbers: dict[str, str] = {}
    for author in authors:
        for _, text in author.affiliations:
            numbers.setdefault(text, str(len(numbers) + 1))
    is_marked = {"†"} if paper.layout == "icml" else set()
    rows = [_author_row(author, numbers, is_marked) for author in authors]
    notes = dict(note for author in authors for note in author.notes if note[0] not in is_marked)
    has_emails = paper.layout in LAYOUTS_WITH_EMAILS
    corresponding = [a for a in authors if "corr" in a.plan.notes] or authors[:1]
    return {
        "authors": rows,
        "affiliations": [{"mark": mark, "text": text} for text, mark in numbers.items()],
        "notes": [{"mark": mark, "text": text} for mark, text in sorted(notes.items())],
        "emails": [author.email for author in authors] if has_emails else [],
        "correspondence": [{"name": a.name, "email": a.email} for a in corresponding],
        "braced_emails": _braced(authors),
        "groups": _groups(paper, authors, rows),
        "shows_affiliations": paper.layout == "jmlr",
    }


def _author_row(author: PrintedAuthor, numbers: dict[str, str], hidden: set[str]) -> dict[str, Any]:
    symbols = [mark for mark, _ in author.notes if mark not in hidden]
    own = [numbers[text] for _, text in author.affiliations]
    return {
        "name": author.name,
        "email": author.email,
        "affiliations": [text for _, text in author.affiliations],
        "symbols": symbols,
        "marks": [*own, *symbols],
    }


def _braced(authors: list[PrintedAuthor]) -> list[str]:
    """Return the e-mails by domain, as `{a,b}@x.edu` where several share one."""
    by_domain: dict[str, list[str]] = {}
    for author in authors:
        by_domain.setdefault(author.domain, []).append(author.email.partition("@")[0])
    return [
        f"{{{','.join(locals_)}}}@{domain}" if len(locals_) > 1 else f"{locals_[0]}@{domain}"
        for domain, locals_ in by_domain.items()
    ]


def _groups(
    paper: PlannedPaper, authors: list[PrintedAuthor], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return neighbours with the same affiliations as one group: a block they share, or an address below them."""
    groups: list[dict[str, Any]] = []
    for author, row in zip(authors, rows, strict=True):
        # In the ACL layout every second paper prints a block for each author.
        is_alone = paper.layout == "acl" and int(paper.number) % 2 == 0
        if groups and groups[-1]["affiliations"] == row["affiliations"] and not is_alone:
            groups[-1]["names"].append(row)
            groups[-1]["authors"].append(author)
        else:
            groups.append({"affiliations": row["affiliations"], "names": [row], "authors": [author]})
    for group in groups:
        group["email"] = ", ".join(_braced(group.pop("authors")))
    return groups
