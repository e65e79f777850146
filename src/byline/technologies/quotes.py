"""The sentence around a name, word for word, short enough to be read in a table."""

import re
from collections.abc import Iterator

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


def sentence_ends(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield (one past the full stop, start of the next sentence) for each sentence end in the stretch."""
    for match in SENTENCE_END.finditer(text, start, stop):
        before = text[max(0, match.start() - 8) : match.start()]
        word = before.split()[-1].lstrip("([") if before.strip() and not before[-1].isspace() else ""
        if word.lower() not in ABBREVIATIONS and not (len(word) == 1 and word.isupper()):
            yield match.start() + 1, match.end()


def quote_span(text: str, start: int, end: int, page: tuple[int, int]) -> tuple[int, int]:
    """Return the span of the sentence that holds `start` to `end`: within its page, at most MOST_CHARS long.

    A longer sentence is cut at words around the name.
    """
    low, high = max(page[0], start - MOST_CHARS), min(max(page[1], end), end + MOST_CHARS)
    begin = max((after for _, after in sentence_ends(text, low, start)), default=low)
    # A sentence may end with the name itself, hence from its last character on.
    stop = next((stop for stop, _ in sentence_ends(text, end - 1, high) if stop >= end), high)
    if begin == low != page[0] or stop == high != page[1] or stop - begin > MOST_CHARS:
        begin, stop = _cut(text, start, end, (begin, stop))
    return _stripped(text, begin, stop)


def _cut(text: str, start: int, end: int, span: tuple[int, int]) -> tuple[int, int]:
    begin, stop = max(span[0], start - HALF_CHARS), min(span[1], end + HALF_CHARS)
    if begin > span[0]:
        blank = re.compile(r"\s").search(text, begin, start)
        begin = blank.end() if blank else start
    if stop < span[1]:
        stop = max(end, *(text.rfind(blank, end, stop) for blank in " \n"))
    return begin, stop


def _stripped(text: str, begin: int, stop: int) -> tuple[int, int]:
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return begin, stop


def quote_of(text: str, span: tuple[int, int]) -> str:
    """Return the words of the span with single spaces."""
    return " ".join(text[slice(*span)].split())
