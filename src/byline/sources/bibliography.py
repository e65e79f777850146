"""A volume's bibliography (BibTeX) as a second witness of its page: which papers there are, and who signs them."""

import re
from collections.abc import Iterator

# `@InProceedings{pmlr-v202-kalibhat23a,` is the entry of the paper whose page is `kalibhat23a.html`.
_ENTRY = re.compile(r"^@\w+\s*\{\s*pmlr-v\d+-(?P<id>[^\s,{}]+)\s*,", re.MULTILINE | re.IGNORECASE)
_AUTHOR = re.compile(r"^\s*author\s*=\s*\{", re.MULTILINE | re.IGNORECASE)


def parse_bibliography(text: str) -> dict[str, list[str]]:
    """Return the authors of every paper by its id, `Family, Given` turned round; empty where there is no entry.

    >>> parse_bibliography("@InProceedings{pmlr-v1-li25a,\\n author = {Li, Bo and King, Jr., Martin},\\n}")
    {'li25a': ['Bo Li', 'Martin King, Jr.']}
    """
    starts = [*_ENTRY.finditer(text)]
    ends = [*(start.start() for start in starts[1:]), len(text)]
    return {start["id"]: _authors(text[start.end() : end]) for start, end in zip(starts, ends, strict=False)}


def _authors(entry: str) -> list[str]:
    found = _AUTHOR.search(entry)
    if not found:
        return []
    names = re.split(r"\s+and\s+", " ".join(_braced(entry, found.end())))
    return [_turned(name) for name in names if name.strip()]


def _braced(text: str, start: int) -> Iterator[str]:
    """Yield the words of a value up to the brace that closes it, braces left out."""
    depth, word = 1, start
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            yield from text[word:place].replace("{", "").replace("}", "").split()
            return


def _turned(name: str) -> str:
    """Return `Family, Given` as `Given Family`, and `Family, Jr., Given` as `Given Family, Jr.`"""
    family, *rest = [part.strip() for part in name.split(",")]
    if not rest:
        return family
    *suffixes, given = rest
    return ", ".join([f"{given} {family}".strip(), *suffixes])
