"""The parts of a title block: marks, names, addresses, affiliations, notes; each case is one that papers have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_lines import segment, segments

from byline.documents.accents import compose_accents
from byline.documents.affiliations import (
    clean_affiliation,
    parse_definitions,
    printed_affiliations,
    split_institutions,
)
from byline.documents.emails import parse_emails, split_emails
from byline.documents.marks import parse_marks, resolve_marks, split_leading_marks, split_trailing_marks
from byline.documents.names import clean_name, parse_names
from byline.documents.notes import parse_footnotes
from byline.documents.wording import has_org_word, is_anonymous, is_note, looks_like_name


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1,2", ("1", "2")),
        ("1∗†", ("1", "*", "†")),
        ("∗", ("*",)),
        ("＊", ("*",)),
        ("²", ("2",)),
        ("a,b", ("a", "b")),
        ("∥", ("‖",)),
        (",", ()),
        ("12", ("12",)),
    ],
)
def test_marks(text: str, marks: tuple[str, ...]) -> None:
    assert parse_marks(text) == marks


def test_marks_at_full_size() -> None:
    assert split_trailing_marks("Pei*") == ("Pei", ("*",))
    assert split_trailing_marks("Lee2,†") == ("Lee", ("2", "†"))
    assert split_trailing_marks("Yu") == ("Yu", ())
    assert split_leading_marks("†Equal") == (("†",), "Equal")
    assert split_leading_marks("(1)") == (("1",), "")
    assert split_leading_marks("3D") == (("3",), "D")
    assert split_leading_marks("word") == ((), "word")


def test_digits_set_close_together() -> None:
    assert resolve_marks(["12"], {"1", "2"}) == ["1", "2"]
    assert resolve_marks(["12"], {"1", "2", "12"}) == ["12"]
    assert resolve_marks(["*"], {"1"}) == ["*"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (("Ana Lind ^1,2 Bo Chen ^1",), [("Ana Lind", ("1", "2")), ("Bo Chen", ("1",))]),
        (
            ("Ana Lind ^1 , Bo Chen ^2 , ^∗ Cy Day",),
            [("Ana Lind", ("1",)), ("Bo Chen", ("2", "*")), ("Cy Day", ())],
        ),
        (("Ana Lind, Bo Chen, and Cy Day",), [("Ana Lind", ()), ("Bo Chen", ()), ("Cy Day", ())]),
        (("Ana Lind,Bo Chen",), [("Ana Lind", ()), ("Bo Chen", ())]),
        (("Ana Lind, Bo", "Chen, Cy Day"), [("Ana Lind", ()), ("Bo Chen", ()), ("Cy Day", ())]),
        (("Ana Lind, Bo Chen", "Cy Day"), [("Ana Lind", ()), ("Bo Chen", ()), ("Cy Day", ())]),
        (("Ana Lind, Ph.D., Bo Chen, Member, IEEE",), [("Ana Lind", ()), ("Bo Chen", ())]),
        (("Ana Lind* Bo Chen†1",), [("Ana Lind", ("*",)), ("Bo Chen", ("†", "1"))]),
        (("Ana Lind 1 Bo Chen 2",), [("Ana Lind", ("1",)), ("Bo Chen", ("2",))]),
        (("1 ^st Ana Lind",), [("Ana Lind", ())]),
        (("Ana Lind ^1 [0000-0002-1825-0097] , Bo Chen ^2",), [("Ana Lind", ("1",)), ("Bo Chen", ("2",))]),
        (("Chin Wa (Ken) Lau ^2",), [("Chin Wa (Ken) Lau", ("2",))]),
        (("Prathosh A.P ^1",), [("Prathosh A.P", ("1",))]),
        (("Ana Lind & Bo Chen",), [("Ana Lind", ()), ("Bo Chen", ())]),
    ],
)
def test_names(rows: tuple[str, ...], names: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(name.text, tuple(name.marks)) for name in parse_names(segments(*rows))] == names


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Xiaoming Wang (王小明)", "Xiaoming Wang"),
        ("Xiaoming Wang 王小明", "Xiaoming Wang"),
        ("Bo Chen (陈)", "Bo Chen"),
        ("王小明", "王小明"),
        ("Vera Novak (Вера Новак)", "Vera Novak"),
        ("Veliˇckovi´c", "Veličković"),
        ("Rita Sole, Jr.", "Rita Sole, Jr."),
        ("  Bo   Chen ,", "Bo Chen"),
    ],
)
def test_clean_name(printed: str, name: str) -> None:
    assert clean_name(printed) == name


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("Z¨ugner", "Zügner"),
        ("G¨unnemann", "Günnemann"),
        ("Garc´ıa", "García"),
        ("C¸elik", "Çelik"),
        ("plain", "plain"),
    ],
)
def test_accents_set_as_glyphs_of_their_own(apart: str, together: str) -> None:
    assert compose_accents(apart) == together


@given(st.text())
def test_composing_accents_twice_changes_nothing_more(text: str) -> None:
    once = compose_accents(text)
    assert compose_accents(once) in (once, compose_accents(compose_accents(once)))


@pytest.mark.parametrize(
    ("text", "local_parts", "domains"),
    [
        ("ana@northford.edu", [("ana",)], ["northford.edu"]),
        ("{a.lind, bo}@northford.edu", [("a.lind", "bo")], ["northford.edu"]),
        ("(a.lind, bo)@northford.ac.uk", [("a.lind", "bo")], ["northford.ac.uk"]),
        ("{ a, b } @northford.edu", [("a", "b")], ["northford.edu"]),
        ("a@x.edu, b@y.org", [("a",), ("b",)], ["x.edu", "y.org"]),
        ("TONGYU@STU.EDU.CN", [("TONGYU",)], ["stu.edu.cn"]),
        ("ana at northford dot edu", [("ana",)], ["northford.edu"]),
        ("ana (at) northford.edu", [("ana",)], ["northford.edu"]),
        ("University of Northford", [], []),
    ],
)
def test_emails(text: str, local_parts: list[tuple[str, ...]], domains: list[str]) -> None:
    emails, _ = parse_emails(segment(text))
    assert [email.local_parts for email in emails] == local_parts
    assert [email.domain for email in emails] == domains


def test_what_stands_beside_addresses_is_left() -> None:
    emails, left = parse_emails(segment("^1 Lakeside AI. ^2 {ana,bo}@lakeside.ai and Cy Day"))
    assert [email.marks for email in emails] == [("2",)]
    assert [piece.text for piece in left] == ["1 Lakeside AI.", "and Cy Day"]


def test_sentence_after_an_address_is_no_domain() -> None:
    emails, pieces = split_emails("Corresponding author: ana@northford.edu. This work was done there.")
    assert [email.domain for email in emails] == ["northford.edu"]
    assert pieces[-1] == ". This work was done there."


def test_definitions_run_on_over_lines() -> None:
    rows = segments("^1 University of Northford, ^2 Sun", "Lake University ^3 Lakeside AI")
    read = [(d.marks, clean_affiliation(d.text)) for d in parse_definitions(rows, frozenset("123"))]
    assert read == [
        (("1",), "University of Northford"),
        (("2",), "Sun Lake University"),
        (("3",), "Lakeside AI"),
    ]


def test_definitions_by_letters_and_colons() -> None:
    rows = segments("N: University of Northford", "l) Lakeside AI", "* Equal contribution")
    read = [(d.marks, clean_affiliation(d.text)) for d in parse_definitions(rows, frozenset("Nl*"))]
    assert read == [
        (("N",), "University of Northford"),
        (("l",), "Lakeside AI"),
        (("*",), "Equal contribution"),
    ]


@pytest.mark.parametrize(
    ("lines", "affiliations"),
    [
        (("University of Northford", "Northford, Canada"), ["University of Northford, Northford, Canada"]),
        (
            ("Department of Computing", "University of Northford"),
            ["Department of Computing, University of Northford"],
        ),
        (("Institute of Made-Up", "and Other Sciences"), ["Institute of Made-Up and Other Sciences"]),
        (
            ("Northford University, Northford, Canada", "Lake University, Lakeside, China"),
            ["Northford University, Northford, Canada", "Lake University, Lakeside, China"],
        ),
        (("Northford University", "Lake University"), ["Northford University", "Lake University"]),
        (("Northford University; Lake University",), ["Northford University", "Lake University"]),
        (
            ("Department of Physics,", "University of Northford,", "Canada."),
            ["Department of Physics, University of Northford, Canada"],
        ),
    ],
)
def test_lines_of_affiliations(lines: tuple[str, ...], affiliations: list[str]) -> None:
    read = printed_affiliations(segments(*lines), measure=500.0)
    assert [affiliation.text for affiliation in read] == affiliations


def test_full_line_runs_over_into_the_next() -> None:
    lines = segments("Center for Reading and Counting Papers, National", "Lake University, Taiwan")
    read = printed_affiliations(lines, measure=lines[0].x1 - lines[0].x0 + 10)
    assert [a.text for a in read] == [
        "Center for Reading and Counting Papers, National Lake University, Taiwan"
    ]


def test_abbreviations_keep_their_point() -> None:
    assert clean_affiliation("Lakeside Co., Ltd. ,") == "Lakeside Co., Ltd."
    assert clean_affiliation("Google DeepMind , ") == "Google DeepMind"
    assert split_institutions("also with Lakeside AI.") == ["Lakeside AI"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Robots SA, Geneva, Switzerland & Reading Lab, Ioannina, Greece", 2),
        ("Robots SA, Geneva, Switzerland & Automata SMPC, Ioannina, Greece", 2),
        ("Lake University, Japan, and Northford University, UK", 2),
        ("Northford University, Hong Kong, China", 1),  # both name the place of one institution
        ("Center for Reading, Lake University, Taiwan", 1),
        ("Technical University of Denmark, DTU Compute", 1),
        ("Lake University & Reading Institute, Japan", 1),  # which of them is in Japan is not said
    ],
)
def test_addresses_that_end_in_a_country(text: str, parts: int) -> None:
    assert len(split_institutions(text)) == parts


def test_footnotes_part_affiliations_from_notes() -> None:
    rows = [
        segment("^∗ Lakeside AI, work done while at Northford University. ana@lakeside.ai", 0, size=9),
        segment(
            "^† Department of Physics, Lake University, Japan. This paper tells of that work.", 1, size=9
        ),
        segment("^‡ Equal contribution.", 2, size=9),
    ]
    notes = parse_footnotes(rows, frozenset("*†‡"))
    assert [(note.affiliations, note.notes) for note in notes] == [
        (("Lakeside AI",), ("work done while at Northford University",)),
        (("Department of Physics, Lake University, Japan",), ("This paper tells of that work",)),
        ((), ("Equal contribution",)),
    ]
    assert parse_footnotes([segment("^† Corresponding author: bo@lake.edu", size=9)], frozenset("†"))[
        0
    ].notes == ("Corresponding author",)
    assert notes[0].emails[0].domain == "lakeside.ai"


def test_footnotes_of_the_text_are_left_alone() -> None:
    rows = [
        segment("^7 See the made-up archive for details.", 0, size=9),
        segment("Proceedings of the 99th Conference on Made-Up Things", 3, size=9),
    ]
    assert parse_footnotes(rows, frozenset("*")) == []


@pytest.mark.parametrize(
    "name",
    ["Chris van der Heide", "Kim-Kwang Raymond Choo", "Jiaul H. Paik", "Adrien PREVOST", "Maarten Sap", "Qingyao Ai",
     "Antal van den Bosch", "Mark J. F. Gales", "Clément Yvernes", "D’Arcy O’Neil", "王小明", "Mila Novak"],
)  # fmt: skip
def test_names_of_people(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    ["AWS AI Labs", "Stanford University", "Google DeepMind", "ENS Paris", "Databricks Mosaic AI", "Apple",
     "705 Pine Grove Circle", "santa clara", "Huawei Noah’s Ark Lab", "Santa Clara, CA, USA", ""],
)  # fmt: skip
def test_what_is_no_name(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    ["Equal contribution", "Contributed equally", "Work done while at Lakeside AI", "Currently at Meta AI",
     "Corresponding author: ana", "Work done during an internship at Apple", "Project lead", "Now at Lake University"],
)  # fmt: skip
def test_notes(text: str) -> None:
    assert is_note(text)


def test_second_affiliation_is_no_note() -> None:
    assert not is_note("Also with Lake University")
    assert not is_note("School of Working Life Studies, Lake University")


def test_wording() -> None:
    assert has_org_word("École Inventée")
    assert not has_org_word("Ana Lind")
    assert is_anonymous("Paper under double-blind review")
    assert not is_anonymous("University of Northford")
