"""Real papers, where they are present: a sample of those whose authors were read by hand."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from byline.documents import parse_document

pytestmark = pytest.mark.data
# Every ninth of 99 papers in 1.5 seconds; benchmarks/documents.py reads them all.
_STEP = 9


@pytest.fixture(scope="module")
def sample(shared_data: Path) -> list[tuple[Path, dict[str, Any]]]:
    lines = (shared_data / "gold" / "countries-dev.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines][::_STEP]
    return [(shared_data / "pdfs" / f"{record['paper']}.pdf", record) for record in records]


def folded(name: str) -> str:
    return re.sub(
        r"[^a-z]", "", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    )


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def test_authors_and_quotes(sample: list[tuple[Path, dict[str, Any]]]) -> None:
    wrong = []
    for path, record in sample:
        document = parse_document(path)
        read = [folded(author.name) for author in document.title_block.authors]
        if read != [folded(author["name"]) for author in record["authors"]]:
            wrong.append(record["paper"])
        raw = squeezed(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range())
        first_page = document.text[: document.page_starts[1]]
        assert squeezed(first_page) == raw
        assert {"introduction", "references"} <= {section.kind for section in document.sections}
    assert wrong == []
