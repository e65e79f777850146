"""Editions that Byline knows, with the number of papers that each is expected to have."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from byline.model import Paper
from byline.sources.edition import Edition
from byline.sources.harvest import UnexpectedAnswerError
from byline.sources.names import slug_of

# Lists of the same edition differ by at most 2.5%: the virtual site of NeurIPS 2025 shows 487 papers of the
# datasets track where the proceedings hold 497, that of ICLR 2024 2,296 instead of 2,260. Twice that is too far.
TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """An edition and track. `papers`: how many were accepted, None where nobody states it; `sources`: who has it."""

    venue: str
    year: int
    track: str
    counted_in: str
    sources: tuple[str, ...] = ()
    papers: int | None = None
    volume: int | None = None

    @property
    def expected(self) -> tuple[int, int] | None:
        """Return the fewest and the most papers that a list of it may have, None where nobody states a number."""
        if self.papers is None:
            return None
        apart = most_apart(self.papers)
        return self.papers - apart, self.papers + apart


class UnexpectedCountError(UnexpectedAnswerError):
    """A source gave another number of papers than the edition is known to have."""


def is_far_off(came: int, expected: int) -> bool:
    """Return whether a list has too many or too few papers to be the one that was expected."""
    return abs(came - expected) > most_apart(expected)


def most_apart(expected: int) -> int:
    """Return by how many papers a list may differ from what is expected."""
    return max(2, int(TOLERANCE * expected))


@cache
def known_editions() -> tuple[KnownEdition, ...]:
    """Return every edition that can be fetched by name: what `byline venues` lists."""
    text = (resources.files("byline.sources") / "data" / "editions.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["editions"]
    return tuple(KnownEdition(**{**row, "sources": tuple(row["sources"])}) for row in rows)


def known_tracks(edition: Edition) -> tuple[KnownEdition, ...]:
    """Return what is known of an edition's tracks; empty for a venue that Byline does not know."""
    slug = edition.slug
    return tuple(k for k in known_editions() if f"{slug_of(k.venue)}-{k.year}" == slug)


def check_counts(edition: Edition, papers: tuple[Paper, ...], source: str) -> None:
    """Return if each track that the source lists has about as many papers as expected.

    UnexpectedCountError says what was expected and what came.
    """
    if not papers:
        raise UnexpectedCountError(f"{source} lists no paper of {edition.venue} {edition.year}")
    listed = {paper.track for paper in papers}
    for known in known_tracks(edition):
        if known.papers is None or known.track not in {*listed, edition.track}:
            continue
        came = sum(paper.track == known.track for paper in papers)
        if is_far_off(came, known.papers):
            raise UnexpectedCountError(
                f"{source} lists {came:,} papers of {known.venue} {known.year}, track {known.track}; "
                f"{known.papers:,} were expected ({known.counted_in})"
            )
