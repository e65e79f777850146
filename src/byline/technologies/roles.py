"""The role each technology plays in a paper, with the reason in words and the mentions that show it."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from byline.model import Document, Role, TechnologyMention, TechnologyRole
from byline.technologies.catalogue import Catalogue, Entry
from byline.technologies.citations import citations_of
from byline.technologies.features import FEATURES, Features, Reading, ReadPaper, features_of, read
from byline.technologies.places import CAPTION, FOOTNOTE, TABLE
from byline.technologies.weights import Weights, kind_of, load_weights

# What is looked up, run on or measured with is a helper, however often it is named: the method does not stand on it.
HELPERS = frozenset({"framework", "hardware", "dataset", "benchmark"})
# Ways to train are told in one sentence, too ("we use the Adam optimizer"), but a paper may be about one of them.
METHOD = "method"
# One sentence or table of the experiments is enough to say that a helper is used: no labels, hence a plain rule.
HELPER_USED = Weights(-0.5, {"runs": 1.0, "own_use": 1.0, "tables": 1.0})
NEVER = Weights(-10.0, {})
# A citation behind the name: "[12]", "(Touvron et al., 2023)", "Touvron et al. [2023]".
CITATION = re.compile(
    r"[\w.\-]{0,12}\s{0,2}(?:\[\d[\d,\s–\-]*\]|[\[(][^\])]{0,60}\b(?:19|20)\d\d|[A-Z]\w+ et al\.?,? [\[(])"
)
THRESHOLD = 0.5
# A row of figures behind the name is a use by the labelling rules; what remains is a table of others' results.
ROW_SCORE = 0.8
# One sentence on the authors' own use ("we extract features by DINOv2") is a use by the same rules. All nine such on
# papers without labels were; the weights alone, fitted to models that papers name often, ask for two.
TOLD_SCORE = 0.7
EVIDENCE_COUNT = 12
# Words for the strongest features and no more: an explanation is read in a table.
REASON_COUNT = 3


def assign_roles(
    paper_id: str, document: Document, mentions: Sequence[TechnologyMention], catalogue: Catalogue
) -> list[TechnologyRole]:
    """Return the role of every technology that the mentions name, by technology id.

    `mentions` are those of this paper, as `Detector.detect` returns them. The score is the confidence in [0, 1].
    """
    paper = read(document, mentions, catalogue)
    cited_pages = _cited_pages(document, catalogue)
    return [_role_of(paper_id, key, paper, cited_pages.get(key)) for key in sorted(paper.readings)]


def _cited_pages(document: Document, catalogue: Catalogue) -> dict[str, list[int]]:
    """Return the pages that cite each technology's own paper; an empty list where only the reference list does."""
    pages: dict[str, set[int]] = {}
    for citation in citations_of(document, catalogue):
        found = {bisect_right(document.page_starts, start) for start, _ in citation.spans}
        pages.setdefault(citation.technology_id, set()).update(found)
    return {key: sorted(numbers) for key, numbers in pages.items()}


def _role_of(paper_id: str, key: str, paper: ReadPaper, cited_pages: Sequence[int] | None) -> TechnologyRole:
    found = paper.readings[key]
    role: Role
    if paper.is_named(key):
        citation = _citation_words(found, paper.document, cited_pages)
        role, score, reason = _role_in_body(paper.catalogue.entries[key], features_of(key, paper), citation)
    else:
        role, score, reason = _role_outside(found)
    evidence = sorted(found, key=lambda r: (-_strength(r, role), r.mention.char_start))[:EVIDENCE_COUNT]
    ids = tuple(r.mention.mention_id for r in evidence)
    return TechnologyRole(paper_id, key, role, round(score, 4), reason, ids)


def _citation_words(found: Sequence[Reading], document: Document, pages: Sequence[int] | None) -> str | None:
    """Return how the paper cites the technology, None where it does not."""
    if pages:
        return f"its paper is cited on p. {', '.join(map(str, pages))}"
    if pages is not None or any(r.section == "references" for r in found):
        return "its paper is in the reference list"
    is_cited = any(CITATION.match(document.text, r.mention.char_end) for r in found)
    return "named with a citation" if is_cited else None


def _role_outside(found: Sequence[Reading]) -> tuple[Role, float, str]:
    if any(r.section == "references" for r in found):
        return "cited", 0.95, "cited: named in the reference list only"
    return "mentioned", 0.9, "mentioned: named in the acknowledgements only"


def _role_in_body(entry: Entry, features: Features, citation: str | None) -> tuple[Role, float, str]:
    used, core = _weights_of(entry)
    is_used, is_core = used.probability(features.values), core.probability(features.values)
    if is_core > THRESHOLD and is_used > THRESHOLD:
        return "built_on", is_core, f"built on: {_reason(core.contributions(features.values), features)}"
    if is_used > THRESHOLD:
        reason = _reason(used.contributions(features.values), features)
        return "evaluated", min(is_used, 1 - is_core), f"evaluated: {reason}"
    if rows := features.counts["rows"]:
        return "evaluated", ROW_SCORE, f"evaluated: {FEATURES['rows'].format(count=rows)}"
    if (told := features.counts["told"]) and kind_of(entry) == "model":
        return "evaluated", TOLD_SCORE, f"evaluated: {FEATURES['told'].format(count=told)}"
    if citation:
        return "cited", 1 - is_used, f"cited: {citation}; too little says that the paper runs it"
    return "mentioned", 1 - is_used, "mentioned: named in passing; too little says that the paper runs it"


def _weights_of(entry: Entry) -> tuple[Weights, Weights]:
    if entry.family in HELPERS:
        return HELPER_USED, NEVER
    weights = load_weights()
    used = HELPER_USED if entry.family == METHOD else weights[kind_of(entry), "used"]
    return used, weights[kind_of(entry), "core"]


def _reason(contributions: Mapping[str, float], features: Features) -> str:
    strongest = sorted(contributions, key=lambda name: -contributions[name])[:REASON_COUNT]
    words = [
        FEATURES[name].format(count=features.counts.get(name, ""))
        for name in strongest
        if contributions[name] > 0
    ]
    return "; ".join(words) or "the whole of the mentions points to it"


def _strength(reading: Reading, role: Role) -> float:
    """Return how well a mention shows the role: a sentence on one's own use first, a table's row, a title, the rest."""
    cues = reading.cues
    if role in ("mentioned", "cited"):
        return 2.0 * reading.is_body + (reading.part not in (TABLE, FOOTNOTE)) + 0.5 * cues.is_talk
    strength = 3.0 * cues.is_use + 1.0 * (cues.is_run and not cues.is_talk) + 0.5 * reading.is_sized
    strength += 1.5 * reading.is_working + 0.5 * (reading.part in (TABLE, CAPTION)) - 2.0 * cues.is_talk
    return strength - 5.0 * (not reading.is_body) - 1.0 * (reading.part == FOOTNOTE)
