"""Entries of the reference list."""

from byline.model.documents import Reference, Section


def parse_references(text: str, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    """Return the entries of the reference list in order."""
    return ()
