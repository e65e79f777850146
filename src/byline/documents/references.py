"""The reference list, cut into entries, each with the title and year that it gives."""

import re
from collections.abc import Iterator

from byline.model.documents import Reference, Section

_BRACKETED = re.compile(r"^[ \t]*\[(\d{1,4}|[A-Za-z+]{1,8}\d{2}[a-z]?)\][ \t]*", re.MULTILINE)
_POINTED = re.compile(r"^[ \t]*(\d{1,3})\.[ \t]+(?=[A-Z])", re.MULTILINE)
# An entry that begins with names: "Doe, J.", "J. Doe,", "Jane Doe and", "OpenAI.", "Jane Doe. 2020."
_NAME_START = re.compile(
    r"(?:[A-Z][^\W\d_]?\.[ -]?){1,3} ?[^\W\d_]"
    r"|(?:(?:van|von|de|del|di|da|la|le|al|el)[ -]){0,2}[^\W\d_a-z][\w'’\-]+(?: [^\W\d_][\w'’.\-]*){0,4}"
    r"(?:$|,| and | et al|\.)"
)
_BRACKET_END = re.compile(r"[a-z]\)$")
# The figures come first: a lookbehind at every character takes three times as long.
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?<![\d.:/].{4})(?![\d/])", re.DOTALL)
_ARXIV = re.compile(
    r"[aA][rR][xX][iI][vV][:\s]*(?:preprint\s*)?(?:arXiv:)?\s*\d{4}\.\d{4,5}(?:v\d)?|abs/\d{4}\.\d{4,5}|https?://\S+"
)
_QUOTED = re.compile(r"[“\"]([^”\"]{8,300}?)[,.]?[”\"]")
_DATED = re.compile(r"(?:19[5-9]\d|20[0-4]\d)[a-z]?\)?[.,:]\s+(?=\S)")
# The end of a sentence, but not an initial ("J. Doe") or an abbreviation; "et al." ends the authors.
# The mark comes first: lookbehinds at every character take ten times as long.
_SENTENCE_END = re.compile(r"[.?!](?<!\b[A-Z].)(?<!-[A-Z].)(?<!\b(?:vs|St|Jr).)\s+(?=\S)")
_SURNAME_FIRST = re.compile(r"(?:[a-z]{2,3} ){0,2}[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?, [A-Z]\.")
_INITIALS_END = re.compile(r"(?:(?<!\w)[A-Z]\.|\bet al\.|\b[a-z]{2,}\.)\s+(?!and\b|&|[A-Z]\.|-)(?=\S)")
_LAST_FIGURES = re.compile(r"\d[a-z]?\.?$")
_TRAILING_YEAR = re.compile(r",?\s*(?:[A-Z][a-z]{2,8}\s+|\d\d\s+)?(?:19|20)\d\d[a-z]?\.?$")
_LONGEST_ENTRY = 2500


def parse_references(text: str, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
    """Return the entries of the reference list in order; none where there is no such section."""
    references: list[Reference] = []
    for section in sections:
        if section.kind == "references":
            references += [_reference(text, start, end) for start, end in _entries(text, section)]
    return tuple(references)


def _entries(text: str, section: Section) -> Iterator[tuple[int, int]]:
    start = text.find("\n", section.start, section.end) + 1 or section.end
    for pattern in (_BRACKETED, _POINTED):
        starts = [match.start() for match in pattern.finditer(text, start, section.end)]
        if len(starts) >= 3 and starts[0] - start < 200:
            break
    else:
        starts = list(_name_starts(text, start, section.end))
    if not starts:
        return
    for first, last in zip(starts, [*starts[1:], section.end], strict=True):
        stripped = text[first:last].rstrip()
        yield first, first + min(len(stripped), _LONGEST_ENTRY)


def _name_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where entries without numbers begin: at a name, after a line that ends one, once there was a year."""
    position, previous, has_year = start, "", True
    for line in text[start:end].split("\n"):
        if has_year and _NAME_START.match(line) and _may_end(previous):
            yield position
            has_year = False
        has_year = has_year or bool(_YEAR.search(line))
        previous = line
        position += len(line) + 1


def _may_end(line: str) -> bool:
    """Return whether an entry may end with a line: with a point, a figure, an address, or nothing."""
    *_, last = line.split() or [""]
    return (
        not line
        or last[-1:] == "."
        or last[-1:].isdecimal()
        or "/" in last
        or bool(_BRACKET_END.search(last))
    )


def _reference(text: str, start: int, end: int) -> Reference:
    entry = " ".join(text[start:end].split())
    label = _BRACKETED.match(entry) or _POINTED.match(entry)
    bare = _ARXIV.sub(" ", entry[label.end() :] if label else entry)
    title, year = _title(bare), _year(bare)
    return Reference(text[start:end], start, end, title, year)


def _title(entry: str) -> str | None:
    if quoted := _QUOTED.search(entry):
        return quoted[1].strip()
    # ICML's style: "Holt, G. and Moe, D. Title" has an initial before the title, where others have a surname.
    pattern = _INITIALS_END if _SURNAME_FIRST.match(entry) else _SENTENCE_END
    authors, dated = pattern.search(entry), _DATED.search(entry)
    # A year that comes right after the authors, as in "J. Doe. 2020. Title" or "Doe, J. (2020). Title".
    if dated and (authors is None or dated.start() <= authors.end() + 1):
        rest = entry[dated.end() :]
    elif authors:
        rest = entry[authors.end() :]
    else:
        return None
    title = _SENTENCE_END.split(rest, maxsplit=1)[0]
    if _LAST_FIGURES.search(title, max(len(title) - 3, 0)):
        title = _TRAILING_YEAR.sub("", title)
    title = title.strip(" .,")
    return title if len(title) >= 4 else None


def _year(entry: str) -> int | None:
    years = _YEAR.findall(entry)
    return int(years[-1]) if years else None
