"""A page's text as extracted, made fit for matching and still word for word what the PDF says."""

import re

# pdfium puts this noncharacter where a word is broken at a line's end, in place of hyphen and break.
SOFT_BREAK = "\ufffe"
# "Llama-\nbased": no word ends so, hence the hyphen was the author's and not the typesetter's.
_COMPOUND_ENDINGS = (
    "agnostic|augmented|aware|based|centric|conditioned|dependent|driven|enhanced|family|free|generated|guided"
    "|independent|instruct|invariant|level|like|only|oriented|powered|related|scale|shot|specific|style|tuned|wise"
)
_KEPT_HYPHEN = re.compile(rf"{SOFT_BREAK}\s*(?=[A-Z0-9]|(?:{_COMPOUND_ENDINGS})\b)")
_DROPPED_HYPHEN = re.compile(rf"{SOFT_BREAK}\s*")
# Full NFKC would turn ϕ into φ and 𝒙 into x (90 and 4 a paper): then a quote no longer stands in the
# PDF as extracted. So only what carries no letter or digit is folded here.
_SPACES = "\t\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_NOTHING = "\xad\u200b-\u200d\u2060\ufeff\uffff"
# str.translate would take 9 ms a paper on text that is not plain ASCII; this takes 1.
_ODD = re.compile(f"[{_SPACES}{_CONTROLS}{_NOTHING}]")
_IS_NOTHING = re.compile(f"[{_NOTHING}]")


def clean_page(raw: str) -> str:
    """Return a page's raw text with words that were broken at a line's end joined and spaces made plain.

    Every slice, with all but letters and digits dropped, stands in the raw text with the same dropped.
    Lines end in a single newline.

    >>> clean_page("large lan\\ufffeguage models\\r\\nsuch as GPT\\ufffe4")
    'large language models\\nsuch as GPT-4'
    """
    text = _ODD.sub(_plain, raw.replace("\r\n", "\n").replace("\r", "\n"))
    if SOFT_BREAK in text:
        text = _DROPPED_HYPHEN.sub("", _KEPT_HYPHEN.sub("-", text))
    return text


def _plain(odd: re.Match[str]) -> str:
    return "" if _IS_NOTHING.match(odd[0]) else " "
