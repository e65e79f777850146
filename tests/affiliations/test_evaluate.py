"""The files that people edit are checked, and say which strings they miss."""

from byline.affiliations.evaluate import coverage


def test_coverage_counts_what_is_answered() -> None:
    assert 0.0 < coverage(["MIT", "zzzz qqqq", "Stanford University"]).share < 1.0
