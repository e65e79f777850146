"""The sentence around a name, word for word, short enough to be read in a table."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

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
    """A text's sentences, found page by page as they are asked for: most pages name nothing."""

    text: str
    _by_page: dict[tuple[int, int], tuple[list[int], list[int]]] = field(default_factory=dict)

    def quote_span(self, start: int, end: int, page: tuple[int, int]) -> tuple[int, int]:
        """Return the span of the sentence that holds `start` to `end`: within its page, at most MOST_CHARS long.

        A longer sentence is cut at words around the name.
        """
        stops, starts = self._ends_on(page)
        before, after = bisect_right(starts, start) - 1, bisect_left(stops, end)
        # Only the stops next to a name are looked at closely: most of a page's are next to none.
        while before >= 0 and _is_abbreviation(self.text, stops[before] - 1):
            before -= 1
        while after < len(stops) and _is_abbreviation(self.text, stops[after] - 1):
            after += 1
        begin = starts[before] if before >= 0 else page[0]
        stop = stops[after] if after < len(stops) else max(page[1], end)
        if stop - begin > MOST_CHARS:
            begin, stop = self._cut(start, end, (begin, stop))
        return _stripped(self.text, begin, stop)

    def _ends_on(self, page: tuple[int, int]) -> tuple[list[int], list[int]]:
        """Return where sentences may stop (one past the full stop) and where the next ones start, on a page."""
        found = self._by_page.get(page)
        if found is None:
            spans = [m.span() for m in SENTENCE_END.finditer(self.text, *page)]
            found = [start + 1 for start, _ in spans], [end for _, end in spans]
            self._by_page[page] = found
        return found

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
    last = text[max(0, stop - 8) : stop]
    if last.isalpha() or not last.strip() or last[-1].isspace():  # a long word, as before most full stops
        return False
    word = last.split()[-1].lstrip("([")
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
