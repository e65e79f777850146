"""Marks: the raised digits, letters and symbols that tie a name to an affiliation or a note."""

import re
import unicodedata
from collections.abc import Collection, Iterable

# One symbol has several code points, by the font it was set in.
_SAME_SYMBOL = str.maketrans("∗＊✱⁎★☆∥✝♯⋄♢", "****⋆⋆‖†#◇◇")
SYMBOLS = "*∗＊✱⁎⋆★☆†‡§¶‖∥#♯♠♣♥♦♡♢◇⋄△▲▽▼□■○●◦•✉✝⊥♭♮⊕⊗✦✧∇$^~°"
_MARK = re.compile(rf"\d{{1,3}}|i{{2,3}}|iv|vi{{1,3}}|[^\W\d_]|[{re.escape(SYMBOLS)}]")
_TRAILING = re.compile(
    rf"(?P<name>.*?[^\W\d_.]\.?\)?)(?P<marks>(?:[\s,]*(?:[{re.escape(SYMBOLS)}]|\d{{1,2}}))+)[\s,]*$",
    re.DOTALL,
)
_LEADING = re.compile(
    rf"(?P<marks>(?:[{re.escape(SYMBOLS)}]|[\[(]?\d{{1,2}}[\])]?[.:]?)+)(?P<rest>[^\W\d_].*|[\"“].*|)",
    re.DOTALL,
)


def parse_marks(text: str) -> tuple[str, ...]:
    """Return the single marks in a raised text, each symbol in one spelling.

    >>> parse_marks("1,2∗†")
    ('1', '2', '*', '†')
    """
    return tuple(
        _MARK.findall(unicodedata.normalize("NFKC", text.translate(_SAME_SYMBOL)).translate(_SAME_SYMBOL))
    )


def split_trailing_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without the marks that are set after it at full size, and those marks.

    >>> split_trailing_marks("Xiaobing Pei*")
    ('Xiaobing Pei', ('*',))
    """
    match = _TRAILING.fullmatch(text)
    return (match["name"], parse_marks(match["marks"])) if match else (text, ())


def split_leading_marks(word: str) -> tuple[tuple[str, ...], str]:
    """Return the marks that stand before a word at full size, and the word.

    >>> split_leading_marks("†Equal")
    (('†',), 'Equal')
    """
    match = _LEADING.fullmatch(word)
    return (parse_marks(match["marks"]), match["rest"]) if match else ((), word)


def known_marks(marks: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return the marks at names; of digits set close together, each one too.

    >>> sorted(known_marks([["12"], ["*"]]))
    ['*', '1', '12', '2']
    """
    known = {mark for at_name in marks for mark in at_name}
    return frozenset(known.union(*(mark for mark in known if mark.isdigit())))


def resolve_marks(marks: Iterable[str], defined: Collection[str]) -> list[str]:
    """Return marks with digits set close together taken apart where only that gives defined ones.

    >>> resolve_marks(["12"], {"1", "2"})
    ['1', '2']
    """
    resolved: list[str] = []
    for mark in marks:
        is_run = mark not in defined and mark.isdigit() and all(digit in defined for digit in mark)
        resolved.extend(mark if is_run else [mark])
    return resolved
