"""What was left out and why, and how the numbers were made."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from byline.measures import called
from byline.views.numbers import Numbers
from byline.views.papers import PaperCard
from byline.views.parts import Column, Section, Table
from byline.views.wording import amount, rule_sentences

MOST_LISTED = 200


def left_out(issues: Sequence[dict[str, Any]], unresolved: Sequence[tuple[str, int]]) -> Section:
    """Return every kind of issue with its count, the strings that were not resolved, most frequent first."""
    kinds = Counter((issue["room"], issue["code"]) for issue in issues)
    tables: list[Table] = []
    if unresolved:
        strings = (Column("affiliation as written"), Column("author slots", True))
        rows = [(text or "(nothing)", amount(count)) for text, count in unresolved[:MOST_LISTED]]
        tables.append(Table("Not resolved, most frequent first", strings, rows, is_folded=len(rows) > 12))
    if issues:
        columns = (Column("room"), Column("kind"), Column("times", True))
        tables.append(
            Table("Kinds of issues", columns, [(r, c, amount(n)) for (r, c), n in kinds.most_common()])
        )
        listing = (Column("where"), Column("kind"), Column("what happened"))
        listed = [(i["subject"], i["code"], i["message"]) for i in issues[:MOST_LISTED]]
        tables.append(
            Table(f"The first {len(listed)} issues", listing, listed, is_folded=True, has_sentences=True)
        )
    return Section(
        "left-out",
        "What was left out, and why",
        paragraphs=[
            "Nothing is dropped: a paper without a readable byline stays in the denominator, and an affiliation "
            "that cannot be placed is counted as unresolved and moves the bounds."
        ],
        tables=tables,
        notes=["The table `issues` of the run has all of them."],
    )


def method(numbers: Numbers, runs: Sequence[dict[str, Any]], cards: Iterable[PaperCard] = ()) -> Section:
    """Return a paragraph to quote, the counting rules, and the run that made the numbers."""
    rows = [(called(rule), called(choice), words) for rule, choice, words in rule_sentences(numbers.rules)]
    notes = [
        f"Run {run['run_id']} of the study {run['study']} with Byline {run['byline_version']}; {run['registry']}."
        for run in runs
    ]
    columns = (Column("rule"), Column("choice"), Column("what it means"))
    return Section(
        "method",
        "How this was counted",
        paragraphs=[
            *_methods(list(cards)),
            "Institutions are placed where they are, never people: nothing here says anything about the "
            "nationality or ethnicity of an author, and a name never decides a country.",
        ],
        tables=[Table("Counting rules", columns, rows, has_sentences=True)],
        notes=notes,
    )


def _methods(cards: Sequence[PaperCard]) -> list[str]:
    """Return what was read and resolved, with its numbers, as a methods section says it."""
    if not cards:
        return []
    editions = sorted({f"{card.venue} {card.year}" for card in cards})
    evidence = [e for card in cards for author in card.authors for e in author.evidence]
    heard = Counter(e.witness for e in evidence)
    placed = sum(e.country is not None for e in evidence)
    decided = sum(e.decided_by != "rules" for e in evidence)
    said = [f"{amount(heard[kind])} {words}" for kind, words in _WITNESSES.items() if heard[kind]]
    by_people = f" {amount(decided)} were decided by a person, with a reason." if decided else ""
    return [
        f"We took {amount(len(cards))} papers of {', '.join(editions)}, of which {_read(cards)}. They give "
        f"{', '.join(said) or 'no affiliations'}. Each was matched to an institution and its country by its words, "
        f"its place and its e-mail domain; {amount(placed)} of {amount(len(evidence))} could be placed, and the "
        f"rest is counted as unresolved.{by_people} A number counts the papers that its rules below let count, "
        "and links to them."
    ]


_WITNESSES = {
    "pdf": "affiliations as printed",
    "metadata": "as the venue lists them",
    "email": "e-mail domains",
}


def _read(cards: Sequence[PaperCard]) -> str:
    read = sum(card.page_count is not None for card in cards)
    return f"{amount(read)} were read from their PDFs" if read else "none was read from its PDF"
