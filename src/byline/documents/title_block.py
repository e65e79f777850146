"""The title block: each author with affiliations, e-mail domains and notes, read from the page's geometry."""

import re
from dataclasses import dataclass, replace

from byline.documents.affiliations import (
    Definition,
    clean_affiliation,
    parse_definitions,
    printed_affiliations,
    split_institutions,
)
from byline.documents.assignment import addressed, assign_domains, owned
from byline.documents.block import Block, Group, parse_block
from byline.documents.front_matter import FrontMatter
from byline.documents.lines import Segment, box_around, join_lines, join_words
from byline.documents.marks import known_marks, resolve_marks
from byline.documents.names import PrintedName, parse_names
from byline.documents.notes import Footnote, parse_footnotes
from byline.documents.wording import ends_in_country, has_org_word, is_anonymous, is_note, looks_like_name
from byline.model.documents import Line, PrintedAffiliation, PrintedAuthor, TitleBlock

# An announced list must be one: most of it names, and more of them than the first page has.
_LEAST_LISTED, _LEAST_NAMES_SHARE = 3, 0.8
_CORRESPONDENCE = re.compile(r"correspond|contact|e-?mail", re.IGNORECASE)


@dataclass(slots=True)
class Author:
    """An author while the block is read; `marks` without those of the name's own typography."""

    name: PrintedName
    affiliations: list[PrintedAffiliation]
    domains: list[str]
    notes: list[str]


def parse_title_block(front: FrontMatter) -> TitleBlock:
    """Return the title block of a paper's front matter; without authors where there are none to be read."""
    lines = tuple(_line(segment) for segment in front.block)
    if any(is_anonymous(segment.text) for segment in front.block):
        return TitleBlock(front.title, (), lines)
    block = parse_block(front.block, front.measure)
    block.definitions = block.definitions or front.affiliation_list.segments
    authors = _read_authors(block, front.footnotes, front.measure)
    if front.late_footnotes and not any(author.affiliations for author in authors):
        late = _read_authors(block, front.late_footnotes, front.measure)
        authors = late if all(map(_has_institution, late)) else authors
    listed = front.author_list.segments
    if listed and _is_author_list(
        authors_listed := _read_authors(parse_block(listed, front.measure), [], front.measure), len(authors)
    ):
        authors = authors_listed
        lines += tuple(_line(segment) for segment in listed)
    return TitleBlock(front.title, tuple(_printed(author) for author in authors), lines)


def _read_authors(block: Block, notes: list[Segment], measure: float) -> list[Author]:
    authors = _authors(block)
    marks = known_marks(author.name.marks for author in authors)
    _assign(authors, block, parse_footnotes(notes, marks), measure)
    return authors


def _has_institution(author: Author) -> bool:
    return any(has_org_word(affiliation.text) for affiliation in author.affiliations)


def _is_author_list(listed: list[Author], printed_count: int) -> bool:
    names = sum(looks_like_name(author.name.text) for author in listed)
    return names >= _LEAST_LISTED and names > printed_count and names >= _LEAST_NAMES_SHARE * len(listed)


def _line(segment: Segment) -> Line:
    return Line(segment.page, segment.box, join_lines([segment.text]), round(segment.size, 2))


def _authors(block: Block) -> list[Author]:
    authors: list[Author] = []
    for group in block.groups:
        if group.is_inline:
            authors += _inline_authors(group)
        else:
            authors += _block_authors(parse_names(_in_order(group), block.measure))
    return [author for author in authors if not has_org_word(author.name.text)]


def _in_order(group: Group) -> list[Segment]:
    """Return a group's names row by row, or column by column where names stand beside affiliations."""
    rows = {piece.row for piece in group.affiliations}
    if not any(segment.row in rows for segment in group.names):
        return group.names
    first_row = [segment for segment in group.names if segment.row == group.names[0].row]

    def column(name: Segment) -> int:
        distances = [abs(name.centre - top.centre) for top in first_row]
        return distances.index(min(distances))

    return sorted(group.names, key=lambda name: (column(name), name.row))


def _block_authors(names: list[PrintedName]) -> list[Author]:
    """Return authors, each with the affiliation that stands in brackets after the name, if one does."""
    has_all = len(names) > 1 and all(name.words[-1].text.rstrip(",").endswith((")", "）")) for name in names)
    return [_author(name, has_all) for name in names]


def _author(name: PrintedName, has_affiliation: bool) -> Author:
    start = next((i for i, word in enumerate(name.words) if i and word.text.startswith(("(", "（"))), None)
    if start is not None:
        words = name.words[start:]
        text = clean_affiliation(_within_brackets(join_words(words)))
        if has_org_word(text) or ends_in_country(text) or (has_affiliation and text.isascii()):
            name.words = name.words[:start]
            return Author(name, [PrintedAffiliation(text, name.page, box_around(words))], [], [])
    return Author(name, [], [], [])


def _within_brackets(text: str) -> str:
    """Return what the outer brackets hold; those of "HKUST (GZ)" stay."""
    return re.sub(r"^[(（]|[)）],?$", "", text)


