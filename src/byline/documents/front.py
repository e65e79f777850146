"""Where on the first page the title, the block of authors and the footnotes stand."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from byline.documents.words import TextLine, WordReader

# "Abstract", "ABSTRACT", "A B S T R A C T", "Abstract—We", "Abstract. We", "Summary"
_ABSTRACT = re.compile(r"(?:a ?b ?s ?t ?r ?a ?c ?t|summary)\b\s*(?:$|[.:—–\-]|\s[A-Z])", re.IGNORECASE)
# What goes on in the same line is set like the body; "Abstract Reasoning for Papers", at 1.3 and more, is a title.
_RUN_IN_RATIO = 1.15
# What else ends the block where there is no abstract heading.
_BODY_START = re.compile(
    r"(?:(?:1|I)\.?\s*)?introduction$|(?:index terms|key ?words|ccs concepts|categories and subject)\b"
    r"|editors?:|contents$|acm reference format",
    re.IGNORECASE,
)
# What ends the block though an abstract follows: JMLR's editor, the caption of a figure above the abstract.
_ALSO_ENDS = re.compile(r"(?:action )?editors?:|(?:figure|fig\.) ?1[.:]", re.IGNORECASE)
# Running heads that stand above a title, or are as large as one.
_RUNNING_HEAD = re.compile(
    r"(?:published as|under review|proceedings of|accepted (?:at|by|to)|workshop|preprint|arxiv:|journal of"
    r"|transactions on|in: |to appear|submitted to|international conference on|vol(?:ume|\.) ?\d|https?://|doi)",
    re.IGNORECASE,
)
# An abstract without a heading is a paragraph: this many lines of one left edge and at least this long.
_PARAGRAPH_LINES = 4
_PARAGRAPH_CHARS = 45
# Lines of a paragraph stand at most this far apart, in sizes, and begin within this many points of each other.
_LARGEST_LEAD = 1.8
_FLUSH = 1.5
# The right one of two columns begins a little right of the middle.
_RIGHT_COLUMN = 0.48
# Small capitals and a typewriter word in a title are set at 0.8 to 0.9 of its size.
_TITLE_TOLERANCE = 0.85
# Titles stand in the upper part of the page; a title page sets them as low as 40% from the top.
_TITLE_ZONE = 0.5
# Larger type than this is a logo or a drop capital.
_LARGEST_TITLE = 60.0
# Where a page has no body, its lower part is taken for something else until the next page tells.
_BLOCK_ZONE = 0.55
# Footnotes are set at 0.8 to 0.92 of the body's size (9 of 10, 8 of 9 points), in the lower part of the page.
_FOOTNOTE_RATIO = 0.95
_FOOTNOTE_ZONE = 0.55


@dataclass(frozen=True, slots=True)
class Front:
    """The lines of a page that tell who wrote the paper, each list from the top.

    `below` are the lines of a page without a body, under the part that is taken for the block.
    """

    title: list[TextLine]
    block: list[TextLine]
    below: list[TextLine]
    footnotes: list[TextLine]
    has_body: bool


def parse_front(reader: WordReader) -> Front:
    """Return the title's lines, those between title and abstract, and those that may be footnotes."""
    lines = reader.lines
    starts = _body_starts(lines)
    # Half a line above the baseline, so that the heading's own line does not count as above.
    bottom = max((line.baseline + 0.5 * line.size for line in starts), default=_BLOCK_ZONE * reader.height)
    ordered = sorted(lines, key=lambda line: (-line.baseline, line.x0))
    title = _title([line for line in ordered if line.baseline > bottom], reader.height)
    floor = min((line.baseline - 0.3 * line.size for line in title), default=reader.height)
    block = _without_column(
        [line for line in ordered if bottom < line.baseline < floor], ordered, reader.width
    )
    below = [] if starts else [line for line in ordered if line.baseline <= bottom]
    return Front(title, block, below, _footnotes(lines, bottom, reader.height), bool(starts))


def _without_column(block: list[TextLine], ordered: list[TextLine], page_width: float) -> list[TextLine]:
    """Return a block's lines without those of a right-hand column, which may begin higher than the abstract's heading.

    Such a line goes on downwards, at the same edge and size and a line's distance, in a line of the body.
    """
    column = {line: None for line in ordered if line.x0 > _RIGHT_COLUMN * page_width}
    kept = set(block)
    for line in reversed(block):
        if line in column and any(_goes_on(line, below) for below in column if below not in kept):
            kept.discard(line)
    return [line for line in block if line in kept]


def _goes_on(line: TextLine, below: TextLine) -> bool:
    lead = line.baseline - below.baseline
    is_flush = abs(line.x0 - below.x0) < _FLUSH and abs(line.size - below.size) < _FLUSH
    return is_flush and 0 < lead < _LARGEST_LEAD * line.size


def _body_starts(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines that end the block: the abstract's heading, or what stands in its place."""
    headings = ((line, _ABSTRACT.match(line.text)) for line in lines)
    starts = [
        line
        for line, match in headings
        if match and (match.end() == len(line.text) or line.size < _RUN_IN_RATIO * body_size(lines))
    ]
    if not starts:
        return [line for line in lines if _BODY_START.match(line.text)] + _paragraph_starts(lines)
    top = max(line.baseline for line in starts)
    return starts + [line for line in lines if _ALSO_ENDS.match(line.text) and line.baseline > top]


def _paragraph_starts(lines: list[TextLine]) -> list[TextLine]:
    starts = []
    for index in range(len(lines) - _PARAGRAPH_LINES + 1):
        run = lines[index : index + _PARAGRAPH_LINES]
        if _is_paragraph(run):
            starts.append(run[0])
    return starts


def _is_paragraph(run: list[TextLine]) -> bool:
    second = run[1]
    if any(len(line.text) < _PARAGRAPH_CHARS or "@" in line.text for line in run):
        return False
    # The first line may be indented.
    is_flush = all(abs(line.x0 - second.x0) < _FLUSH for line in run[1:]) and abs(run[0].x0 - second.x0) < 40
    leads = [above.baseline - below.baseline for above, below in pairwise(run)]
    return is_flush and min(leads) > 0 and max(leads) < _LARGEST_LEAD * second.size


def _title(upper: list[TextLine], page_height: float) -> list[TextLine]:
    candidates = [
        line
        for line in upper
        if line.baseline > page_height * (1 - _TITLE_ZONE)
        and sum(char.isalpha() for char in line.text[:200]) >= 3
        and line.size < _LARGEST_TITLE
        and not _RUNNING_HEAD.match(line.text)
    ]
    largest = max((line.size for line in candidates), default=0.0)
    title: list[TextLine] = []
    for line in candidates:
        is_large = line.size >= _TITLE_TOLERANCE * largest
        is_near = not title or title[-1].baseline - line.baseline < 2.0 * largest
        if title and not (is_large and is_near):
            break
        if is_large:
            title.append(line)
    return title


def _footnotes(lines: list[TextLine], bottom: float, page_height: float) -> list[TextLine]:
    limit = min(bottom, page_height * _FOOTNOTE_ZONE)
    size = _FOOTNOTE_RATIO * body_size(lines)
    return [line for line in lines if line.baseline < limit and line.size < size]


def body_size(lines: list[TextLine]) -> float:
    """Return the size of the page's ordinary text: that of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
