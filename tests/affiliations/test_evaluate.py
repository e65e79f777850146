"""The files that people edit are checked, and say which strings they miss."""

from byline.affiliations.evaluate import check_institutions, coverage


def test_the_files_that_ship_are_sound() -> None:
    assert [str(problem) for problem in check_institutions()] == []


def test_coverage_counts_what_is_answered() -> None:
    assert 0.0 < coverage(["MIT", "zzzz qqqq", "Stanford University"]).share < 1.0
