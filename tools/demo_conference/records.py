"""The planted truth and the venue's lists: what a right reading of the invented papers gives."""

from typing import Any

from plan import Affiliation, PlannedPaper, PlannedTechnology
from printing import PrintedAuthor
from prose import TECHNOLOGIES

VENUE = "ImCoLS"
# What a decoy tests: trap label, technology, roles that are right.
DECOY_TRAPS = {
    "power_transformer": ("power-transformer", "transformer"),
    "llama_animal": ("llama-the-animal", "llama"),
    "llama_reference_only": ("llama-only-in-references", "llama"),
    "spatial_transformer": ("spatial-transformer-network", "transformer"),
    "transformers_library": ("transformers-the-library", "transformer"),
    "gpt_neox": ("gpt-neox-the-library", "gpt"),
    "chatgpt_proofreading": ("chatgpt-for-proofreading", "gpt"),
    "sam_optimiser": ("sam-the-optimiser", "sam"),
}


def truth_of(paper: PlannedPaper, title: str, authors: list[PrintedAuthor]) -> dict[str, Any]:
    """Return the truth about one paper: a row of `truth.jsonl`."""
    rows = [_author_truth(paper, author) for author in authors]
    for row, listed in zip(rows, _listed(paper), strict=True):
        place = listed and (listed.site or listed.home)
        row["listed_countries"] = [place] if place else []
    roles = {t.technology_id: t.role for t in paper.technologies}
    return {
        "paper_id": f"{VENUE.lower()}-{paper.year}/{paper.number}",
        "file": paper.file,
        "kind": "paper",
        "year": paper.year,
        "layout": paper.layout,
        "title": title,
        "authors": rows,
        "countries": sorted({country for row in rows for country in row["countries"]}),
        "technologies": {t: roles.get(t, "none") for t in TECHNOLOGIES},
        "traps": [*_byline_traps(paper, authors, rows), *_technology_traps(paper)],
    }


def _author_truth(paper: PlannedPaper, author: PrintedAuthor) -> dict[str, Any]:
    if paper.layout == "email":
        printed = [_affiliation_truth(a, author.domain, "email") for a, _ in author.affiliations]
    else:
        printed = [_affiliation_truth(a, text.replace(" | ", ", "), "pdf") for a, text in author.affiliations]
    return {
        "name": author.name,
        "affiliations": printed,
        "countries": sorted({c for a in printed if (c := a["site_country"] or a["home_country"])}),
        "notes": [text for _, text in author.notes],
    }


def _affiliation_truth(affiliation: Affiliation, text: str, witness: str) -> dict[str, Any]:
    return {
        "text": text,
        "witness": witness,
        "institution": affiliation.institution,
        "site_country": affiliation.site,
        "home_country": affiliation.home,
    }


def _byline_traps(
    paper: PlannedPaper, authors: list[PrintedAuthor], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return one trap for each affiliation and note that tests something, the author by position from 1."""
    traps = []
    for position, (author, row) in enumerate(zip(authors, rows, strict=True), start=1):
        labels = {a.trap for a, _ in author.affiliations if a.trap}
        labels |= {"work-done-while-at"} if any(n.startswith("wwdw") for n in author.plan.notes) else set()
        labels |= {label for label, _, at in (t.partition(":") for t in paper.traps) if int(at) == position}
        traps += [
            {"trap": label, "kind": "country", "author": position, "expected": row["countries"]}
            for label in sorted(labels)
        ]
        if "equal" in author.plan.notes:
            texts = [affiliation["text"] for affiliation in row["affiliations"]]
            trap = {"trap": "equal-contribution-mark", "kind": "affiliations", "author": position}
            traps.append(trap | {"expected": texts})
    return traps


def _technology_traps(paper: PlannedPaper) -> list[dict[str, Any]]:
    roles = {t.technology_id: t.role for t in paper.technologies}
    traps = []
    for decoy in paper.decoys:
        label, technology = DECOY_TRAPS[decoy]
        if decoy == "power_transformer" and "transformer" in roles:
            label = "power-transformer-beside-the-architecture"
        traps.append(_role_trap(label, technology, roles.get(technology, "none")))
    renamed = [t for t in paper.technologies if t.printed_as]
    return traps + [_role_trap(_renamed_label(t), t.technology_id, t.role) for t in renamed]


def _renamed_label(technology: PlannedTechnology) -> str:
    return f"{(technology.printed_as or '').lower().replace(' ', '-')}-is-a-{technology.technology_id}"


def _role_trap(label: str, technology: str, role: str) -> dict[str, Any]:
    # These traps test whether a paper runs it at all; how much rests on it is counted over all papers.
    expected = ["evaluated", "built_on"] if role in ("evaluated", "built_on") else [role]
    return {"trap": label, "kind": "role", "technology": technology, "expected": expected}


def listing_of(paper: PlannedPaper, title: str, authors: list[PrintedAuthor]) -> dict[str, Any]:
    """Return the paper as the venue's list has it: names with profile affiliations, some moved on, some empty."""
    return {
        "title": title,
        "authors": [
            {"name": author.name, "affiliation": listed.profile if listed else ""}
            for author, listed in zip(authors, _listed(paper), strict=True)
        ],
    }


def _listed(paper: PlannedPaper) -> list[Affiliation | None]:
    return [
        paper.moved.get(position, author.affiliations[0])
        for position, author in enumerate(paper.authors, start=1)
    ]
