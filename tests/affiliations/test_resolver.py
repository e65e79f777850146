"""What the resolver promises of every answer, whatever the string."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from byline.affiliations import Resolver
from byline.affiliations.countries import country_codes
from byline.affiliations.index import open_index

PIECES = st.sampled_from(
    [
        "University", "Tsinghua University", "Northeastern University", "Georgia", "Cambridge", "MA", "IN", "China",
        "Hong Kong", "and", ";", ",", "&", "(", ")", "MIT", "Google", "Institute of Physics", "100084", "ü", "大学",
    ]
)  # fmt: skip


def _resolver() -> Resolver:
    return Resolver(open_index().index)


RESOLVER = _resolver()
CODES = country_codes()


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join)))
@example("University " * 300)
@example("(((((((((((((((((((((")
@example("\x00\ufffe\ud800")
def test_every_answer_keeps_the_promises(text: str) -> None:
    matches = RESOLVER.resolve_all(text)
    assert matches
    best = RESOLVER.resolve(text)
    assert (best.institution_id, best.country) in [(match.institution_id, match.country) for match in matches]
    for match in (best, *matches):
        assert match.text == text
        assert match.explanation
        assert match.country is None or match.country in CODES
        assert 0.0 <= match.score <= 1.0
        assert (match.method == "unresolved") == (match.country is None) == (match.score == 0.0)


@pytest.mark.parametrize(
    ("text", "countries", "reason"),
    [
        ("MIT and IBM Research", ["US"], "the laboratory's place is not printed, so its headquarters"),
        ("Tsinghua University, Beijing, China; Stanford University, CA, USA", ["CN", "US"], "parted by ;"),
        ("Peking University & University of Oxford", ["CN", "GB"], "parted by &"),
        ("Google / University of Toronto", ["US", "CA"], "parted by a stroke"),
        ("Institute of Automation, Chinese Academy of Sciences, Beijing", ["CN"], "parent and child are one"),
        (
            "ETH Zurich, Switzerland and Foo Institute, Berlin, Germany",
            ["CH", "DE"],
            "the second is not known",
        ),
    ],
)
def test_all_that_a_string_names(resolver: Resolver, text: str, countries: list[str], reason: str) -> None:
    found = [match.country for match in resolver.resolve_all(text)]
    assert list(dict.fromkeys(found)) == countries, reason


def test_the_first_of_several_is_said_to_be_one_of_them(resolver: Resolver) -> None:
    match = resolver.resolve("Peking University & University of Oxford")
    assert (match.country, match.method) == ("CN", "first_of_several")
    assert "names others" in match.explanation


def test_parent_and_child_answer_as_the_child(resolver: Resolver) -> None:
    (match,) = resolver.resolve_all("Institute of Automation, Chinese Academy of Sciences")
    assert match.institution is not None
    assert match.institution.startswith("Institute of Automation")


def test_a_printed_place_outweighs_where_a_company_is_at_home(resolver: Resolver) -> None:
    match = resolver.resolve("Huawei Noah's Ark Lab, Montreal, Canada")
    assert (match.site_country, match.home_country) == ("CA", "CN")


def test_agreement_of_the_email_raises_the_score(resolver: Resolver) -> None:
    alone = resolver.resolve("Northeastern University, Boston")
    backed = resolver.resolve("Northeastern University, Boston", email_domain="northeastern.edu")
    assert backed.score >= alone.score
    assert "northeastern.edu" in backed.explanation


def test_disagreement_of_the_email_is_said_and_decides_nothing(resolver: Resolver) -> None:
    match = resolver.resolve("Tsinghua University", email_domain="mit.edu")
    assert match.country == "CN"
    assert "mit.edu is in US" in match.explanation


@pytest.mark.parametrize(
    "domain", ["gmail.com", "qq.com", "google.com", "not a domain", "", ".", "@", "x" * 500]
)
def test_domains_that_place_nobody(resolver: Resolver, domain: str) -> None:
    assert resolver.resolve("Foo Lab", email_domain=domain).country is None


def test_an_institution_is_found_again_by_the_id_of_a_match(resolver: Resolver) -> None:
    match = resolver.resolve("Tsinghua University")
    assert match.institution_id is not None
    institution = resolver.institution(match.institution_id)
    assert (institution.display_name, institution.site_country) == (match.institution, "CN")
    with pytest.raises(KeyError):
        resolver.institution("byline:nowhere")


def test_a_country_less_sure_than_asked_for_is_withheld_and_said(resolver: Resolver) -> None:
    match = resolver.resolve("Google")
    assert match.to_record()["country"] == "US"
    record = match.to_record(least_score=0.75)
    assert (record["country"], record["home_country"], record["method"]) == (None, "US", "unresolved")
    assert "US is withheld" in record["explanation"]
    assert record["institution"] == "Google"


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("U C Berkeley", "US", "initials written apart"),
        ("Beijing University of Chinese, Medicine Beijing, China", "CN", "a comma astray inside a long name"),
        ("IBM Research", "US", "the owner, beside its laboratories"),
        (
            "I. Mathematisches Institut der Universität, Halle/Saale",
            "DE",
            "the university of the printed town",
        ),
    ],
)
def test_names_in_unusual_forms(resolver: Resolver, text: str, country: str, reason: str) -> None:
    match = resolver.resolve(text)
    assert (match.country, match.institution is not None) == (country, True), reason


def test_a_post_box_is_no_company(resolver: Resolver) -> None:
    found = resolver.resolve_all("Stanford University, P.O. Box 20450, Stanford, CA 94309")
    assert [match.country for match in found] == ["US"]
    assert found[0].institution == "Stanford University"
