"""The PDFs: they open, name their authors, say only what is planted, and are labelled as invented."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from byline.demo.planted import FOLDER, PlantedPaper, load_truth

PAPERS = [paper for paper in load_truth() if paper.kind == "paper"]
NAMES = {
    "transformer": r"transformer",
    "llama": r"llama",
    "qwen": r"qwen",
    "gpt": r"gpt",
    "deepseek": r"deepseek",
    "mistral": r"mistral",
    "gemma": r"gemma",
    "bert": r"\bbert\b",
    "clip": r"\bclip\b",
    "stable_diffusion": r"stable diffusion",
}
# Words that stand in a paper on purpose although the technology plays no role there.
DECOYS = {
    "power-transformer", "llama-the-animal", "spatial-transformer-network", "transformers-the-library",
    "gpt-neox-the-library",
}  # fmt: skip


@cache
def pages_of(file: str) -> tuple[str, ...]:
    """Return the text of each page, hyphens at line ends joined, white space single."""
    pdf = pypdfium2.PdfDocument(FOLDER / file)
    try:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return tuple(" ".join(text.replace("\ufffe", "").split()) for text in texts)


def letters(text: str) -> str:
    """Return the letters of a text alone, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z]", "", plain)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file)
def test_a_paper_has_three_to_five_pages_each_labelled_as_invented(paper: PlantedPaper) -> None:
    pages = pages_of(paper.file)
    assert 3 <= len(pages) <= 5
    assert all("Invented paper." in page and "does not exist" in page for page in pages)
    assert "made up for the demonstration of Byline" in pages[0]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file)
def test_a_paper_prints_title_authors_and_affiliations(paper: PlantedPaper) -> None:
    first, whole = letters(pages_of(paper.file)[0]), letters(" ".join(pages_of(paper.file)))
    assert letters(paper.title) in first
    for author in paper.authors:
        assert letters(author.name) in first
        assert all(letters(text) in whole for text in author.affiliations)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.file)
def test_a_paper_names_exactly_the_technologies_that_are_planted(paper: PlantedPaper) -> None:
    text = " ".join(pages_of(paper.file)).casefold()
    decoys = {trap["technology"] for trap in paper.traps if trap["trap"] in DECOYS}
    named = {technology for technology, pattern in NAMES.items() if re.search(pattern, text)}
    planted = {technology for technology, role in paper.technologies.items() if role != "none"}
    assert named == planted | decoys


def test_metadata_say_that_a_paper_is_invented() -> None:
    for paper in PAPERS:
        pdf = pypdfium2.PdfDocument(FOLDER / paper.file)
        metadata = pdf.get_metadata_dict()
        pdf.close()
        assert "invented" in metadata["Subject"].casefold()
        assert "invented" in metadata["Keywords"]


def test_the_files_that_are_no_papers_are_what_they_claim() -> None:
    kinds = {paper.kind: FOLDER / paper.file for paper in load_truth() if paper.kind != "paper"}
    assert kinds["empty"].read_bytes() == b""
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(kinds["damaged"])
    assert pages_of(_below(kinds["blank-scan"])) == ("",)
    assert "Form" in pages_of(_below(kinds["form"]))[0]


def _below(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def test_the_whole_is_small_enough_to_be_committed() -> None:
    sizes = [path.stat().st_size for path in FOLDER.rglob("*") if path.suffix in (".pdf", ".jsonl")]
    assert sum(sizes) < 3_000_000


def test_every_pdf_is_accounted_for_in_the_truth() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.pdf")}
    assert files == {paper.file for paper in load_truth()}
