"""What the mentions of a technology show about its role, as a few figures that can be put into words."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import log1p

from ahocorasick_rs import AhoCorasick, MatchKind

from byline.model import Document, TechnologyMention
from byline.technologies.catalogue import Catalogue, Entry
from byline.technologies.cues import SILENT, Cues, cues_of
from byline.technologies.names import fold, spellings
from byline.technologies.places import CAPTION, TABLE, parse_label

FRONT = frozenset({"title", "abstract"})
# Sections that speak of others, of reasons and of plans; a name there alone shows no use.
TALK = frozenset({"introduction", "related_work", "background", "discussion", "conclusion"})
# Where a paper says what it is about. A baseline of the experiments alone is not named there.
MOTIVE = frozenset({"title", "abstract", "introduction", "background", "method"})
OUTSIDE = frozenset({"references", "acknowledgements"})
# "8B", "1.1b", "/16", "-Large": a model of a given size is a model that is run.
SIZE = re.compile(
    r"\d[BM]\b|/\d\d\b|-[BLSH]\b|-(?:base|large|small|tiny|medium|mini|nano|turbo)\b", re.IGNORECASE
)

# What follows a name that begins a row of results: a version, a mark, a citation or a size at most, then two figures
# with decimals on one line ("LLaMA-13B [7] 35.7 5.6"). Figures below one another are a drawing's axis; whole numbers
# count examples, layers or pages. By the labelling rules a row of the paper's own results is a use.
_CITED = r"(?:\s*(?:[\[(]\d{1,3}[\])]|[\[(][^\])\n]{0,60}\b(?:19|20)\d\d[a-z]?[\])]))?"
_FIGURE = r"[±(]?\d+\.\d+[)%]?(?:\s?±\s?\d+\.\d+)?"
ROW = re.compile(
    rf"[\w.+\-]{{0,12}}[†‡*§]{{0,2}}{_CITED}(?:\s+\d+(?:\.\d+)?[BM]\b)?[†‡*§]?\s+{_FIGURE}[ \t]+{_FIGURE}"
)

# Four pages of a workshop paper: in a shorter text one mention is not yet "often".
SHORTEST_PAPER = 12_000

# The features in words; {count} stands for how many mentions show it.
FEATURES: Mapping[str, str] = {
    "runs": "sentences of the method or experiments that say it is run: {count}",
    "own_use": "sentences that say the authors use it: {count}",
    "tables": "mentions in tables and captions: {count}",
    "rows": "rows of the paper's own results: {count}",
    "told": "sentences of the method or experiments that say the authors use it: {count}",
    "sized": "mentions of a model with its size: {count}",
    "front": "named in the title or abstract",
    "plain": "mentions that are neither examples nor general talk: {count}",
    "talk_share": "mostly named in background sections or as an example",
    "dominance": "among the most named of its kind in the experiments",
    "rate": "named often for the length of the paper",
    "parts": "the text concerns its parts",
    "parts_front": "the title or abstract concerns its parts",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention as read: its place, and what its sentence says."""

    mention: TechnologyMention
    section: str
    part: str
    cues: Cues
    is_sized: bool
    is_row: bool = False

    @property
    def is_body(self) -> bool:
        """True outside the reference list and the acknowledgements."""
        return self.section not in OUTSIDE

    @property
    def is_working(self) -> bool:
        """True where the paper tells its own work: method, experiments, results, appendix, and captions anywhere."""
        return self.is_body and (self.part == CAPTION or self.section not in FRONT | TALK)

    @property
    def is_at_work(self) -> bool:
        """True where the paper tells its own work and the name is no example."""
        return self.is_working and not self.cues.is_talk


@dataclass(frozen=True, slots=True)
class Features:
    """The figures of one technology in one paper, and how many mentions stand behind each."""

    values: Mapping[str, float]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class ReadPaper:
    """A paper whose mentions were read, with what its technologies are compared by."""

    document: Document
    catalogue: Catalogue
    readings: Mapping[str, Sequence[Reading]]

    @cached_property
    def at_work(self) -> Mapping[str, int]:
        """How many mentions of each technology stand where the paper tells its own work."""
        return {key: sum(r.is_at_work for r in found) for key, found in self.readings.items()}

    @cached_property
    def length(self) -> int:
        """Characters outside the reference list and the acknowledgements."""
        return sum(s.end - s.start for s in self.document.sections if s.kind not in OUTSIDE)

    @cached_property
    def folded(self) -> str:
        """The text before the reference list, folded for look-ups."""
        text = self.document.text
        end = next((s.start for s in self.document.sections if s.kind == "references"), len(text))
        return fold(text)[:end]

    def is_named(self, technology_id: str) -> bool:
        """Return True where the technology is named outside the reference list and the acknowledgements."""
        return any(r.is_body for r in self.readings.get(technology_id, ()))


