"""Every place where a paper names a technology of the catalogue, found in one pass over its text."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ahocorasick_rs import AhoCorasick, Implementation

from byline.model import Document, TechnologyMention
from byline.technologies.catalogue import Catalogue, Entry
from byline.technologies.context import Meaning
from byline.technologies.names import Name, fold, names_of, spellings, squeezed, tail_pattern
from byline.technologies.places import Places
from byline.technologies.quotes import Sentences, quote_of

# What makes "Vicuna" a Llama where the text says so: "Vicuna, fine-tuned from LLaMA", "LLaMA-based Vicuna".
DERIVATION = re.compile(
    r"\bbased\b|\bfine-?\s?tun|\bfinetun|\bderived\b|\bbuil(?:t|ds) (?:up)?on\b|\bvariants? of\b|\binitiali[sz]ed\b|"
    r"\binstruction-following\b|\bon top of\b|\bversions? of\b|\bmembers? of\b"
)
DERIVATION_CHARS = 120
# What may follow a name within its word: a plural, or "v2"; any other letter makes it another word.
TAIL_STARTS = "sv"
# The most a paper of this collection names one technology is 157 times; beyond this it is an attack, not a paper.
MOST_MENTIONS = 3000
BLOCK_CHARS, OVERLAP_CHARS = 500_000, 200


class _Automaton(Protocol):
    def find_matches_as_indexes(self, haystack: str, overlapping: bool) -> list[tuple[int, int, int]]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text. `verdict`: True it means the technology, None the words close by leave it open."""

    entry: Entry
    start: int
    end: int
    verdict: bool | None = True


class Detector:
    """Searches documents for the names of a catalogue; build once, use for many documents."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        by_spelling: dict[str, list[Name]] = defaultdict(list)
        for entry in catalogue.entries.values():
            for name in names_of(entry):
                for spelling in spellings(name.text):
                    by_spelling[spelling].append(name)
        self._names = list(by_spelling.values())
        # Some 10 ms more to build than the default, made good after thirty papers: it searches twice as fast.
        self._automaton: _Automaton = AhoCorasick(list(by_spelling), implementation=Implementation.DFA)
        self._is_ending = [any(name.is_ending for name in names) for names in self._names]
        self._meanings = {key: Meaning(entry) for key, entry in catalogue.entries.items()}
        self._tails: dict[str, re.Pattern[str]] = {}

    def compile_patterns(self) -> None:
        """Compile now what the first papers would: 0.1 s that a process which is copied spends once for all."""
        for key, entry in self.catalogue.entries.items():
            self._tails[key] = tail_pattern(entry)
            meaning = self._meanings[key]
            _ = meaning.other, meaning.supporting, meaning.opposing

    def detect(self, paper_id: str, document: Document) -> list[TechnologyMention]:
        """Return the mentions in reading order, each with page, place, span and the sentence around it."""
        text, places, sentences = document.text, Places.of(document), Sentences(document.text)
        mentions = []
        for found in self.find(text, places.references_start):
            place = places.place_of(found.start, found.end)
            if places.is_person(found.start, found.end, place.section):
                continue
            span = sentences.quote_span(found.start, found.end, places.page_span(found.start))
            mentions.append(
                TechnologyMention(
                    mention_id=f"{paper_id}#{found.entry.technology_id}@{found.start}",
                    paper_id=paper_id,
                    technology_id=found.entry.technology_id,
                    page=place.page,
                    section=place.label,
                    char_start=found.start,
                    char_end=found.end,
                    quote=quote_of(text, span),
                )
            )
        return mentions

    def find(self, text: str, references_start: int = sys.maxsize) -> list[Found]:
        """Return the names that mean a technology, by position; nested names of one technology once.

        What derives from what is read before `references_start`: a title cited is not the paper's own word.
        """
        folded = fold(text)
        by_technology = self._candidates(text, folded)
        kept = {
            key: _settled(_longest(found), self._meanings[key], folded)
            for key, found in by_technology.items()
        }
        kept = {key: found for key, found in kept.items() if found}
        self._add_parents(kept, folded[:references_start])
        return sorted(
            (f for found in kept.values() for f in found), key=lambda f: (f.start, f.entry.technology_id)
        )

    def _candidates(self, text: str, folded: str) -> dict[str, list[Found]]:
        """Return the names that may mean a technology, by technology, at most MOST_MENTIONS of each."""
        candidates: dict[str, list[Found]] = defaultdict(list)
        for index, start, end in self._hits(folded):
            if end < len(folded) and folded[end].isalpha() and folded[end] not in TAIL_STARTS:
                continue
            # "adopt" and "saying": most hits stand inside another word.
            if start and not self._is_ending[index] and text[start - 1].isalnum():
                continue
            for name in self._names[index]:
                kept = candidates[name.entry.technology_id]
                if len(kept) < MOST_MENTIONS:
                    found = self._checked(name, text, folded, (start, end))
                    if found is not None:
                        kept.append(found)
        return candidates

    def _hits(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield (spelling, start, end) of all spellings, block by block, so that memory is bounded."""
        for block in range(0, max(1, len(folded)), BLOCK_CHARS):
            stretch = folded[block : block + BLOCK_CHARS + OVERLAP_CHARS]
            for index, start, end in self._automaton.find_matches_as_indexes(stretch, overlapping=True):
                if start < BLOCK_CHARS:
                    yield index, block + start, block + end

    def _checked(self, name: Name, text: str, folded: str, span: tuple[int, int]) -> Found | None:
        start = _word_start(name, text, *span)
        if start is None or (name.rule == "exact" and not _is_same(text[start : span[1]], name.text)):
            return None
        end, tail = self._end(name.entry, folded, span[1])
        if end is None:
            return None
        meaning = self._meanings[name.entry.technology_id]
        if meaning.is_other_phrase(folded, start, end):
            return None
        verdict = self._verdict(name, meaning, folded, (start, end), tail)
        return None if verdict is False else Found(name.entry, start, end, verdict)

    def _verdict(
        self, name: Name, meaning: Meaning, folded: str, span: tuple[int, int], tail: str | None
    ) -> bool | None:
        """Return whether an ambiguous name means it: a size proves it, a number does unless the context objects."""
        if not name.is_ambiguous or tail == "size":
            return True
        verdict = meaning.verdict(folded, *span)
        return True if tail == "version" and verdict is None else verdict

    def _end(self, entry: Entry, folded: str, end: int) -> tuple[int | None, str | None]:
        """Return where the full name ends and what follows it: a size or variant ("size"), a version, nothing.

        The end is None where the name stops inside a word or a number.
        """
        if folded[end - 1].isdigit() and folded[end : end + 1].isdigit():
            return None, None
        tail = self._tails.get(entry.technology_id)
        if tail is None:
            tail = self._tails.setdefault(entry.technology_id, tail_pattern(entry))
        match = tail.match(folded, end)
        if match and match.end() > end:
            has_size = any(match.groupdict().values())
            return match.end(), "size" if has_size else "version"
        stop = end + 1 if folded[end : end + 1] == "s" else end
        is_inside_word = stop < len(folded) and folded[stop].isalnum()
        return (None if is_inside_word else stop), None

    def _add_parents(self, kept: dict[str, list[Found]], folded: str) -> None:
        for child in [self.catalogue.entries[key] for key in kept]:
            for parent_id in child.is_a:
                self._merge(kept, parent_id, kept[child.technology_id])
            for parent_id in child.derived_from:
                own = [f.start for f in kept.get(parent_id, ())]
                if _says_derived(kept[child.technology_id], own, folded):
                    self._merge(kept, parent_id, kept[child.technology_id])

    def _merge(self, kept: dict[str, list[Found]], parent_id: str, found: Iterable[Found]) -> None:
        parent = self.catalogue.entries.get(parent_id)
        if parent is not None:
            added = [Found(parent, f.start, f.end) for f in found]
            kept[parent_id] = _longest([*kept.get(parent_id, ()), *added])


