"""Short made-up papers as documents: sections given as (kind, text), one page a section."""

from collections.abc import Sequence

from byline.model import Document, Section, SectionKind, TitleBlock


def document(sections: Sequence[tuple[SectionKind, str]]) -> Document:
    """Return a document whose sections stand on pages of their own."""
    text, starts, spans = "", [], []
    for kind, body in sections:
        starts.append(len(text))
        start, text = len(text), text + body + "\n"
        spans.append(Section(kind, kind.title(), start, len(text)))
    return Document(
        path="made-up.pdf",
        sha256="0" * 64,
        page_count=len(starts),
        text=text,
        page_starts=tuple(starts),
        title_block=TitleBlock("", (), ()),
        sections=tuple(spans),
    )
