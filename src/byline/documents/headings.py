"""Headings found in running text, by their numbers in sequence and by the words that stand alone on a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from byline.documents.section_kinds import UNNUMBERED, kind_of
from byline.model.documents import SectionKind

# "3 Method", "3.1. Setup", "IV. RESULTS", "A.2 Proofs", "Appendix B: Prompts", "Appendix A. Proof".
# All begin with the newline before: a literal first character makes the search faster than "^" does.
_NUMBERED = re.compile(
    r"\n[ \t]*(?=[\dA-Z])(?:Appendix |APPENDIX )?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Z](?:\.\d{1,2}){0,2})"
    r"(?P<dot>[.:]?)[ \t]+(?P<title>[A-Z][^\n]*+)"
)
_TITLE_LENGTH = range(3, 92)
# "Related Work", "REFERENCES", "(Supplementary Material)", "Abstract."
_ALONE = re.compile(r"\n[ \t]*\(?(?P<title>[A-Z][A-Za-z ]{4,35}+)[.:)]{0,2}[ \t]*(?=\n)")
# "Abstract—We show", "Abstract. We show", "Acknowledgements. We thank" run into their text.
_RUN_IN = re.compile(r"\n[ \t]*(?P<title>A(?i:bstract|cknowledge?ments?))[ \t]*[.:—–]+[ \t]*(?=[A-Z])")
# What a paper with numbered sections still leaves without a number.
_NEVER_NUMBERED = ("acknowledgements", "references", "appendix", "abstract")

_WORD = re.compile(r"[A-Za-z]{3}")
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where it starts: `number` as printed ("" if none), `kind` if its wording tells.

    `style` is how it is set: what follows the number, and whether it is in capitals.
    """

    start: int
    number: str
    title: str
    kind: SectionKind | None
    style: tuple[str, bool] = ("", False)

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


def parse_headings(text: str) -> list[Heading]:
    """Return the headings of a document in order, those of the appendix too."""
    # With a newline put before it, a match begins where its line begins in the text itself.
    candidates = _of_one_style(_numbered(f"\n{text}\n"))
    main = max(
        (_chain(candidates, ranks) for ranks in (_arabic, _roman)),
        key=lambda chain: sum(map(_weight, chain)),
        default=[],
    )
    unnumbered = _unnumbered(f"\n{text}\n")
    if len(main) >= 3:
        unnumbered = [heading for heading in unnumbered if heading.kind in (*_NEVER_NUMBERED, "discussion")]
    unnumbered = _plausible(unnumbered, main)
    end = max([heading.start for heading in unnumbered if heading.kind == "references"], default=len(text))
    appendix = _chain([heading for heading in candidates if heading.start > end], _letter)
    sub = _subheadings(candidates, main, len(text)) + _subheadings(candidates, appendix, len(text))
    return sorted([*main, *sub, *unnumbered, *appendix], key=lambda heading: heading.start)


def _of_one_style(candidates: list[Heading]) -> list[Heading]:
    """Leave out top headings that are not set as the introduction's is: items of lists, lines of listings."""
    first = next(
        (heading for heading in candidates if heading.kind == "introduction" and heading.depth == 1), None
    )
    if first is None:
        return candidates
    return [
        heading
        for heading in candidates
        if heading.depth > 1
        or heading.style == first.style
        or not (_arabic(heading.number) or _roman(heading.number))
    ]


def _numbered(text: str) -> list[Heading]:
    """Return the lines that could be numbered headings."""
    headings = []
    for match in _NUMBERED.finditer(text):
        title = match["title"].rstrip(" \t")
        # Sentences end in a point; table rows and formulas have more than letters.
        if len(title) not in _TITLE_LENGTH or title[-1] in ".,;=" or not _WORD.search(title):
            continue
        letters = sum(char.isalpha() or char in " -:,'’" for char in title)
        if letters >= 0.85 * len(title):
            style = (match["dot"], title.isupper())
            headings.append(Heading(match.start(), match["number"], title, kind_of(title), style))
    return headings


def _unnumbered(text: str) -> list[Heading]:
    """Return the lines that are headings without a number."""
    alone = [match for match in _ALONE.finditer(text) if match["title"].strip().casefold() in UNNUMBERED]
    matches = sorted([*alone, *_RUN_IN.finditer(text)], key=re.Match.start)
    return [Heading(match.start(), "", match["title"].strip(), kind_of(match["title"])) for match in matches]


def _plausible(unnumbered: list[Heading], main: list[Heading]) -> list[Heading]:
    """Leave out an abstract that is not first and a reference list before the last numbered section."""
    last = main[-1].start if main else 0
    references = [heading for heading in unnumbered if heading.kind == "references"]
    after = [heading for heading in references if heading.start > last]
    chosen = (after or references)[:1]
    abstracts = [heading for heading in unnumbered if heading.kind == "abstract"][:1]
    others = [heading for heading in unnumbered if heading.kind not in ("references", "abstract")]
    return abstracts + others + chosen


def _arabic(number: str) -> int:
    return int(number) if number.isdigit() else 0


def _roman(number: str) -> int:
    if not number or set(number) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in number]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _letter(number: str) -> int:
    return ord(number) - ord("A") + 1 if len(number) == 1 and number.isalpha() else 0


def _weight(heading: Heading) -> float:
    words = heading.title.split()
    is_titled = sum(word[0].isupper() for word in words if len(word) > 3) >= 0.6 * sum(
        len(word) > 3 for word in words
    )
    return 1.0 + (1.0 if heading.kind else 0.0) + (0.5 if is_titled else 0.0) - 0.05 * max(len(words) - 6, 0)


def _chain(candidates: list[Heading], rank: Callable[[str], int]) -> list[Heading]:
    """Return the headings numbered 1, 2, 3 ... in order that weigh most together; one number may be missing."""
    best: dict[int, tuple[float, list[Heading]]] = {}
    for heading in candidates:
        number = rank(heading.number)
        if not number:
            continue
        before = max((best.get(number - step, (0.0, [])) for step in (1, 2)), key=lambda chain: chain[0])
        if number > 1 and not before[1]:
            continue
        score = before[0] + _weight(heading)
        if score > best.get(number, (0.0, []))[0]:
            best[number] = (score, [*before[1], heading])
    return max(best.values(), key=lambda chain: chain[0], default=(0.0, []))[1]


def _subheadings(candidates: list[Heading], tops: list[Heading], end: int) -> list[Heading]:
    """Return the headings "3.1", "3.2" ... that stand under the top heading of their number, in sequence."""
    below: dict[str, list[tuple[int, Heading]]] = {}
    for heading in candidates:
        top, _, rest = heading.number.partition(".")
        if rest.isdigit():
            below.setdefault(top, []).append((int(rest), heading))
    found = []
    bounds = [*[heading.start for heading in tops], end]
    for index, heading in enumerate(tops):
        last = 0
        for number, sub in below.get(heading.number, []):
            if bounds[index] < sub.start < bounds[index + 1] and last < number <= last + 2:
                found.append(sub)
                last = number
    return found
