"""A page's text: joined where words were broken, and still word for word what the PDF says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byline.documents.text import SOFT_BREAK, clean_page


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("lan\ufffeguage", "language"),
        ("lan\ufffe\r\nguage", "language"),  # some files have the line break too
        ("GPT\ufffe4", "GPT-4"),  # no word goes on with a figure
        ("Llama\ufffebased", "Llama-based"),  # the author's hyphen
        ("Transformer\ufffeXL", "Transformer-XL"),
        ("basedon\ufffebasement", "basedonbasement"),  # "based" only as a whole word
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("non\u00a0breaking\u2009thin", "non breaking thin"),
        ("soft\u00adhyphen", "softhyphen"),
        ("bell\x07tab\tend", "bell tab end"),
        ("\u03d5 and \U0001d499 stay", "\u03d5 and \U0001d499 stay"),  # NFKC would make them φ and x
    ],
)
def test_clean_page(raw: str, clean: str) -> None:
    assert clean_page(raw) == clean


def squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from([SOFT_BREAK, "\r", "\n", "-", "ﬁ", "é"])),
    st.data(),
)
def test_every_slice_stands_in_the_raw_text(raw: str, data: st.DataObject) -> None:
    clean = clean_page(raw)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    assert squeeze(clean[start:end]) in squeeze(raw)
    assert SOFT_BREAK not in clean
    assert "\r" not in clean
