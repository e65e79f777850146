"""A technology's paper is known in a reference list by its title, and cited by number or by author and year."""

import pytest
from made_up_documents import document
from shared_detector import CATALOGUE

from byline.model import Document, Reference
from byline.technologies.citations import citations_of

LLAMA = "LLaMA: Open and efficient foundation language models"


def paper(body: str, entry: str, title: str | None, year: int | None = 2023) -> Document:
    made = document([("introduction", body), ("references", entry)])
    start = made.text.index(entry)
    reference = Reference(entry, start, start + len(entry), title, year)
    return Document(**{f: getattr(made, f) for f in made.__slots__} | {"references": (reference,)})


@pytest.mark.parametrize(
    ("body", "entry", "cited"),
    [
        ("We follow [12] here.", f"[12] Hugo Touvron. {LLAMA}. 2023.", ["[12]"]),
        ("We follow [3, 11-13] here.", f"[12] Hugo Touvron. {LLAMA}. 2023.", ["[3, 11-13]"]),
        ("We follow [1, 13] here.", f"[12] Hugo Touvron. {LLAMA}. 2023.", []),
        (
            "Touvron et al. [2023] do.",
            f"Hugo Touvron, Thibaut Lavril. {LLAMA}. 2023.",
            ["Touvron et al. [2023"],
        ),
        (
            "As known (Touvron et al., 2023a).",
            f"Touvron, H., Lavril, T. {LLAMA}. 2023.",
            ["Touvron et al., 2023a"],
        ),
        (
            "By Touvron and Lavril (2023).",
            f"Hugo Touvron and T. Lavril. {LLAMA}. 2023.",
            ["Touvron and Lavril (2023"],
        ),
        ("By Touvron et al. (2021).", f"Hugo Touvron and T. Lavril. {LLAMA}. 2023.", []),
    ],
)
def test_the_text_cites_by_number_or_by_author_and_year(body: str, entry: str, cited: list[str]) -> None:
    made = paper(body, entry, LLAMA)
    (citation,) = citations_of(made, CATALOGUE)
    assert citation.technology_id == "llama"
    assert [made.text[start:end] for start, end in citation.spans] == cited


def test_a_title_read_wrongly_is_found_in_its_entry() -> None:
    made = paper("Text.", f"Hugo Touvron. {LLAMA}. arXiv, 2023.", "arXiv")
    assert [c.technology_id for c in citations_of(made, CATALOGUE)] == ["llama"]


@pytest.mark.parametrize(
    "title",
    [
        "Heterogeneous graph attention networks",
        "Beyond attention is all you need",
        "On flux",
        "Llamas of Peru",
    ],
)
def test_a_title_that_contains_anothers_is_its_own(title: str) -> None:
    assert citations_of(paper("Text.", f"Jane Doe. {title}. 2020.", title), CATALOGUE) == []


def test_a_document_without_references_cites_nothing() -> None:
    assert citations_of(document([("method", "We sort.")]), CATALOGUE) == []