def read(document: Document, mentions: Sequence[TechnologyMention], catalogue: Catalogue) -> ReadPaper:
    """Return the paper with its mentions as read, by technology."""
    readings: dict[str, list[Reading]] = defaultdict(list)
    for mention in mentions:
        name = " ".join(document.text[mention.char_start : mention.char_end].split())
        section, part = parse_label(mention.section)
        cues = cues_of(mention.quote, max(0, mention.quote.find(name))) if section not in OUTSIDE else SILENT
        readings[mention.technology_id].append(
            Reading(mention, section, part, cues, SIZE.search(name) is not None, _is_row(document, mention))
        )
    return ReadPaper(document, catalogue, readings)


def _is_row(document: Document, mention: TechnologyMention) -> bool:
    return ROW.match(document.text, mention.char_end) is not None


def features_of(technology_id: str, paper: ReadPaper) -> Features:
    """Return the features of a technology in a paper; counts enter as log(1 + count), shares as they are."""
    entry = paper.catalogue.entries[technology_id]
    body = [r for r in paper.readings[technology_id] if r.is_body]
    working = [r for r in body if r.is_working]
    plain = [r for r in body if not r.cues.is_talk and r.section != "related_work"]
    counts = {
        "runs": sum(r.cues.is_run and not r.cues.is_talk for r in working),
        "own_use": sum(r.cues.is_use for r in body),
        "tables": sum(r.part in (TABLE, CAPTION) for r in working),
        "sized": sum(r.is_sized for r in working),
        "plain": len(plain),
        "rows": sum(r.is_row for r in working),
        "told": sum(r.cues.is_use for r in working),
    }
    front = any(r.section in FRONT and not r.cues.is_talk for r in body)
    talk = sum(r.cues.is_talk or (r.section in TALK and not r.cues.is_use) for r in body)
    is_motive = any(r.section in MOTIVE for r in plain)
    parts, parts_front = _parts(entry, paper) if is_motive else (0.0, 0.0)
    often = paper.at_work[technology_id] / max(SHORTEST_PAPER, paper.length) * 10_000
    values = {name: log1p(count) for name, count in counts.items()} | {
        "front": float(front),
        "talk_share": talk / max(1, len(body)),
        "dominance": _dominance(entry, paper),
        "rate": log1p(often),
        "parts": parts,
        "parts_front": parts_front,
    }
    return Features(values, counts)


def group_of(entry: Entry) -> str:
    """Return what an entry competes with: models with models, data with data, else its own family."""
    if entry.is_model:
        return "model"
    return "data" if entry.family in ("dataset", "benchmark") else entry.family


def _dominance(entry: Entry, paper: ReadPaper) -> float:
    """Return the technology's mentions in working sections as a share of its most named rival's, at most 1."""
    own, group = paper.at_work[entry.technology_id], group_of(entry)
    others = ((paper.catalogue.entries[key], count) for key, count in paper.at_work.items() if count)
    rivals = (count for other, count in others if group_of(other) == group and not _are_kin(entry, other))
    return min(1.0, own / max(1, *rivals, 1))


def _are_kin(one: Entry, other: Entry) -> bool:
    """Return True for the same entry, and for two of which one is, or derives from, the other."""
    return one.technology_id in (other.technology_id, *other.is_a, *other.derived_from) or (
        other.technology_id in (*one.is_a, *one.derived_from)
    )


def _parts(entry: Entry, paper: ReadPaper) -> tuple[float, float]:
    """Return log(1 + n) of how often parts of the technology are named: for each 10,000 characters before the
    references, and in title and abstract."""
    automaton = _part_automaton(entry)
    if automaton is None:
        return 0.0, 0.0
    starts = [start for _, start, _ in automaton.find_matches_as_indexes(paper.folded)]
    front = [s for s in paper.document.sections if s.kind in FRONT]
    in_front = sum(section.start <= start < section.end for section in front for start in starts)
    return log1p(len(starts) / max(1, len(paper.folded)) * 10_000), log1p(in_front)


@cache
def _part_automaton(entry: Entry) -> AhoCorasick | None:
    words = {spelling for part in entry.parts for spelling in spellings(part.rstrip("*"))}
    return AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostLongest) if words else None
