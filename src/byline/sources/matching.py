"""Which papers of two lists are the same one: title and authors, with a margin to the next best."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from byline.sources.names import fold, fold_title

# Measured on the 10 million pairs of NeurIPS 2024 whose papers differ: 29 have titles at least 75% alike, three
# at least 85%, one is word for word the same (two reproducibility studies), and none of the 29 share an author.
# So alike titles prove nothing alone, and alike titles with half the authors in common leave no doubt.
TITLE_LIKENESS = 0.85
SHARED_AUTHORS = 0.5
MARGIN = 0.1


class Signed(NamedTuple):
    """A paper as titled and signed somewhere; `authors` empty where nobody could read them."""

    title: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """`pairs`: ids of the first list to ids of the second; the rest of both, and why in words where close."""

    pairs: Mapping[str, str]
    reasons: Mapping[str, str]


def match_papers(first: Mapping[str, Signed], second: Mapping[str, Signed]) -> Matches:
    """Return the papers of both lists that are the same beyond doubt; each paper is matched at most once.

    One that fits two, or that two fit, is matched with neither.
    """
    titles = _Titles(second)
    best: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for key, paper in first.items():
        scored = titles.score(paper)
        if not fold_title(paper.title):
            reasons[key] = "no title could be read"
        elif not scored:
            reasons[key] = "no title there is alike"
        elif scored[0][0] == 0.0:
            reasons[key] = f"the title is alike, the authors are not ({scored[0][1]})"
        elif len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
            reasons[key] = f"two papers fit equally well ({scored[0][1]}, {scored[1][1]})"
        else:
            best[key] = scored[0][1]
    taken = Counter(best.values())
    pairs = {key: other for key, other in best.items() if taken[other] == 1}
    reasons |= {key: f"another paper fits {best[key]} too" for key in best.keys() - pairs.keys()}
    return Matches(pairs, reasons)


def contradict(first: Signed | None, second: Signed) -> bool:
    """Return whether title and authors both say that these are two papers; False where one of them is unknown.

    An id or a DOI that two sources give to such papers proves nothing: one of them has it wrong, or counts its
    papers 1, 2, 3 as the other does.
    """
    if first is None or not (first.authors and second.authors):
        return False
    from rapidfuzz import fuzz

    titles = [fold_title(paper.title) for paper in (first, second)]
    is_alike = not all(titles) or fuzz.ratio(*titles) >= 100 * TITLE_LIKENESS
    return not is_alike and author_overlap(_names(first), _names(second)) == 0.0


class _Titles:
    """The papers to choose from, looked up by the same title first and by alike ones only then.

    So `Part I` is not held back by `Part II` of the same authors, and 4,500 papers take a moment, not seconds.
    """

    def __init__(self, papers: Mapping[str, Signed]) -> None:
        self.ids = list(papers)
        self.titles = [fold_title(paper.title) for paper in papers.values()]
        self.names = {i: _names(paper) for i, paper in papers.items()}
        self.places: dict[str, list[int]] = {}
        for place, title in enumerate(self.titles):
            self.places.setdefault(title, []).append(place)

    def score(self, paper: Signed) -> list[tuple[float, str]]:
        """Return score and id of the papers whose titles are alike, the best first."""
        from rapidfuzz import fuzz, process

        title, names = fold_title(paper.title), _names(paper)
        same = self._scored([(1.0, place) for place in self.places.get(title, ())], names)
        if not title or (same and same[0][0] > 0.0):
            return same if title else []
        found = process.extract(
            title, self.titles, scorer=fuzz.ratio, score_cutoff=100 * TITLE_LIKENESS, limit=5
        )
        return self._scored([(score / 100, place) for _, score, place in found], names)

    def _scored(self, found: list[tuple[float, int]], names: list[frozenset[str]]) -> list[tuple[float, str]]:
        pairs = ((_score(like, names, self.names[self.ids[place]]), self.ids[place]) for like, place in found)
        return sorted(pairs, reverse=True)


def author_overlap(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> float:
    """Return the share of authors, of the longer list, who stand in both."""
    if not first or not second:
        return 0.0
    shared = sum(any(_is_same_name(a, b) for b in second) for a in first)
    return shared / max(len(first), len(second))


def _is_same_name(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether two words of the names agree, or all of a shorter one: `Bill T. Freeman`, `Bill Freeman`."""
    return len(first & second) >= min(2, len(first), len(second))


def _names(paper: Signed) -> list[frozenset[str]]:
    return [frozenset(words) for name in paper.authors if (words := fold(name).split())]


def _score(likeness: float, first: list[frozenset[str]], second: list[frozenset[str]]) -> float:
    overlap = author_overlap(first, second)
    return (likeness + overlap) / 2 if overlap >= SHARED_AUTHORS else 0.0
