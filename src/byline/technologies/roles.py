"""The role each technology plays in a paper, with the reason in words and the mentions that show it."""

import re
from collections.abc import Mapping, Sequence

from byline.model import Document, Role, TechnologyMention, TechnologyRole
from byline.technologies.catalogue import Catalogue, Entry
from byline.technologies.features import FEATURES, Features, Reading, features_of, read
from byline.technologies.places import CAPTION, FOOTNOTE, TABLE
from byline.technologies.weights import Weights, kind_of, load_weights

# What is looked up, run on or measured with is a helper, however often it is named: the method does not stand on it.
HELPERS = frozenset({"framework", "hardware", "dataset", "benchmark"})
# One sentence or table of the experiments is enough to say that a helper is used: no labels, hence a plain rule.
HELPER_USED = Weights(-0.5, {"runs": 1.0, "own_use": 1.0, "tables": 1.0})
NEVER = Weights(-10.0, {})
# A citation behind the name: "[12]", "(Touvron et al., 2023)", "Touvron et al. [2023]".
CITATION = re.compile(
    r"[\w.\-]{0,12}\s{0,2}(?:\[\d[\d,\s–\-]*\]|[\[(][^\])]{0,60}\b(?:19|20)\d\d|[A-Z]\w+ et al\.?,? [\[(])"
)
CITATION_CHARS = 100
THRESHOLD = 0.5
EVIDENCE_COUNT = 12
# Words for the strongest features and no more: an explanation is read in a table.
REASON_COUNT = 3


def assign_roles(
    paper_id: str, document: Document, mentions: Sequence[TechnologyMention], catalogue: Catalogue
) -> list[TechnologyRole]:
    """Return the role of every technology that the mentions name, by technology id.

    `mentions` are those of this paper, as `Detector.detect` returns them. The score is the confidence in [0, 1].
    """
    readings = read(document, mentions)
    return [
        _role_of(paper_id, catalogue.entries[key], readings, (catalogue, document))
        for key in sorted(readings)
    ]


def _role_of(
    paper_id: str,
    entry: Entry,
    readings: Mapping[str, Sequence[Reading]],
    setting: tuple[Catalogue, Document],
) -> TechnologyRole:
    catalogue, document = setting
    found = readings[entry.technology_id]
    if not any(r.is_body for r in found):
        role, score, reason = _role_outside(found)
    else:
        features = features_of(entry.technology_id, readings, catalogue, document)
        role, score, reason = _role_in_body(entry, features, any(_is_cited(r, document.text) for r in found))
    evidence = sorted(found, key=lambda r: (-_strength(r, role), r.mention.char_start))[:EVIDENCE_COUNT]
    ids = tuple(r.mention.mention_id for r in evidence)
    return TechnologyRole(paper_id, entry.technology_id, role, round(score, 4), reason, ids)


def _role_outside(found: Sequence[Reading]) -> tuple[Role, float, str]:
    if any(r.section == "references" for r in found):
        return "cited", 0.95, "cited: named in the reference list only"
    return "mentioned", 0.9, "mentioned: named in the acknowledgements only"


def _role_in_body(entry: Entry, features: Features, is_cited: bool) -> tuple[Role, float, str]:
    used, core = _weights_of(entry)
    is_used, is_core = used.probability(features.values), core.probability(features.values)
    if is_core > THRESHOLD:
        return "built_on", is_core, f"built on: {_reason(core.contributions(features.values), features)}"
    if is_used > THRESHOLD:
        reason = _reason(used.contributions(features.values), features)
        return "evaluated", min(is_used, 1 - is_core), f"evaluated: {reason}"
    if is_cited:
        return (
            "cited",
            1 - is_used,
            "cited: named with its reference, but no sentence says that the paper runs it",
        )
    return "mentioned", 1 - is_used, "mentioned: named in passing; no sentence says that the paper runs it"


def _weights_of(entry: Entry) -> tuple[Weights, Weights]:
    if entry.family in HELPERS:
        return HELPER_USED, NEVER
    weights = load_weights()
    return weights[kind_of(entry), "used"], weights[kind_of(entry), "core"]


def _reason(contributions: Mapping[str, float], features: Features) -> str:
    strongest = sorted(contributions, key=lambda name: -contributions[name])[:REASON_COUNT]
    words = [
        FEATURES[name].format(count=features.counts.get(name, ""))
        for name in strongest
        if contributions[name] > 0
    ]
    return "; ".join(words) or "the whole of the mentions points to it"


def _is_cited(reading: Reading, text: str) -> bool:
    """Return True where the mention stands in the reference list or has a citation behind it."""
    end = reading.mention.char_end
    return reading.section == "references" or CITATION.match(text, end, end + CITATION_CHARS) is not None


def _strength(reading: Reading, role: Role) -> float:
    """Return how well a mention shows the role: a sentence on one's own use first, a table's row, a title, the rest."""
    cues = reading.cues
    if role in ("mentioned", "cited"):
        return 2.0 * reading.is_body + (reading.part not in (TABLE, FOOTNOTE)) + 0.5 * cues.is_talk
    strength = 3.0 * cues.is_use + 1.0 * (cues.is_run and not cues.is_talk) + 0.5 * reading.is_sized
    strength += 1.5 * reading.is_working + 0.5 * (reading.part in (TABLE, CAPTION)) - 2.0 * cues.is_talk
    return strength - 5.0 * (not reading.is_body) - 1.0 * (reading.part == FOOTNOTE)
