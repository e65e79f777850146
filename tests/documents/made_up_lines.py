"""Segments as they would be read from a page, spelled in one string."""

from byline.documents.lines import Segment, Token
from byline.documents.words import Word

_SIZE = 10.0


def segment(spelled: str, row: int = 0, x0: float = 100.0, font: int = 1, size: float = _SIZE) -> Segment:
    """Return a segment of words with spaces between; a word after "^" is raised.

    >>> segment("Ana Lind ^1,2")
    """
    tokens = []
    x = x0
    for part in spelled.split():
        is_raised = part.startswith("^") and len(part) > 1
        text = part.removeprefix("^") if is_raised else part
        word_size = 0.7 * size if is_raised else size
        x1 = x + 0.5 * word_size * len(text)
        baseline = 700 - 12 * row + (0.4 * size if is_raised else 0.0)
        tokens.append(Token(Word(text, x, x1, baseline, word_size, font), is_raised))
        x = x1 + 0.3 * size
    return Segment(1, row, tuple(tokens), 700 - 12 * row, size, font)


def segments(*rows: str) -> list[Segment]:
    """Return one segment a row, under each other."""
    return [segment(spelled, row) for row, spelled in enumerate(rows)]
