"""What may be passed on, part by part: a run mixes facts, quotations and data of several owners."""

from byline.exports.run import FinishedRun
from byline.sources.registry import SOURCES


def rights_text(run: FinishedRun) -> list[str]:
    """Return paragraphs on who holds which rights in an export; no legal advice, and no licence is granted."""
    terms = "; ".join(f"{SOURCES[name].title}: {SOURCES[name].terms}" for name in source_names(run))
    return [
        "Numbers and counts: Byline claims no rights in what it counts; the licence is for whoever made the run "
        "to choose.",
        f"Titles, author names and affiliations come from the study's sources, on their terms ({terms}).",
        "The column `quote` of technology_mentions, and `affiliation_text`, hold words of the papers themselves, "
        "quoted as evidence; their authors or publishers keep the copyright. Leave the column out where "
        "quotation is not covered.",
        "Institution ids and names: ROR (CC0) and the institutions curated with Byline (Apache-2.0). "
        "Country names: CLDR.",
        "Author names are personal data in many countries. Nothing here is said of a person's nationality or "
        "ethnicity: a country is where an institution is.",
    ]


def source_names(run: FinishedRun) -> list[str]:
    """Return the names of the sources that the study uses, each once, in its order."""
    choices = [choice.name for edition in run.study.editions for choice in edition.sources]
    return list(dict.fromkeys(choices))


def sources_of(run: FinishedRun) -> list[tuple[str, str]]:
    """Return (what, where) of each source choice of the study: its file without this machine's folders, or address."""
    found = []
    for edition in run.study.editions:
        for choice in edition.sources:
            source = SOURCES[choice.name]
            where = run.without_folders(str(choice.options.get("path", source.address)))
            found.append((f"{source.title}, {edition.venue} {edition.year}", where))
    return list(dict.fromkeys(found))
