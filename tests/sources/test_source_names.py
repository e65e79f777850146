"""Names and titles folded, and the ids made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byline.sources.names import decision_of, fold, fold_title, slug_of, title_id, track_of


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_an_id_holds_nothing_that_breaks_an_address(title: str, authors: list[str]) -> None:
    made = title_id(title, authors)
    assert made
    assert not set(made) & set(" /?#&%\"'\\\n\0")


@given(st.text())
def test_a_slug_is_short(text: str) -> None:
    assert len(slug_of(text, 20)) <= 20


def test_spellings_of_a_name_fold_to_one() -> None:
    assert fold("Jürgen  Schmid-Huber") == fold("JU\u0308RGEN SCHMID HUBER") == "jurgen schmid huber"


def test_latex_does_not_part_a_title_from_its_printed_form() -> None:
    assert fold_title("On $f$-Divergence: \\textit{A} Study") == fold_title("On f-Divergence: A Study")


def test_two_papers_with_one_title_have_two_ids() -> None:
    first = title_id('Reproducibility Study of "Fair Clustering"', ["A. Ng"])
    assert first != title_id('Reproducibility study of "Fair Clustering"', ["B. Ng"])
    assert first == title_id('Reproducibility Study of "Fair Clustering"', ["A. Ng"])


@pytest.mark.parametrize(
    ("written", "track"),
    [
        ("Conference", "main"),
        ("main", "main"),
        ("Datasets_and_Benchmarks_Track", "datasets-and-benchmarks"),
        ("Datasets & Benchmarks", "datasets-and-benchmarks"),
        ("Position_Paper_Track", "position"),
        ("Creative_AI_Track", "creative-ai"),
        ("", ""),
    ],
)
def test_tracks_have_one_name(written: str, track: str) -> None:
    assert track_of(written) == track


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("NeurIPS 2025 oral", "oral"),
        ("ICML 2024 Poster", "poster"),
        ("Accept (spotlight)", "spotlight"),
        ("Accept: poster", "poster"),
        ("Accept", None),
        ("ICLR 2023 notable top 25%", None),
        ("Temporal reasoning in posterior inference", None),
        ("", None),
    ],
)
def test_how_a_paper_was_accepted_is_said_in_three_words_or_not_at_all(
    text: str, decision: str | None
) -> None:
    assert decision_of(text) == decision
