"""Small made-up papers as PDF bytes, written without a typesetter: thousands a minute."""

import re
from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT, MARGIN, LEADING = 612, 792, 72, 13


class Line(NamedTuple):
    """A line of text, centred or at the margin; `size` in points. `^1` is a raised 1."""

    text: str
    size: int = 10
    is_bold: bool = False
    is_centred: bool = False


def pdf_of_lines(lines: Sequence[Line]) -> bytes:
    """Return a PDF of one page that shows the lines from the top down."""
    stream = b"".join(_shown(line, HEIGHT - MARGIN - LEADING * n) for n, line in enumerate(lines))
    fonts = b"".join(
        b"/F%d <</Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding>> " % font
        for font in ((0, b"Times-Roman"), (1, b"Times-Bold"))
    )
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources <</Font <<%s>>>>>>"
        % (WIDTH, HEIGHT, fonts),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    return _assembled(objects)


def _shown(line: Line, height: int) -> bytes:
    # Half the size is about what a letter of Times takes on average: centred is near enough.
    left = MARGIN if not line.is_centred else int(WIDTH - 0.45 * line.size * len(line.text)) // 2
    pieces = re.split(r"\^(\d)", line.text)
    shown = b" ".join(_piece(piece, line, n % 2 == 1) for n, piece in enumerate(pieces) if piece)
    return b"BT %d %d Td %s ET\n" % (left, height, shown)


def _piece(text: str, line: Line, is_raised: bool) -> bytes:
    size, rise = (line.size - 4, line.size // 3) if is_raised else (line.size, 0)
    escaped = re.sub(rb"([\\()])", rb"\\\1", text.encode("cp1252"))
    return b"/F%d %d Tf %d Ts (%s) Tj" % (line.is_bold, size, rise, escaped)


def _assembled(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n" % size + table + end
