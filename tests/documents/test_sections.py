"""Sections and references, from running text alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byline.documents.references import parse_references
from byline.documents.section_kinds import kind_of
from byline.documents.sections import parse_sections
from byline.model.documents import Section

_PROSE = "We study made-up systems and say what follows.\nThey read pages and count what they find in them.\n"


def outline(text: str) -> list[tuple[str, str]]:
    return [(section.kind, section.heading) for section in parse_sections(text)]


def test_numbered_paper_with_appendix() -> None:
    headings = [
        "Abstract",
        "1 Introduction",
        "2 Related Work",
        "2.1 Reading Methods",
        "3 PageReader",
        "3.1 Overview",
    ]
    headings += [
        "4 Experiments",
        "4.1 Setup",
        "4.2 Results on Pages",
        "5 Conclusion",
        "Acknowledgements",
        "References",
    ]
    headings += ["A Proofs", "A.1 First Proof", "B More Experiments"]
    text = "On Reading\nAna Lind\n" + "".join(f"{heading}\n{_PROSE}" for heading in headings)
    assert outline(text) == [
        ("title", ""),
        ("abstract", "Abstract"),
        ("introduction", "1 Introduction"),
        ("related_work", "2 Related Work"),
        ("related_work", "2.1 Reading Methods"),  # a part of the related work, whatever its words
        ("method", "3 PageReader"),  # a title of its own, between background and experiments
        ("method", "3.1 Overview"),
        ("experiments", "4 Experiments"),
        ("experiments", "4.1 Setup"),
        ("results", "4.2 Results on Pages"),
        ("conclusion", "5 Conclusion"),
        ("acknowledgements", "Acknowledgements"),
        ("references", "References"),
        ("appendix", "A Proofs"),
        ("appendix", "A.1 First Proof"),
        ("appendix", "B More Experiments"),
    ]


def test_roman_numbers() -> None:
    headings = [
        "Abstract—We read",
        "I. INTRODUCTION",
        "II. METHOD",
        "III. RESULTS",
        "IV. CONCLUSION",
        "REFERENCES",
    ]
    kinds = [kind for kind, _ in outline("".join(f"{heading}\n{_PROSE}" for heading in headings))]
    assert kinds == ["abstract", "introduction", "method", "results", "conclusion", "references"]


def test_items_of_lists_are_no_headings() -> None:
    body = "1. Read the page\n2. Count the words\n3. Write it down\n"
    text = f"Abstract\n{_PROSE}1 Introduction\n{_PROSE}{body}2 Method\n{_PROSE}{body}3 Results\n{_PROSE}"
    assert [heading for _, heading in outline(text)] == [
        "Abstract",
        "1 Introduction",
        "2 Method",
        "3 Results",
    ]


def test_unnumbered_paper() -> None:
    text = "".join(
        f"{heading}\n{_PROSE}" for heading in ("Abstract", "Introduction", "Methods", "Results", "References")
    )
    assert [kind for kind, _ in outline(text)] == [
        "abstract",
        "introduction",
        "method",
        "results",
        "references",
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EXPERIMENTAL SETUP", "experiments"),
        ("Ablation Study", "experiments"),
        ("Conclusion and Future Work", "conclusion"),
        ("Limitations", "discussion"),
        ("Our Approach", "method"),
        ("Preliminaries and Notation", "background"),
        ("HeLU", None),
    ],
)
def test_wording_of_headings(heading: str, kind: str | None) -> None:
    assert kind_of(heading) == kind


@given(
    st.lists(
        st.sampled_from(
            ["1 Introduction", "2 Method", "References", "A Proof", _PROSE, "", "Abstract", "[1] A"]
        )
    )
)
def test_sections_always_cover_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    sections = parse_sections(text)
    assert "".join(text[section.start : section.end] for section in sections) == text
    assert all(before.end == after.start for before, after in pairwise(sections))
    for reference in parse_references(text, sections):
        assert text[reference.start : reference.end] == reference.text


def references(entries: str) -> list[tuple[str | None, int | None]]:
    text = f"References\n{entries}"
    return [
        (r.title, r.year)
        for r in parse_references(text, (Section("references", "References", 0, len(text)),))
    ]


def test_bracketed_entries() -> None:
    entries = (
        "[1] Ana Lind and Bo Chen. Reading made-up pages. In Made-Up Conference, pages\n1–9, 2020.\n"
        "[2] Cy Day, Dov Moe, et al. Pages 2: Counting\nfurther. arXiv preprint arXiv:2107.12345, 2021.\n"
        "[3] E. Frost, “A page, read,” Journal of Nothing, vol. 3, 2019.\n"
    )
    assert references(entries) == [
        ("Reading made-up pages", 2020),
        ("Pages 2: Counting further", 2021),
        ("A page, read", 2019),
    ]


def test_entries_without_numbers() -> None:
    entries = (
        "Ana Lind and Bo Chen. 2020. Reading made-up pages. In\nMade-Up Conference, pages 1–9.\n"
        "Day, C., & Moe, D. (2021). Pages that count. Journal of\nNothing, 3, 1–9.\n"
        "Edna Frost. A page, read twice, 2019. URL https://made.up/\npages.html.\n"
        "van Holt, G. Made-up leaves. Journal of Leaves, 2018.\n"
        "Holt, G., Frost, E. L., and Moe, D. Leaves revisited. In Conference, 2021.\n"
    )
    assert references(entries) == [
        ("Reading made-up pages", 2020),
        ("Pages that count", 2021),
        ("A page, read twice", 2019),
        ("Made-up leaves", 2018),
        ("Leaves revisited", 2021),
    ]


def test_no_reference_section() -> None:
    assert parse_references("Nothing", (Section("other", "", 0, 7),)) == ()
