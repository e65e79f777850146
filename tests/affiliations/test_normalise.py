"""One spelling for what is written in many, and words that can be found again in the string."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from byline.affiliations.normalise import LONGEST_TEXT, normalise, parse_words, spellings

ANY_TEXT = st.text(max_size=300)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Inst. of Automation, Chinese Acad. of Sci.",
            "Institute of Automation, Chinese Academy of Sciences",
        ),
        ("Université d'Orléans", "Universite Orleans"),
        (
            "Univ. of Electron. Sci. & Technol. of China",
            "University of Electronic Science and Technology of China",
        ),
        ("XI'AN JIAOTONG UNIVERSITY", "Xian Jiao Tong University"),
        ("Technische Universität Wien", "Technical University Wien"),
        ("U.S.A.", "USA"),
        ("Ｔｓｉｎｇｈｕａ", "Tsinghua"),
        ("ﬁnance institute", "Finance Institute"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tsinghua University", "Tsing Hua University"),
        ("Indiana University", "India University"),
        ("University of York", "York University"),
        ("Niger", "Nigeria"),
    ],
)
def test_names_of_two_institutions_stay_two(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_umlauts_are_known_spelt_out() -> None:
    assert "university tuebingen" in set(spellings("Universität Tübingen"))


def test_state_codes_that_are_little_words_stay_after_a_comma() -> None:
    assert parse_words("Indiana University, Bloomington, IN").words[-1] == "in"
    assert "in" not in parse_words("INSTITUTE IN PARIS").words


@given(ANY_TEXT)
@example("İstanbul Üniversitesi")
@example("A" * 3_000)
def test_words_stand_where_they_say(text: str) -> None:
    words = parse_words(text)
    assert words.joined == " ".join(words.words)
    for i in range(len(words)):
        assert words.key(i, i + 1) == words.words[i]
        start, end = words.spans[i]
        assert 0 <= start < end <= max(len(words.text), LONGEST_TEXT)
    assert all(before[1] <= after[0] for before, after in zip(words.spans, words.spans[1:], strict=False))


@given(ANY_TEXT)
def test_case_does_not_matter(text: str) -> None:
    # Capitals mark states ("IN") and names ("INF Tech"), so all-capitals text is compared with its lower case only.
    assert normalise(text.lower()) == normalise(text.lower().lower())


@given(
    st.lists(
        st.sampled_from(["university", "science", "of", "technology", "china", "new", "york"]), max_size=8
    )
)
def test_short_way_and_long_way_agree(words: list[str]) -> None:
    text = " ".join(words)
    assert normalise(text) == parse_words(text).joined


@given(ANY_TEXT)
def test_a_normal_form_has_no_blank_at_its_ends(text: str) -> None:
    key = normalise(text)
    assert key == key.strip()
    assert "  " not in key
