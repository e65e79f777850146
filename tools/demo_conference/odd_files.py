"""The files of the invented conference that are no papers: what a folder of PDFs holds besides papers."""

from pathlib import Path
from typing import Any

import typst

NOTICE = "Invented for the demonstration of Byline: ImCoLS does not exist."
HEAD = """
#set document(
  title: "TITLE",
  description: "NOTICE",
  keywords: ("invented", "Byline"),
  date: datetime(year: 2031, month: 7, day: 1),
)
"""
FORM = """
#set page(footer: align(center, text(7pt)[NOTICE]))
#set text(font: "Libertinus Serif", 11pt)
#align(center, text(15pt)[*Copyright Transfer and Presentation Form*])
Paper number: #box(line(length: 6cm)) \\
Title of the paper: #box(line(length: 10cm)) \\
Name of the author who signs for all authors: #box(line(length: 6cm)) \\
Institution and address: #box(line(length: 9cm))

By signing this form the author confirms that the work has not been published elsewhere, that all co-authors
have agreed to its presentation, and that the organisers may print it in the proceedings.

#grid(columns: (1fr, 1fr), row-gutter: 14pt, [☐ oral presentation], [☐ poster], [☐ remote], [☐ on site])

Date: #box(line(length: 4cm)) #h(1cm) Signature: #box(line(length: 6cm))
"""
# A page that was put on the scanner the wrong way up: a grey picture and no text.
SCAN = """
#set page(margin: 0pt)
#let paper = "<rect width='612' height='792' fill='#f4f2ec'/>"
#let shadow = "<rect x='40' y='50' width='3' height='700' fill='#e2dfd6'/>"
#let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='612' height='792'>" + paper + shadow + "</svg>"
#image(bytes(svg), format: "svg", width: 100%)
"""


def write_odd_files(folder: Path, healthy: bytes) -> list[dict[str, Any]]:
    """Write a truncated PDF, an empty file, a form and a blank scan; return their truth. `healthy`: a whole PDF."""
    contents = {
        "2030/901.pdf": ("damaged", healthy[: len(healthy) * 2 // 5]),
        "2030/902.pdf": ("empty", b""),
        "2031/901.pdf": ("form", compile_pdf("Copyright form", FORM)),
        "2031/902.pdf": ("blank-scan", compile_pdf("Blank scan", SCAN)),
    }
    for name, (_, content) in contents.items():
        (folder / name).write_bytes(content)
    return [_truth(name, kind) for name, (kind, _) in contents.items()]


def compile_pdf(title: str, body: str) -> bytes:
    """Return the PDF of a Typst source, labelled as invented, without system fonts and time, which vary."""
    source = (HEAD + body).replace("TITLE", f"{title} (invented)").replace("NOTICE", NOTICE)
    pdf = typst.compile(source.encode(), ignore_system_fonts=True, pdf_tags=False, timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def _truth(name: str, kind: str) -> dict[str, Any]:
    year, _, number = name.removesuffix(".pdf").partition("/")
    trap = {"trap": f"{kind}-file", "kind": "file", "expected": ["no authors, and an issue"]}
    return {
        "paper_id": f"imcols-{year}/{number}",
        "file": name,
        "kind": kind,
        "year": int(year),
        "authors": [],
        "countries": [],
        "technologies": {},
        "traps": [trap],
    }