def _inline_authors(group: Group) -> list[Author]:
    """Return the author of a row that goes on with the affiliation, and perhaps in the rows below."""
    row = group.names[0]
    end = next((i for i, token in enumerate(row.tokens, 1) if token.word.text.endswith(",")), len(row.tokens))
    names = parse_names([replace(row, tokens=row.tokens[:end])])
    rest = [replace(row, tokens=row.tokens[end:])] if end < len(row.tokens) else []
    lines = [[t.word for t in line.tokens if not t.is_raised] for line in [*rest, *group.affiliations]]
    if len(names) != 1 or not any(lines):
        return [Author(name, [], [], []) for name in names]
    text = clean_affiliation(join_lines(join_words(words) for words in lines))
    box = box_around(word for words in lines for word in words)
    return [Author(names[0], [PrintedAffiliation(text, names[0].page, box)], [], [])]


def _assign(authors: list[Author], block: Block, footnotes: list[Footnote], measure: float) -> None:
    marks = known_marks(author.name.marks for author in authors)
    definitions = parse_definitions(block.definitions, marks)
    _assign_marked(authors, definitions)
    _assign_below(authors, block, measure)
    in_block = {mark for definition in definitions for mark in definition.marks}
    _assign_footnotes(authors, [note for note in footnotes if not set(note.marks) & in_block])
    emails = [*block.emails, *(email for footnote in footnotes for email in footnote.emails)]
    for author, domains in zip(
        authors, assign_domains([a.name for a in authors], emails, block), strict=True
    ):
        author.domains += domains


def _assign_marked(authors: list[Author], definitions: list[Definition]) -> None:
    meaning: dict[str, list[Definition]] = {}
    for definition in definitions:
        for mark in definition.marks:
            meaning.setdefault(mark, []).append(definition)
    for author in authors:
        for mark in resolve_marks(author.name.marks, meaning):
            for definition in meaning.get(mark, []):
                _give(author, definition)
    unmarked = [definition for definition in definitions if not definition.marks]
    for definition in unmarked:
        for author in authors:
            _give(author, definition)


def _give(author: Author, definition: Definition) -> None:
    text = definition.text
    if is_note(text):
        author.notes.append(clean_affiliation(text))
        return
    for part in split_institutions(text):
        author.affiliations.append(PrintedAffiliation(part, definition.page, definition.box))


def _assign_below(authors: list[Author], block: Block, measure: float) -> None:
    """Give each author without a marked affiliation the lines that stand below the name."""
    for group in block.groups:
        held = [author for author in authors if author.name.segments[0] in group.names]
        for author, lines in zip(held, owned([author.name for author in held], group), strict=True):
            if not author.affiliations:
                author.affiliations += printed_affiliations(lines, measure)


def _assign_footnotes(authors: list[Author], footnotes: list[Footnote]) -> None:
    has_printed = any(author.affiliations for author in authors)
    for footnote in footnotes:
        holders = _holders(authors, footnote)
        _assign_correspondence(authors, footnote, holders)
        for author in holders:
            author.notes += [note for note in footnote.notes if not _CORRESPONDENCE.match(note)]
            if has_printed and author.affiliations:
                author.notes += footnote.affiliations
                continue
            for text in footnote.affiliations:
                parts = split_institutions(text)
                author.affiliations += [
                    PrintedAffiliation(part, footnote.page, footnote.box) for part in parts
                ]


def _assign_correspondence(authors: list[Author], footnote: Footnote, holders: list[Author]) -> None:
    """Give a note about correspondence to those whom it names; ICML's ends the last affiliation's footnote."""
    names = [author.name for author in authors]
    reached = addressed(footnote.emails, names)
    for note in footnote.notes:
        if _CORRESPONDENCE.match(note):
            named = [a for i, a in enumerate(authors) if i in reached or a.name.text in note]
            for author in named or holders:
                author.notes.append(note)


def _holders(authors: list[Author], footnote: Footnote) -> list[Author]:
    """Return who a footnote is about: those with its mark, and those without any whose addresses stand in it."""
    names = [author.name for author in authors]
    if footnote.who:
        return [author for author in authors if _is_named(author.name.text, footnote.who)]
    if not footnote.marks:
        return authors
    reached = addressed(footnote.emails, names)
    return [
        author
        for index, author in enumerate(authors)
        if set(author.name.marks) & set(footnote.marks) or (index in reached and not author.name.marks)
    ]


def _is_named(name: str, text: str) -> bool:
    """Return whether a text names someone: by the whole name, or by the surname as in "A. Lind"."""
    return name in text or bool(re.search(rf"\b{re.escape(name.split()[-1])}\b", text))


def _printed(author: Author) -> PrintedAuthor:
    return PrintedAuthor(
        author.name.text,
        author.name.page,
        author.name.box,
        tuple(dict.fromkeys(author.affiliations)),
        tuple(dict.fromkeys(author.domains)),
        tuple(dict.fromkeys(author.notes)),
    )
