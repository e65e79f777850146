"""The files that people edit are checked, and say which strings they miss."""

from byline.affiliations.evaluate import check_institutions, coverage
from byline.affiliations.institutions import Known


def test_the_files_that_ship_are_well_formed() -> None:
    wrong = [p for p in check_institutions() if "may mean" not in p]
    assert wrong == []


def test_faults_are_named() -> None:
    first = Known("byline:a", ("Alpha",), "test", home_country="US", sector="university", domains=("a.edu",))
    second = Known("Beta", ("Beta",), "test", home_country="usa", sector="school", domains=("a.edu",))
    problems = " ".join(check_institutions([first, second]))
    for words in ("an id is", "unknown sector 'school'", "'usa'", "domain a.edu stands at Alpha and Beta"):
        assert words in problems


def test_coverage_lists_the_most_frequent_miss_first() -> None:
    found = coverage(["MIT", "zzzz qqqq", "zzzz qqqq", "yyyy xxxx", "", "Stanford University"])
    assert (found.string_count, found.resolved_count) == (5, 2)
    assert list(found.unresolved) == [(2, "zzzz qqqq"), (1, "yyyy xxxx")]
