"""Published figures measured again, and what chance alone would give."""

import json
from collections.abc import Sequence

from byline.measures import Chance, Check
from byline.views.parts import Column, Figure, Section, Table
from byline.views.wording import amount, amount_cell, places


def claims(checks: Sequence[Check]) -> Section | None:
    """Return the published figures that this run can measure, each with its verdict; None where it can none."""
    measured = [check for check in checks if check.measured]
    if not measured:
        return None
    rows = [
        (
            check.claim.statement,
            amount_cell(check.claim.figure),
            amount_cell(check.measured.numerator if check.measured else 0),
            f"{amount(check.range[0])} to {amount(check.range[1])}" if check.range else "–",
            check.verdict,
            check.explanation,
            check.claim.source,
        )
        for check in measured
    ]
    columns = (
        Column("claim"),
        Column("published", True),
        Column("measured", True),
        Column("under all rules", True),
        Column("verdict"),
        Column("why they differ"),
        Column("source"),
    )
    return Section(
        "claims",
        "Published figures, measured again",
        tables=[Table("Claims about these editions", columns, rows, has_sentences=True)],
        notes=[f"{len(checks) - len(measured)} more claims are about editions that this run does not hold."],
    )


def against_chance(chances: Sequence[Chance]) -> Section | None:
    """Return the joint papers of each edition beside those that chance alone would give."""
    if not chances:
        return None
    rows = []
    for chance in chances:
        keys = json.loads(chance.keys)
        ratio = "–" if chance.ratio is None else Figure(f"{chance.ratio:.2f}", value=round(chance.ratio, 4))
        rows.append(
            (
                f"{keys['venue']} {keys['year']}",
                places(keys["countries"]),
                amount_cell(chance.observed),
                Figure(amount(round(chance.expected, 1)), value=round(chance.expected, 2)),
                f"{amount(round(chance.low))} to {amount(round(chance.high))}",
                ratio,
            )
        )
    columns = (
        Column("edition"),
        Column("countries"),
        Column("joint papers", True),
        Column("by chance", True),
        Column("95% of draws", True),
        Column("times", True),
    )
    return Section(
        "chance",
        "Against chance",
        paragraphs=[
            f"What if authors met by chance? In {amount(chances[0].draws)} draws every paper keeps its number of "
            "authors and every edition its authors' countries, and who signs with whom is shuffled."
        ],
        tables=[Table("Joint papers, and what chance gives", columns, rows)],
    )
