"""Which technologies' own papers a document cites, and where its text does so."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from byline.model import Document, Reference
from byline.technologies.catalogue import Catalogue

# Shorter titles ("FLUX") stand in other papers' titles too; those count only where they are the whole title.
SHORTEST_INSIDE = 15
LABEL = re.compile(r"^\s*(?:\[(\d{1,4})\]|(\d{1,3})\.\s)")
# "[12]", "[3, 7–9]": numbers in square brackets; round ones may be equations.
NUMBERS = re.compile(r"\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,30})\]")
LONGEST_RANGE = 40
MARKS = re.compile(r"[\W_]+")
ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
# "and", or a full stop that is not an initial's.
AUTHORS_END = re.compile(r"\sand\s|(?<!\b[A-Z])\.\s")


@dataclass(frozen=True, slots=True)
class Citation:
    """A technology's paper in a reference list, and the spans of the text that cite it."""

    technology_id: str
    reference: Reference
    spans: tuple[tuple[int, int], ...]


def citations_of(document: Document, catalogue: Catalogue) -> list[Citation]:
    """Return the entries of the reference list that introduce a technology, with the places that cite them.

    An entry is known by its title. Places are known by number ("[12]") or by first author and year
    ("Touvron et al. [2023]"); numbers in round brackets are not read.
    """
    titles = _titles(catalogue)
    found = [(ids, entry) for entry in document.references if (ids := titles.ids_of(entry))]
    if not found:
        return []
    body = document.text[: min(reference.start for reference in document.references)]
    has_numbers = any(LABEL.match(entry.text) for _, entry in found)
    numbered = _numbered(body) if has_numbers else {}
    return [
        Citation(key, entry, tuple(_spans(entry, body, numbered)))
        for ids, entry in found
        for key in sorted(ids)
    ]


@dataclass(frozen=True)
class _Titles:
    """The catalogue's titles, squeezed, ready for look-up."""

    by_title: dict[str, set[str]]
    automaton: AhoCorasick
    order: list[str]

    def ids_of(self, reference: Reference) -> set[str]:
        title = squeezed_title(reference.title or "")
        if title in self.by_title:
            return self.by_title[title]
        # Where the title was read wrongly it still stands in the entry; where it was read, it is another paper's.
        inside = {
            self.order[hit[0]]
            for hit in self.automaton.find_matches_as_indexes(squeezed_title(reference.text))
        }
        return {key for name in inside if name not in title for key in self.by_title[name]}


@lru_cache(maxsize=4)
def _titles(catalogue: Catalogue) -> _Titles:
    by_title: dict[str, set[str]] = defaultdict(set)
    for key, entry in catalogue.entries.items():
        for title in entry.papers:
            by_title[squeezed_title(title)].add(key)
    order = [title for title in by_title if len(title) >= SHORTEST_INSIDE]
    return _Titles(dict(by_title), AhoCorasick(order), order)


def squeezed_title(text: str) -> str:
    """Return the letters and digits of a title in lower case, so that breaks, dashes and case do not matter."""
    # Bytes below 128 are never part of another character; most marks are such, and nothing drops them as quickly.
    plain = (
        text.encode("utf-8", "surrogatepass").translate(None, ASCII_MARKS).decode("utf-8", "surrogatepass")
    )
    return (plain if plain.isalnum() else MARKS.sub("", plain)).lower()


def _spans(
    reference: Reference, body: str, numbered: dict[int, list[tuple[int, int]]]
) -> Iterable[tuple[int, int]]:
    label = LABEL.match(reference.text)
    if label:
        return numbered.get(int(label[1] or label[2]), ())
    surname = _surname(reference.text)
    if surname is None or reference.year is None:
        return ()
    return _dated(surname, reference.year, body)


def _dated(surname: str, year: int, body: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of "Touvron et al. [2023]": the plain search for the name is what makes this quick."""
    behind = _year_behind_name(year)
    start = body.find(surname)
    while start >= 0:
        end = start + len(surname)
        is_word = not (start and body[start - 1].isalnum())
        match = behind.match(body, end) if is_word else None
        if match:
            yield start, match.end()
        start = body.find(surname, match.end() if match else end)


@cache
def _year_behind_name(year: int) -> re.Pattern[str]:
    return re.compile(rf"(?!\w)[^.;()\[\]]{{0,25}}\.?[\s,(\[]{{1,3}}{year}[a-z]?")


def _surname(entry: str) -> str | None:
    """Return the first author's surname: "Touvron" of "Hugo Touvron, Thibaut" and of "Touvron, H., Lavril"."""
    first, _, rest = AUTHORS_END.split(entry, maxsplit=1)[0].partition(",")
    words = first.split()
    if not words:
        return None
    is_inverted = re.match(r"\s*[A-Z]\.?(?:[\s\-][A-Z]\.?)*\s*(?:,|$)", rest) is not None and len(words) < 3
    return first.strip() if is_inverted else words[-1]


def _numbered(body: str) -> dict[int, list[tuple[int, int]]]:
    """Return the spans of bracketed numbers by number, ranges spelt out."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for match in NUMBERS.finditer(body):
        for number in _expanded(match[1]):
            spans[number].append(match.span())
    return spans


def _expanded(numbers: str) -> Iterator[int]:
    for part in re.split(r"\s?[,;]\s?", numbers):
        low, *high = (int(number) for number in re.split(r"\s?[–-]\s?", part))
        last = high[0] if high and low < high[0] <= low + LONGEST_RANGE else low
        yield from range(low, last + 1)
