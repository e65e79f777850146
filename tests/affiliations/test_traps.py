"""Strings that programs have mistaken, each with the country it names and the reason it is here."""

import pytest

from byline.affiliations import Resolver

CASES = [
    ("Northeastern University", "neu.edu.cn", "CN", "the e-mail settles the homonym: Shenyang"),
    ("Northeastern University", "northeastern.edu", "US", "the e-mail settles the homonym: Boston"),
    ("Northeastern University", None, None, "nothing decides, so it abstains"),
    ("Northeastern University, Shenyang", None, "CN", "the city settles the homonym"),
    ("The Hong Kong University of Science and Technology", None, "HK", "HK is itself, never CN"),
    (
        "The Hong Kong University of Science and Technology (Guangzhou)",
        None,
        "CN",
        "the campus, not the owner",
    ),
    ("HKUST(GZ)", None, "CN", "the same campus as printed in a hurry"),
    ("The Chinese University of Hong Kong", None, "HK", "`Chinese` is no place"),
    ("The Chinese University of Hong Kong, Shenzhen", None, "CN", "the campus, not the owner"),
    ("NYU Shanghai", None, "CN", "the campus, not the owner"),
    ("Google DeepMind", None, "GB", "its own headquarters are in London, its owner's in the US"),
    ("Duke Kunshan University", None, "CN", "the campus, not the owner"),
    ("University of Nottingham Ningbo China", None, "CN", "the campus, not the owner"),
    ("Microsoft Research Asia", None, "CN", "the laboratory's place; home US"),
    ("Shanghai AI Laboratory", None, "CN", "a published analysis maps it to a US marine laboratory"),
    ("Shanghai Artificial Intelligence Laboratory", None, "CN", "the same in full"),
    ("Peng Cheng Laboratory", None, "CN", "new, and in few registries"),
    ("Zhongguancun Academy", None, "CN", "new, and in few registries"),
    ("Beijing Academy of Artificial Intelligence", None, "CN", "new, and in few registries"),
    ("National Tsing Hua University", None, "TW", "not Tsinghua in Beijing"),
    ("Tsinghua University", None, "CN", "not Tsing Hua in Hsinchu"),
    ("National Taiwan University", None, "TW", "one of the two NTU"),
    ("Nanyang Technological University", None, "SG", "the other NTU"),
    ("NTU", "ntu.edu.sg", "SG", "the e-mail settles the acronym"),
    ("NTU", "ntu.edu.tw", "TW", "the e-mail settles the acronym"),
    ("NTU", None, None, "nothing decides, so it abstains"),
    ("University of Macau", None, "MO", "MO is itself, never CN"),
    ("MIT, Cambridge, MA", None, "US", "Cambridge in Massachusetts"),
    ("Microsoft Research, Cambridge, UK", None, "GB", "Cambridge in England, though the home is US"),
    ("University of Cambridge", None, "GB", "Cambridge in England"),
    ("University of Birmingham", None, "GB", "not Alabama"),
    ("University of Alabama at Birmingham", None, "US", "not England"),
    ("University of York", None, "GB", "not Toronto"),
    ("York University, Toronto", None, "CA", "not England"),
    ("University of Newcastle, Callaghan, Australia", None, "AU", "not England"),
    ("Newcastle University, Newcastle upon Tyne", None, "GB", "not Australia"),
    ("Georgia Institute of Technology", None, "US", "the state"),
    ("University of Georgia, Athens, GA", None, "US", "the state, and Athens is not in Greece"),
    ("Ivane Javakhishvili Tbilisi State University, Tbilisi, Georgia", None, "GE", "the country"),
    ("KAUST", None, "SA", "an acronym that is a name"),
    ("MBZUAI", None, "AE", "an acronym that is a name"),
    ("Mohamed bin Zayed University of Artificial Intelligence", None, "AE", "the same in full"),
    ("chinese academy of science", None, "CN", "lower case, and a letter short"),
    ("Beth Israel Deaconess Medical Center", None, "US", "`Israel` in a name is no place"),
    ("Indiana University", None, "US", "`India` inside a word is no place"),
    ("", None, None, "an empty string names nothing"),
    ("zzzz qqqq", None, None, "what nobody knows stays unresolved"),
]


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver.open()


@pytest.mark.parametrize(
    ("text", "domain", "country", "reason"), CASES, ids=[f"{c[0]}|{c[1]}" for c in CASES]
)
def test_a_string_that_programs_mistake(
    resolver: Resolver, text: str, domain: str | None, country: str | None, reason: str
) -> None:
    match = resolver.resolve(text, email_domain=domain)
    assert match.country == country, f"{reason}; it said: {match.explanation}"
    assert match.explanation
    assert (match.method == "unresolved") == (match.country is None)
    assert 0.0 <= match.score <= 1.0


def test_site_and_home_are_kept_apart(resolver: Resolver) -> None:
    match = resolver.resolve("Microsoft Research Asia")
    assert (match.site_country, match.home_country) == ("CN", "US")


def test_a_company_of_many_places_falls_back_to_its_headquarters(resolver: Resolver) -> None:
    match = resolver.resolve("Google Research")
    assert (match.site_country, match.home_country, match.method) == (None, "US", "headquarters")


def test_a_string_may_name_two_institutions(resolver: Resolver) -> None:
    matches = resolver.resolve_all("Tsinghua University, Beijing, China; Stanford University, CA, USA")
    assert [match.country for match in matches] == ["CN", "US"]
