"""How a name is told from its namesakes, its owner and its neighbours, with a registry and without."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from byline.affiliations import Resolver
from byline.affiliations.normalise import STRONG_BREAK, literal, normalise, parse_words


@pytest.fixture(scope="module")
def registry(
    tmp_path_factory: pytest.TempPathFactory, make_record: Callable[..., dict[str, Any]]
) -> Resolver:
    """Return a resolver over the bundled data and a made-up dump of names that are hard to tell apart."""
    path = tmp_path_factory.mktemp("names") / "made-up-ror-data_schema_v2.json"
    path.write_bytes(
        orjson.dumps(
            [
                make_record("0person", ["Zorvan T. Quill University of Medicine and Pharmacy"], "RO", "Iasi"),
                make_record("0delfern", ["Universidad del Fernal"], "AR", "Buenos Aires"),
                make_record("0elfern", ["Universidad de El Fernal"], "SV", "San Salvador"),
                make_record("0owner", ["Istituto Fernale di Fisica"], "IT", "Rome", kind="government"),
                make_record(
                    "0pavia",
                    ["Istituto Fernale di Fisica, Sezione di Pavia"],
                    "IT",
                    "Pavia",
                    parent="0owner",
                    kind="facility",
                ),
                make_record("0quill", ["University of Quillmark"], "DE", "Quillmark"),
                make_record("0school", ["École Fernale Supérieure"], "DE", "Quillmark", parent="0quill"),
                make_record(
                    "0museum", ["Fernwork Museum"], "DE", "Quillmark", parent="0quill", kind="archive"
                ),
                make_record(
                    "0lab", ["Fernwork Laboratory"], "DE", "Quillmark", parent="0quill", kind="facility"
                ),
                make_record(
                    "0part",
                    ["Institute of Fern Studies, University of Quillmark"],
                    "DE",
                    "Quillmark",
                    parent="0quill",
                ),
                make_record("03mmx", ["3M (Mexico)"], "MX", "Mexico City", kind="company"),
                make_record("0phoenix", ["Deerfield (United States)"], "US", "Chicago", kind="company"),
                make_record("0yale", ["Yale New Haven Hospital"], "US", "New Haven", kind="healthcare"),
                make_record("0gh", ["G H Quillson University"], "IN", "Pune"),
                make_record("0pinc", ["PINQ"], "US", "San Francisco", kind="nonprofit"),
            ]
        )
    )
    return Resolver.open(path)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("University of Medicine and Pharmacy “Zorvan T. Quill” Iasi", "0person", "the person's name last"),
        ("Universidad de El Fernal", "0elfern", "written with its own little words"),
        ("Universidad del Fernal", "0delfern", "and its namesake with other ones"),
        ("Istituto Fernale di Fisica, Pavia, Italy", "0pavia", "the section of the printed town"),
        ("Istituto Fernale di Fisica, Milano, Italy", "0owner", "no section there is known"),
        ("École Fernale Supérieure, Quillmark, Germany", "0school", "a school with a name of its own"),
        ("Fernwork Museum, University of Quillmark, Germany", "0museum", "a museum stands for itself"),
        ("Fernwork Laboratory, University of Quillmark, Germany", "0quill", "a laboratory for the whole"),
        (
            "Institute of Fern Studies, University of Quillmark",
            "0quill",
            "though the registry calls it education",
        ),
        ("Yale New Haven Hospital", "0yale", "a hospital that curation lists under the school"),
        ("G.H. Quillson University, Pune", "0gh", "initials without blanks"),
    ],
)
def test_a_name_means_its_make_record(registry: Resolver, text: str, number: str, reason: str) -> None:
    assert registry.resolve(text).institution_id == f"https://ror.org/{number}", reason


def test_no_record_gives_its_id_to_an_institution_that_has_its_name_among_others(registry: Resolver) -> None:
    assert registry.resolve("Yale School of Medicine").institution_id != "https://ror.org/0yale"


def test_a_company_of_many_places_is_itself_in_each(registry: Resolver) -> None:
    match = registry.resolve("3M, Mexico City, Mexico")
    assert (match.institution, match.country, match.home_country) == ("3M", "MX", "US")


def test_a_town_is_no_company_of_its_name(registry: Resolver) -> None:
    assert registry.resolve("Valewise Health, Deerfield, United States").institution is None


def test_a_firm_is_no_institute_of_its_first_words_name(registry: Resolver) -> None:
    assert registry.resolve("PINQ Solutions, Inc., Berkeley, CA, USA").institution is None
    assert registry.resolve("PINQ, San Francisco, CA, USA").institution == "PINQ"


@pytest.mark.parametrize(
    ("text", "institution", "country", "reason"),
    [
        ("Columbia University, Beijing, China", None, "CN", "it has no known site there"),
        ("Tsinghua University, Hsinchu", "National Tsing Hua University", "TW", "the namesake that stands there"),
        ("Heriot-Watt University, Putrajaya", "Heriot-Watt University Malaysia", "MY", "the one campus there"),
        ("Wikimedia Foundation, London", "Wikimedia Foundation", "GB", "a nonprofit has people anywhere"),
        ("Inage Research, Chūō-Ku, Japan", None, "JP", "a ward is no KU"),
        ("Department of Defence, Melbourne, Australia", None, "AU", "a ministry is no part of a university"),
        ("Department of Ophthalmology, Foo Klinik, Klagenfurt, Austria", None, "AT", "another name stands there"),
        ("National University, Khartoum, Sudan", None, "SD", "not the university of the town's name"),
        ("Liverpool University Hospitals NHS Foundation Trust, Liverpool, UK", None, "GB", "a trust"),
        ("Ecole Polytechnique Federal de Lausanne", "EPFL", "CH", "the name goes on"),
        ("Beihang University & Chinese Academy of Sciences, Beijing", "Beihang University", "CN", "two names"),
        (
            "Hong Kong University of Science and Technology & Inner Mongolia University, Hong Kong",
            "Hong Kong University of Science and Technology",
            "HK",
            "a place after & begins another name",
        ),
        (
            "Hongkong University of Science and Technology (Guangzhou)",
            "The Hong Kong University of Science and Technology (Guangzhou)",
            "CN",
            "Hongkong in one word",
        ),
        ("Chong Qing University, Chongqing", "Chongqing University", "CN", "Chongqing in two words"),
        ("EECS, LIDS, ORC, Massachusetts Institute of Technology", "Massachusetts Institute of Technology", "US",
         "Lids is an old name of Leeds"),
        ("Ural State Agrarian University, Yekaterinburg, Russia", None, "RU", "an own word stands between"),
        ("Loyola Law School, Los Angeles", "Loyola Marymount University", "US", "a school of another name"),
        ("University of Frankfurt, Germany", "Goethe University Frankfurt", "DE", "the other adds (Oder)"),
        ("Hotel Foo, Salvador, Brazil", None, "BR", "El Salvador has the same normal form"),
    ],
)  # fmt: skip
def test_what_a_name_is_not(
    resolver: Resolver, text: str, institution: str | None, country: str, reason: str
) -> None:
    match = resolver.resolve(text)
    assert (match.institution, match.country) == (institution, country), reason


def test_an_institution_left_open_is_said_to_be(resolver: Resolver) -> None:
    explanation = resolver.resolve("Columbia University, Beijing, China").explanation
    assert "known in US" in explanation
    assert "left open" in explanation


def test_the_other_institutions_of_a_string_are_said(resolver: Resolver) -> None:
    explanation = resolver.resolve("Stanford University, Google Research").explanation
    assert explanation.endswith("also names Google (US)")
    assert "also names" not in resolver.resolve("Stanford University, CA, USA").explanation


def test_an_explanation_closes_the_bracket_it_opens(resolver: Resolver) -> None:
    assert "'HKUST(GZ)' is" in resolver.resolve("HKUST(GZ), China").explanation


def test_a_name_in_a_registry_and_in_a_string_have_one_normal_form() -> None:
    for name in (
        "G H Raisoni University",
        "S N Bose National Centre",
        "Hong Kong University",
        "A J Institute",
    ):
        assert normalise(name) == parse_words(name).joined


def test_a_literal_keeps_little_words_and_no_accents() -> None:
    assert literal("The Universidad de El Salvador") == "universidad de el salvador"
    assert literal("Universidad del Salvador") != literal("Universidad de El Salvador")


def test_little_words_of_a_string_in_capitals_are_no_states() -> None:
    assert "de" not in parse_words("INSTITUT DU DROIT, DE LA CULTURE, TOULOUSE").words
    assert "in" in parse_words("PURDUE UNIVERSITY, WEST LAFAYETTE, IN").words
    assert parse_words("Foo, Russia 191011. Supported").breaks[-1] == STRONG_BREAK
