"""Sections of a document: the stretches of its text between headings, each of a known kind."""

import re

from byline.documents.headings import Heading, parse_headings
from byline.model.documents import Section, SectionKind

# An abstract without a heading: this many long lines after each other (CPAL's style; see front.py).
_PARAGRAPH = re.compile(r"(?:^(?=[^@\n]*$)[^\n]{45,}\n){4}", re.MULTILINE)
_SUBSECTION_KINDS = ("method", "experiments", "results", "discussion", "background", "other")
_BEFORE_METHOD = ("title", "abstract", "introduction", "related_work", "background")


def parse_sections(text: str) -> tuple[Section, ...]:
    """Return the document's sections in order, covering its text without overlap.

    A subsection is a section of its own; where its heading does not tell its kind, it has that of the section above.
    A section under a title of the paper's own making, after the background and before the experiments, is its method.
    All that follows the references is appendix.
    """
    headings = parse_headings(text)
    headings = _with_abstract(text, headings)
    if not headings or headings[0].start > 0:
        headings = [Heading(0, "", "", "title"), *headings]
    kinds = _kinds(headings)
    ends = [*[heading.start for heading in headings[1:]], len(text)]
    return tuple(
        Section(kind, f"{heading.number} {heading.title}".strip(), heading.start, end)
        for heading, kind, end in zip(headings, kinds, ends, strict=True)
        if end > heading.start
    )


def _with_abstract(text: str, headings: list[Heading]) -> list[Heading]:
    if any(heading.kind == "abstract" for heading in headings) or not headings:
        return headings
    match = _PARAGRAPH.search(text, 0, headings[0].start)
    if match is None:
        return headings
    return [Heading(match.start(), "", "", "abstract"), *headings]


def _kinds(headings: list[Heading]) -> list[SectionKind]:
    kinds: list[SectionKind] = []
    top: SectionKind = "title"
    is_past_references = False
    for heading in headings:
        if heading.depth == 1:
            kind = top = heading.kind or _own_title_kind(kinds, top)
        else:
            kind = _below(top, heading.kind)
        is_past_references = is_past_references or kind == "references"
        if is_past_references and kind not in ("references", "acknowledgements"):
            kind = top = "appendix"
        kinds.append(kind)
    return kinds


def _below(top: SectionKind, kind: SectionKind | None) -> SectionKind:
    """Return a subsection's kind: "2.1 Prompting Methods" under "2 Related Work" is related work."""
    return kind if kind in _SUBSECTION_KINDS and top in _SUBSECTION_KINDS else top


def _own_title_kind(kinds: list[SectionKind], top: SectionKind) -> SectionKind:
    has_begun = "introduction" in kinds
    is_early = not {"experiments", "results", "conclusion", "references"} & set(kinds)
    return "method" if has_begun and is_early and top in (*_BEFORE_METHOD, "method") else "other"
