"""Where on the first page the title, the block of authors and the footnotes stand."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from byline.documents.words import TextLine, WordReader

# "Abstract", "ABSTRACT", "A B S T R A C T", "Abstract—We", "Abstract. We", "Summary"
_ABSTRACT = re.compile(r"(?:a ?b ?s ?t ?r ?a ?c ?t|summary)\b\s*(?:$|[.:—–\-]|\s[A-Z])", re.IGNORECASE)
# What else ends the block where there is no abstract heading.
_BODY_START = re.compile(
    r"(?:(?:1|I)\.?\s*)?introduction$|(?:index terms|key ?words|ccs concepts|categories and subject)\b"
    r"|editors?:|contents$|acm reference format",
    re.IGNORECASE,
)
# Running heads that stand above a title, or are as large as one.
_RUNNING_HEAD = re.compile(
    r"(?:published as|under review|proceedings of|accepted (?:at|by|to)|workshop|preprint|arxiv:|journal of"
    r"|transactions on|in: |to appear|submitted to|international conference on|vol(?:ume|\.) ?\d|https?://|doi)",
    re.IGNORECASE,
)
# An abstract without a heading is a paragraph: this many lines of one left edge and at least this long.
_PARAGRAPH_LINES = 4
_PARAGRAPH_CHARS = 45
# The shortest title lines of 118 papers are 12.8 points high, body text at most 10.9.
_TITLE_TOLERANCE = 0.9
# Titles stand in the upper part of the page; a title page sets them as low as 40% from the top.
_TITLE_ZONE = 0.5
# Footnotes are set at 0.8 to 0.9 of the body's size; measured by the box of a line's first character.
_FOOTNOTE_RATIO = 0.965
_FOOTNOTE_ZONE = 0.5


@dataclass(frozen=True, slots=True)
class Front:
    """The lines of the first page that tell who wrote the paper, each list from the top."""

    title: list[TextLine]
    block: list[TextLine]
    footnotes: list[TextLine]


def parse_front(reader: WordReader) -> Front:
    """Return the title's lines, those between title and abstract, and those that may be footnotes."""
    lines = [line for line in reader.lines if line.height > 0]
    bottom = _block_bottom(lines, reader.height)
    upper = sorted((line for line in lines if line.y0 > bottom), key=lambda line: (-line.y0, line.x0))
    title = _title(upper, reader.height)
    floor = min((line.y0 for line in title), default=reader.height)
    block = [line for line in upper if line.y1 < floor + 0.5 * line.height and line not in title]
    return Front(title, block, _footnotes(lines, bottom, reader.height))


def _block_bottom(lines: list[TextLine], page_height: float) -> float:
    """Return the height above which title and authors stand."""
    tops = [line.y1 for line in lines if _ABSTRACT.match(line.text)]
    if not tops:
        tops = [line.y1 for line in lines if _BODY_START.match(line.text)]
        tops += [line.y1 for line in _paragraph_starts(lines)]
    else:
        tops += [
            line.y1 for line in lines if line.text.startswith(("Editor:", "Editors:")) and line.y1 > max(tops)
        ]
    # Half a line lower than the top, so that a taller letter in the same line does not count as above.
    return max(tops, default=0.55 * page_height) - 4.0


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
    # The first line may be indented; a drop capital makes it taller.
    is_flush = all(abs(line.x0 - second.x0) < 1.5 for line in run[1:]) and abs(run[0].x0 - second.x0) < 40
    descends = all(above.y0 > below.y0 for above, below in itertools.pairwise(run))
    return is_flush and descends and _spacing(run) < 2.2


def _spacing(run: list[TextLine]) -> float:
    gaps = [above.y0 - below.y0 for above, below in itertools.pairwise(run)]
    return max(gaps) / max(run[1].height, 1.0)


def _title(upper: list[TextLine], page_height: float) -> list[TextLine]:
    candidates = [
        line
        for line in upper
        if line.y0 > page_height * (1 - _TITLE_ZONE)
        and sum(char.isalpha() for char in line.text) >= 3
        and line.height < 80
        and not _RUNNING_HEAD.match(line.text)
    ]
    if not candidates:
        return []
    tallest = max(line.height for line in candidates)
    first = next(i for i, line in enumerate(candidates) if line.height >= _TITLE_TOLERANCE * tallest)
    title = [candidates[first]]
    for line in candidates[first + 1 :]:
        is_near = title[-1].y0 - line.y0 < 2.0 * tallest
        if line.height < _TITLE_TOLERANCE * tallest or not is_near:
            break
        title.append(line)
    return title


def _footnotes(lines: list[TextLine], bottom: float, page_height: float) -> list[TextLine]:
    body = body_height(lines)
    limit = min(bottom, page_height * _FOOTNOTE_ZONE)
    return [line for line in lines if line.y1 < limit and line.height < _FOOTNOTE_RATIO * body]


def body_height(lines: list[TextLine]) -> float:
    """Return the height of the page's ordinary text: that of most characters."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0
