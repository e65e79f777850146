"""Whether a name in a text means the technology: phrases that hold another meaning, and the words close by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from byline.technologies.catalogue import Entry

# About a sentence and a half to each side: what a name means is settled by its own sentence and its neighbours.
WINDOW_CHARS = 180
# Room for the longest phrase of `not_as` on either side of the name.
PHRASE_CHARS = 70


def words_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern for any of the words or phrases in folded text, None where there are none."""
    ordered = sorted({word.lower() for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, ordered))})(?!\w)") if ordered else None


def _phrase(phrase: str) -> str:
    """Return the phrase as a pattern: `*` is any ending of a word, a space is any joint, a hyphen may be missing."""
    words = (re.escape(word).replace("'", "['’]").replace(r"\*", r"[\w'’]*") for word in phrase.split())
    return r"[\s\-]+".join(word.replace(r"\-", r"-?\s?") for word in words)


@dataclass(frozen=True)
class Meaning:
    """The context rules of one entry, compiled once."""

    entry: Entry

    @cached_property
    def other(self) -> re.Pattern[str] | None:
        return words_pattern(self.entry.not_as)

    @cached_property
    def supporting(self) -> re.Pattern[str] | None:
        return words_pattern((*self.entry.needs, *self.entry.typical))

    @cached_property
    def opposing(self) -> re.Pattern[str] | None:
        return words_pattern(self.entry.not_near)

    def is_other_phrase(self, folded: str, start: int, end: int) -> bool:
        """Return True where a phrase that means something else covers the name at `start` to `end`."""
        if self.other is None:
            return False
        begin = max(0, start - PHRASE_CHARS)
        return any(m.start() <= start and end <= m.end() for m in self._phrases(folded, begin, end))

    def _phrases(self, folded: str, begin: int, end: int) -> Iterable[re.Match[str]]:
        assert self.other is not None
        return self.other.finditer(folded, begin, min(len(folded), end + PHRASE_CHARS))

    def verdict(self, folded: str, start: int, end: int) -> bool | None:
        """Return True or False where the words close by decide the meaning, None where they leave it open."""
        around = folded[max(0, start - WINDOW_CHARS) : start], folded[end : end + WINDOW_CHARS]
        if against := _count(self.opposing, *around):
            return _count(self.supporting, *around) > 2 * against
        supporting = self.supporting
        return True if supporting and any(supporting.search(text) for text in around) else None

    def is_in(self, folded: str) -> bool:
        """Return True where a word of another meaning stands anywhere in the text."""
        return self.opposing is not None and self.opposing.search(folded) is not None


def _count(pattern: re.Pattern[str] | None, *texts: str) -> int:
    return sum(len({m.group() for m in pattern.finditer(text)}) for text in texts) if pattern else 0
