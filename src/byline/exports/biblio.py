"""The BIBLIO items, and which of them the methods section of a run can answer.

BIBLIO: Montazeri and others 2023, Preliminary guideline for reporting bibliometric reviews of the biomedical
literature, Systematic Reviews 12:239. Its 20 items: title 1 and 2, abstract 3, introduction 4 and 5, methods
6 to 12, results 13 to 16, discussion 17 to 20. Topics below are in our words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

CITATION = (
    "Montazeri A, Mohammadi S, Hesari PM, Ghaemi M, Riazi H, Sheikhi-Mobarakeh Z. Preliminary guideline for "
    "reporting bibliometric reviews of the biomedical literature (BIBLIO): a minimum requirements. "
    "Systematic Reviews 2023; 12: 239."
)
DOI = "https://doi.org/10.1186/s13643-023-02410-2"

TOPICS = {
    1: "kind of study, in the title",
    2: "subject and period, in the title",
    3: "structured abstract",
    4: "what is known already",
    5: "objective or question",
    6: "data sources",
    7: "search: terms, date, language, document type",
    8: "period, and why",
    9: "what is included and excluded",
    10: "data refinement: duplicates, what was left out",
    11: "quality assessment (optional)",
    12: "data synthesis: how the data were analysed",
    13: "descriptive findings, and the flow of papers",
    14: "maps and trends",
    15: "tables of results",
    16: "synthesis of the results",
    17: "main findings in plain words",
    18: "interpretation",
    19: "strengths and limitations",
    20: "conclusions",
}
# What a run has, but not in words.
ELSEWHERE = {
    14: "in the report and the networks (`byline export OUT --format graphml`)",
    15: "in the report and the tables (`byline export OUT --format csv`)",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a methods section: heading, the BIBLIO items that it answers, paragraphs."""

    heading: str
    items: tuple[int, ...]
    paragraphs: tuple[str, ...]


def checklist(parts: Iterable[Part]) -> list[tuple[int, str, str]]:
    """Return (item, topic, where it is answered) for every BIBLIO item; what people must write says so."""
    answered: dict[int, str] = {}
    for part in parts:
        for item in part.items:
            answered.setdefault(item, f"“{part.heading}”")
    return [
        (item, topic, answered.get(item) or ELSEWHERE.get(item, "yours to write"))
        for item, topic in TOPICS.items()
    ]
