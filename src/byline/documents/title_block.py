"""The title block: each author with affiliations, e-mail domains and notes, read from the page's geometry."""

from dataclasses import dataclass

from byline.documents.affiliations import (
    Definition,
    clean_affiliation,
    parse_definitions,
    printed_affiliations,
    split_institutions,
)
from byline.documents.assignment import assign_domains, owners
from byline.documents.block import Block, parse_block
from byline.documents.front import Front, body_height, parse_front
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
    footnotes = parse_footnotes(_segments(reader, front.footnotes), _body_size(reader), marks)
    _assign(authors, block, footnotes, page)
    return TitleBlock(title, tuple(_printed(author, page) for author in authors), lines)


def _title(reader: WordReader, front: Front) -> str:
    segments = _segments(reader, front.title)
    rows: dict[int, list[str]] = {}
    for segment in segments:
        rows.setdefault(segment.row, []).append(segment.text)
    return clean_affiliation(join_lines(" ".join(row) for row in rows.values()))


def _segments(reader: WordReader, lines: list[TextLine]) -> list[Segment]:
    return parse_segments(word for line in lines for word in reader.words(line))


def _body_size(reader: WordReader) -> float:
    body = body_height(reader.lines)
    for line in reader.lines:
        if abs(line.height - body) < 0.05 and len(line.text) > 30:
            return max((word.size for word in reader.words(line)), default=0.0)
    return 0.0


def _line(segment: Segment, page: int) -> Line:
    return Line(page, segment.box, join_lines([segment.text]), round(segment.size, 2))


def _authors(block: Block) -> list[Author]:
    names = [name for group in block.groups for name in parse_names(group.names)]
    return [Author(name, [], [], []) for name in names if not has_org_word(name.text)]


def _assign(authors: list[Author], block: Block, footnotes: list[Footnote], page: int) -> None:
    marks = frozenset(mark for author in authors for mark in author.name.marks)
    definitions = parse_definitions(block.definitions, marks)
    _assign_marked(authors, definitions, page)
    _assign_below(authors, block, page)
    _assign_footnotes(authors, footnotes, page)
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


def _assign_below(authors: list[Author], block: Block, page: int) -> None:
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
                author.affiliations += printed_affiliations(lines, page)


def _assign_footnotes(authors: list[Author], footnotes: list[Footnote], page: int) -> None:
    has_printed = any(author.affiliations for author in authors)
    for footnote in footnotes:
        marked = [author for author in authors if set(author.name.marks) & set(footnote.marks)]
        holders = marked if footnote.marks else authors
        for author in holders:
            author.notes += footnote.notes
            if has_printed and author.affiliations:
                author.notes += footnote.affiliations
                continue
            for text in footnote.affiliations:
                parts = split_institutions(text)
                author.affiliations += [PrintedAffiliation(part, page, footnote.box) for part in parts]


def _printed(author: Author, page: int) -> PrintedAuthor:
    return PrintedAuthor(
        author.name.text,
        page,
        author.name.box,
        tuple(dict.fromkeys(author.affiliations)),
        tuple(dict.fromkeys(author.domains)),
        tuple(dict.fromkeys(author.notes)),
    )
