"""Scores are shares of right answers, never fall as points rise, and the bundled table is sound."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byline.affiliations.calibrate import LEAST_ANSWERS, Step, fit, load_scores, load_steps, save_steps

ANSWERS = st.lists(st.tuples(st.sampled_from(["name", "place"]), st.integers(0, 9).map(float), st.booleans()))


@given(ANSWERS)
def test_every_answer_is_in_one_step(answers: list[tuple[str, float, bool]]) -> None:
    steps = fit(answers)
    assert sum(step.answer_count for step in steps) == len(answers)
    assert sum(step.right_count for step in steps) == sum(right for *_, right in answers)


@given(st.lists(st.tuples(st.just("name"), st.integers(0, 9).map(float), st.booleans()), max_size=400))
def test_shares_never_fall_as_points_rise(answers: list[tuple[str, float, bool]]) -> None:
    steps = fit(answers)
    shares = [step.right_count / step.answer_count for step in steps]
    assert shares == sorted(shares)
    assert all(step.answer_count >= LEAST_ANSWERS for step in steps) or len(steps) == 1


def test_the_order_of_answers_does_not_matter() -> None:
    answers = [("name", float(i % 7), i % 3 > 0) for i in range(500)]
    assert fit(answers) == fit(answers[::-1])


def test_the_table_comes_back_from_its_file(tmp_path: Path) -> None:
    steps = [Step("name", 2.0, 100, 90), Step("name", 5.0, 100, 99), Step("place", 0.0, 80, 40)]
    save_steps(steps, tmp_path / "table.csv")
    assert load_steps(tmp_path / "table.csv") == steps
    score = load_scores(tmp_path / "table.csv")
    assert score("name", 1.0) == score("name", 4.9) == pytest.approx(0.9, abs=0.01)
    assert score("name", 5.0) == pytest.approx(0.985, abs=0.01)
    assert score("unresolved", 9.0) == 0.0
    assert 0.0 < score("a method never seen", 0.0) < 1.0


def test_the_bundled_table_is_sound() -> None:
    steps = load_steps()
    assert steps
    for step in steps:
        assert 0 <= step.right_count <= step.answer_count
        assert 0.0 < step.score < 1.0


def test_answers_of_equal_points_have_one_score() -> None:
    answers = [("name", float(i % 2), i % 3 > 0) for i in range(600)]
    steps = fit(answers)
    assert sum(step.answer_count for step in steps) == 600
    assert len({step.points_from for step in steps}) == len(steps) <= 2
    assert all(0 < step.right_count < step.answer_count for step in steps), "right and wrong were told apart"
