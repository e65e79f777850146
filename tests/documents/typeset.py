"""Small made-up papers, typeset on the spot."""

from functools import cache
from pathlib import Path

import typst

BODY = " ".join(
    [
        "We study how made-up systems learn from made-up data, and what follows from it for those who must rely on them.",
        "Earlier work asked the same of smaller systems and found that the answer depends on how the question is put.",
        "Our method reads every page once, keeps what it needs, and says plainly what it could not read.",
        "On three tasks it does better than the strongest baseline, at a third of its cost and with half its memory.",
    ]
    * 6
)
_PRELUDE = """
#set par(justify: true)
#set super(typographic: false)
#let body = [@BODY@]
#let abstract(width: 80%) = align(center)[#block(width: width)[#text(weight: "bold", size: 12pt)[Abstract] \\ #body]]
#let fine(body) = text(size: 9pt)[#body]
""".replace("@BODY@", BODY)


@cache
def typeset(source: str) -> bytes:
    """Return the PDF of a typst source; `body`, `abstract()` and `fine[]` are defined for it."""
    return typst.compile((_PRELUDE + source).encode())


def write_paper(path: Path, source: str) -> Path:
    """Typeset a source into a file and return its path."""
    path.write_bytes(typeset(source))
    return path
