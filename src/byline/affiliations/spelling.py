"""Misspelt and abbreviated words, put right where one known word is clearly meant."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from byline.affiliations.normalise import FOLDED, Words, join_words

SHORTEST_MISSPELT = 5  # letters; shorter words have too many neighbours
TWO_ERRORS_FROM = 9  # letters from which two errors are put right ("Techonological")
SHORTEST_ABBREVIATION = 3
LONGEST_WORD = 24


class Speller:
    """Knows the words of all names, and how many names have each."""

    def __init__(self, counts: Mapping[str, int], known: frozenset[str]) -> None:
        """Make a speller.

        Args:
            counts: how many names have a word; the words that others are corrected to.
            known: words that are right as they are.
        """
        # "Techonological" is nearest to a word that is itself one of the spellings of "technology".
        self._counts = {**{word: counts.get(folded, 0) for word, folded in FOLDED.items()}, **counts}
        self._known = known
        self._buckets: dict[tuple[str, int], list[str]] = {}
        self.correct = lru_cache(maxsize=50_000)(self._correct)

    def correct_words(self, words: Words) -> Words:
        """Return the words with each unknown one replaced by the known one that it must mean, if any.

        >>> Speller({"technology": 900}, frozenset()).correct("tecknology", False)
        'technology'
        """
        counts = self._counts
        unknown = [
            i
            for i, word in enumerate(words.words)
            if word not in counts and len(word) >= SHORTEST_ABBREVIATION
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
        counts = self._counts
        longer = (k for length in range(len(word) + 1, LONGEST_WORD) for k in self._bucket(word, length))
        return max((k for k in longer if k.startswith(word)), key=lambda known: counts[known], default=None)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 2 if len(word) >= TWO_ERRORS_FROM else 1
        near = [
            (distance, -self._counts[known], known)
            for length in range(max(len(word) - most, SHORTEST_MISSPELT), len(word) + most + 1)
            for known, distance, _ in extract(
                word, self._bucket(word, length), scorer=OSA.distance, score_cutoff=most, limit=3
            )
        ]
        return min(near)[2] if near else None

    def _bucket(self, word: str, length: int) -> list[str]:
        """Return the words of this length that begin like another; the first two letters are seldom wrong."""
        if not self._buckets:
            for known in self._counts:
                self._buckets.setdefault((known[:2], len(known)), []).append(known)
        return self._buckets.get((word[:2], length), [])
