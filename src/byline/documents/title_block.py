"""The title block: each author with affiliations, e-mail domains and notes, read from the page's geometry."""

from dataclasses import dataclass

from byline.documents.affiliations import (
    Definition,
    clean_affiliation,
    parse_definitions,
    printed_affiliations,
    split_institutions,
)
from byline.documents.assignment import alike, assign_domains, owners
from byline.documents.block import Block, parse_block
from byline.documents.front import Front, body_size, parse_front
from byline.documents.lines import Segment, join_lines, parse_segments
from byline.documents.marks import resolve_marks
from byline.documents.names import PrintedName, parse_names
from byline.documents.notes import Footnote, parse_footnotes
from byline.documents.wording import has_org_word, is_anonymous, is_note
from byline.documents.words import TextLine, WordReader
from byline.model.documents import Line, PrintedAffiliation, PrintedAuthor, TitleBlock


@dataclass(slots=True)
class Author:
    """An author while the block is read; `marks` without those of the name's own typography."""

    name: PrintedName
    affiliations: list[PrintedAffiliation]
    domains: list[str]
    notes: list[str]


def parse_title_block(reader: WordReader, page: int) -> TitleBlock:
    """Return the title block that stands on a page; without authors where there are none to be read."""
    front = parse_front(reader)
    title = _title(reader, front)
    segments = _segments(reader, front.block)
    lines = tuple(_line(segment, page) for segment in segments)
    if any(is_anonymous(segment.text) for segment in segments):
        return TitleBlock(title, (), lines)
    block = parse_block(segments)
    authors = _authors(block)
    marks = frozenset(mark for author in authors for mark in author.name.marks)
    footnotes = parse_footnotes(_segments(reader, front.footnotes), body_size(reader.lines), marks)
    _assign(authors, block, footnotes, page, _measure(segments))
    return TitleBlock(title, tuple(_printed(author, page) for author in authors), lines)


def _title(reader: WordReader, front: Front) -> str:
    segments = _segments(reader, front.title)
    rows: dict[int, list[str]] = {}
    for segment in segments:
        rows.setdefault(segment.row, []).append(segment.text)
    return clean_affiliation(join_lines(" ".join(row) for row in rows.values()))


def _segments(reader: WordReader, lines: list[TextLine]) -> list[Segment]:
    return parse_segments(word for line in lines for word in reader.words(line))


def _line(segment: Segment, page: int) -> Line:
    return Line(page, segment.box, join_lines([segment.text]), round(segment.size, 2))


def _authors(block: Block) -> list[Author]:
    names = [name for group in block.groups for name in parse_names(group.names)]
    return [Author(name, [], [], []) for name in names if not has_org_word(name.text)]


def _assign(
    authors: list[Author], block: Block, footnotes: list[Footnote], page: int, measure: float
) -> None:
    marks = frozenset(mark for author in authors for mark in author.name.marks)
    definitions = parse_definitions(block.definitions, marks)
    _assign_marked(authors, definitions, page)
    _assign_below(authors, block, page, measure)
    in_block = {mark for definition in definitions for mark in definition.marks}
    _assign_footnotes(authors, [note for note in footnotes if not set(note.marks) & in_block], page)
    emails = [*block.emails, *(email for footnote in footnotes for email in footnote.emails)]
    for author, domains in zip(
        authors, assign_domains([a.name for a in authors], emails, block), strict=True
    ):
        author.domains += domains


def _assign_marked(authors: list[Author], definitions: list[Definition], page: int) -> None:
    meaning: dict[str, list[Definition]] = {}
    for definition in definitions:
        for mark in definition.marks:
            meaning.setdefault(mark, []).append(definition)
    for author in authors:
        for mark in resolve_marks(author.name.marks, meaning):
            for definition in meaning.get(mark, []):
                _give(author, definition, page)
    unmarked = [definition for definition in definitions if not definition.marks]
    for definition in unmarked:
        for author in authors:
            _give(author, definition, page)


def _give(author: Author, definition: Definition, page: int) -> None:
    text = definition.text
    if is_note(text):
        author.notes.append(clean_affiliation(text))
        return
    for part in split_institutions(text):
        author.affiliations.append(PrintedAffiliation(part, page, definition.box))


def _assign_below(authors: list[Author], block: Block, page: int, measure: float) -> None:
    """Give each author without a marked affiliation the lines that stand below the name."""
    for group in block.groups:
        held = [author for author in authors if author.name.segments[0] in group.names]
        for author in held:
            lines = [
                piece
                for piece in group.affiliations
                if author.name in owners(piece, [a.name for a in held], group)
            ]
            if not author.affiliations:
                author.affiliations += printed_affiliations(lines, page, measure)


def _assign_footnotes(authors: list[Author], footnotes: list[Footnote], page: int) -> None:
    has_printed = any(author.affiliations for author in authors)
    for footnote in footnotes:
        holders = _holders(authors, footnote)
        for author in holders:
            author.notes += footnote.notes
            if has_printed and author.affiliations:
                author.notes += footnote.affiliations
                continue
            for text in footnote.affiliations:
                parts = split_institutions(text)
                author.affiliations += [PrintedAffiliation(part, page, footnote.box) for part in parts]


def _holders(authors: list[Author], footnote: Footnote) -> list[Author]:
    """Return who a footnote is about: those with its mark, and those without any whose addresses stand in it."""
    if not footnote.marks:
        return authors
    names = [author.name for author in authors]
    addressed = {i for email in footnote.emails for part in email.local_parts for i in alike(part, names)}
    return [
        author
        for index, author in enumerate(authors)
        if set(author.name.marks) & set(footnote.marks) or (index in addressed and not author.name.marks)
    ]


def _measure(segments: list[Segment]) -> float:
    """Return the width of the text that the block is set in: that of its widest row."""
    rows: dict[int, list[Segment]] = {}
    for segment in segments:
        rows.setdefault(segment.row, []).append(segment)
    return max((row[-1].x1 - row[0].x0 for row in rows.values()), default=0.0)


def _printed(author: Author, page: int) -> PrintedAuthor:
    return PrintedAuthor(
        author.name.text,
        page,
        author.name.box,
        tuple(dict.fromkeys(author.affiliations)),
        tuple(dict.fromkeys(author.domains)),
        tuple(dict.fromkeys(author.notes)),
    )
