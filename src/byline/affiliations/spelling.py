"""Misspelt and abbreviated words, put right where one known word is clearly meant."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from byline.affiliations.normalise import FOLDED, Words, join_words

SHORTEST_MISSPELT = 5  # letters; shorter words have too many neighbours
TWO_ERRORS_FROM = 9  # letters from which two errors are put right ("Techonological")
SHORTEST_ABBREVIATION = 3
LONGEST_WORD = 24


def bucket_of(word: str) -> tuple[str, int]:
    """Return what misspelt words share with the right one, or nearly: two first letters and the length."""
    return word[:2], len(word)


class Speller:
    """Knows the words of all names, and how many names have each."""

    def __init__(self, words: Mapping[str, int], counts: Sequence[int]) -> None:
        """Make a speller.

        Args:
            words: the words that are known, numbered in the order of their buckets.
            counts: how many names have word number n; the more, the likelier it is meant.
        """
        self._words = words
        self._counts = counts
        self._ordered: list[str] = []
        self.correct = lru_cache(maxsize=50_000)(self._correct)

    def correct_words(self, words: Words) -> Words:
        """Return the words with each unknown one replaced by the known one that it must mean, if any.

        >>> Speller({"technology": 0}, [900]).correct("tecknology", False)
        'technology'
        """
        known = self._words
        unknown = [
            i
            for i, word in enumerate(words.words)
            if word not in known and len(word) >= SHORTEST_ABBREVIATION
        ]
        if not unknown:
            return words
        corrected = list(words.words)
        for i in unknown:
            end = words.spans[i][1]
            corrected[i] = self.correct(corrected[i], words.text[end : end + 1] == ".")
        if tuple(corrected) == words.words:
            return words
        joined, offsets, ends = join_words(corrected)
        return replace(words, words=tuple(corrected), joined=joined, offsets=offsets, offset_ends=ends)

    def _correct(self, word: str, is_abbreviated: bool) -> str:
        if not word.isalpha() or not word.isascii():
            return word
        if is_abbreviated and (full := self._expanded(word)):
            return full
        if len(word) < SHORTEST_MISSPELT:
            return word
        nearest = self._nearest(word) or word
        return FOLDED.get(nearest, nearest)

    def _expanded(self, word: str) -> str | None:
        longer = self._between((word[:2], len(word) + 1), (word[:2], LONGEST_WORD - 1))
        return max((k for k in longer if k.startswith(word)), key=self._count, default=None)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 2 if len(word) >= TWO_ERRORS_FROM else 1
        near = [
            (distance, -self._count(known), known)
            for length in range(max(len(word) - most, SHORTEST_MISSPELT), len(word) + most + 1)
            for known, distance, _ in extract(
                word,
                self._between(*[(word[:2], length)] * 2),
                scorer=OSA.distance,
                score_cutoff=most,
                limit=3,
            )
        ]
        return min(near)[2] if near else None

    def _count(self, word: str) -> int:
        return self._counts[self._words[word]]

    def _between(self, first: tuple[str, int], last: tuple[str, int]) -> list[str]:
        """Return the words of the buckets from first to last; the first two letters are seldom wrong."""
        ordered = self._ordered = self._ordered or list(self._words)
        start = bisect_left(ordered, first, key=bucket_of)
        return ordered[start : bisect_right(ordered, last, lo=start, key=bucket_of)]