def _is_same(found: str, name: str) -> bool:
    return found == name or squeezed(found) == squeezed(name)


def _word_start(name: Name, text: str, start: int, end: int) -> int | None:
    """Return where the word with the name begins, None where the name is a part of it that does not count."""
    if start == 0 or not text[start - 1].isalnum():
        return None if name.is_ending else start
    if not name.is_ending:
        return None
    begin = start
    while begin > 0 and text[begin - 1].isalnum():
        begin -= 1
    if name.rule == "capitalised_ending" and text[begin:end].islower():
        return None
    return begin


def _longest(found: Iterable[Found]) -> list[Found]:
    """Return the found names by position without those that stand within another."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
        elif kept[-1].verdict is None and item.verdict:
            kept[-1] = Found(kept[-1].entry, kept[-1].start, kept[-1].end)
    return kept


def _settled(found: list[Found], meaning: Meaning, folded: str) -> list[Found]:
    """Return the names that count, the open ones decided by the rest of the document.

    Open names count where another mention is certain; with no certain one they count only for a technology that
    does not demand context, in a text without a word of the other meaning.
    """
    open_count = sum(f.verdict is None for f in found)
    if not open_count:
        return found
    has_certain = open_count < len(found)
    is_kept = has_certain or (not meaning.entry.needs and not meaning.is_in(folded))
    return [f for f in found if f.verdict or is_kept]


def _says_derived(children: list[Found], parent_starts: list[int], folded: str) -> bool:
    for child in children:
        low, high = child.start - DERIVATION_CHARS, child.end + DERIVATION_CHARS
        if any(low <= start <= high for start in parent_starts) and DERIVATION.search(
            folded, max(0, low), high
        ):
            return True
    return False
