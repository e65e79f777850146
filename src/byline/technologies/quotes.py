"""The sentence around a name, word for word, short enough to be read in a table."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

MOST_CHARS = 300
# Room to each side of the name where the sentence is longer than a quote may be.
HALF_CHARS = 140
# A sentence ends at . ! or ? before a capital, a digit, a bracket or a bullet ...
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]?\s+(?=[A-Z0-9\[(“\"•])")
# ... but not behind an abbreviation or an initial ("et al. [2024]", "J. Lee").
ABBREVIATIONS = frozenset(
    {
        "al",
        "e.g",
        "i.e",
        "cf",
        "vs",
        "fig",
        "figs",
        "tab",
        "eq",
        "eqs",
        "sec",
        "no",
        "approx",
        "resp",
        "dr",
        "prof",
        "etc",
    }
)
BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text's sentence ends, found once: `stops` are one past each full stop, `starts` where the next begins."""

    text: str
    stops: list[int]
    starts: list[int]

    @classmethod
    def of(cls, text: str) -> "Sentences":
        """Return the sentence ends of a text."""
        ends = [m.span() for m in SENTENCE_END.finditer(text) if not _is_abbreviation(text, m.start())]
        return cls(text, [start + 1 for start, _ in ends], [end for _, end in ends])

    def quote_span(self, start: int, end: int, page: tuple[int, int]) -> tuple[int, int]:
        """Return the span of the sentence that holds `start` to `end`: within its page, at most MOST_CHARS long.

        A longer sentence is cut at words around the name.
        """
        before, after = bisect_right(self.starts, start) - 1, bisect_left(self.stops, end)
        begin = max(page[0], self.starts[before] if before >= 0 else 0)
        stop = self.stops[after] if after < len(self.stops) else len(self.text)
        stop = min(stop, max(page[1], end))
        if stop - begin > MOST_CHARS:
            begin, stop = self._cut(start, end, (begin, stop))
        return _stripped(self.text, begin, stop)

    def _cut(self, start: int, end: int, span: tuple[int, int]) -> tuple[int, int]:
        begin, stop = max(span[0], start - HALF_CHARS), min(span[1], end + HALF_CHARS)
        if begin > span[0]:
            blank = BLANK.search(self.text, begin, start)
            begin = blank.end() if blank else start
        if stop < span[1]:
            stop = max(end, *(self.text.rfind(blank, end, stop) for blank in " \n"))
        return begin, stop


def _is_abbreviation(text: str, stop: int) -> bool:
    """Return True where the full stop at `stop` ends an abbreviation or an initial, not a sentence."""
    words = text[max(0, stop - 8) : stop].split()
    if not words or text[stop - 1].isspace():
        return False
    word = words[-1].lstrip("([")
    return word.lower() in ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _stripped(text: str, begin: int, stop: int) -> tuple[int, int]:
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return begin, stop


def quote_of(text: str, span: tuple[int, int]) -> str:
    """Return the words of the span with single spaces."""
    return " ".join(text[slice(*span)].split())
