"""Institutions found by name: what a person looks through who decides what a string means."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from byline.affiliations.index import Index
from byline.model.affiliations import Institution

# Words that one writer has and another leaves out: University of Newcastle, Newcastle University.
_SMALL = frozenset(["of", "the", "and", "at", "for", "in", "de"])
# As many as a person compares; with more, another word of the name or the town narrows it.
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first, and how many there are in all."""

    institutions: tuple[Institution, ...]
    count: int


@dataclass(slots=True)
class Directory:
    """The institutions of an index, by name, other names, town and id. Made at the first search, in about a second."""

    index: Index
    _texts: list[str] = field(default_factory=list)

    def find(self, words: str, papers: Mapping[str, int] | None = None) -> Found:
        """Return the institutions that have every word, whole or its beginning, in a name, their town or id.

        First those that are called so, then those with most `papers` (by id), then shorter names.
        >>> Directory(index).find("tsinghua beijing").institutions[0].display_name  # doctest: +SKIP
        'Tsinghua University'
        """
        asked = _folded(words)
        wanted = sorted(set(asked.split()) - _SMALL, key=len, reverse=True)
        if not wanted:
            return Found((), 0)
        texts = self._texts or self._make()
        found: Iterable[int] = range(len(texts))
        for word in wanted:
            begun = f" {word}"
            found = [i for i in found if begun in texts[i]]
        counts, index, whole = papers or {}, self.index, f"| {asked} |"

        def order(i: int) -> tuple[bool, bool, int, int, str]:
            name = _folded(index.names[i])
            is_called = whole in texts[i]
            return name != asked, not is_called, -counts.get(index.ids[i], 0), len(name), index.ids[i]

        ranked = sorted(found, key=order)
        return Found(tuple(self._institution(i) for i in ranked[:MOST_FOUND]), len(ranked))

    def _make(self) -> list[str]:
        """Return a line for each institution, `| tsinghua university | thu | beijing | ... |`."""
        others: dict[int, list[str]] = defaultdict(list)
        for table in (self.index.aliases, self.index.acronyms):
            for name in table:
                for i in self.index.meanings(table, name):
                    others[i].append(name)
        columns = zip(self.index.names, self.index.cities, self.index.ids, strict=True)
        self._texts = [
            f"| {' | '.join(map(_folded, (name, *others[i], city, known)))} |"
            for i, (name, city, known) in enumerate(columns)
        ]
        return self._texts

    def _institution(self, i: int) -> Institution:
        index = self.index
        return Institution(
            index.ids[i],
            index.names[i],
            index.sites[i] or None,
            index.homes[i] or None,
            index.sectors[i] or None,
            index.cities[i] or None,
        )


def _folded(words: str) -> str:
    """Return the words without accents, case and marks between them.

    >>> _folded("Universität  Zürich (UZH)")
    'universitat zurich uzh'
    """
    if not words.isascii():
        words = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())
