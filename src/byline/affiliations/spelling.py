"""Misspelt and abbreviated words, put right where one known word is clearly meant."""

from dataclasses import replace
from functools import lru_cache

from byline.affiliations.normalise import Words, join_words

SHORTEST_MISSPELT = 5  # letters; shorter words have too many neighbours
TWO_ERRORS_FROM = 9  # letters from which two errors are put right ("Techonological")
SHORTEST_ABBREVIATION = 3


class Speller:
    """Knows the words of all names, and how many names have each."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._counts = vocabulary
        self._by_start: dict[str, list[str]] = {}
        self.correct = lru_cache(maxsize=50_000)(self._correct)

    def correct_words(self, words: Words) -> Words:
        """Return the words with each unknown one replaced by the known one that it must mean, if any.

        >>> Speller({"technology": 900}).correct("tecknology", False)
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
        return self._nearest(word) or word

    def _expanded(self, word: str) -> str | None:
        longer = [known for known in self._bucket(word) if known.startswith(word)]
        return max(longer, key=lambda known: self._counts[known], default=None)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz.distance import OSA

        most = 2 if len(word) >= TWO_ERRORS_FROM else 1
        found = []
        for known in self._bucket(word):
            if abs(len(known) - len(word)) <= most and len(known) >= SHORTEST_MISSPELT:
                distance = OSA.distance(word, known, score_cutoff=most)
                if distance <= most:
                    found.append((distance, -self._counts[known], known))
        return min(found)[2] if found else None

    def _bucket(self, word: str) -> list[str]:
        if not self._by_start:
            for known in self._counts:
                self._by_start.setdefault(known[:2], []).append(known)
        return self._by_start.get(word[:2], [])
