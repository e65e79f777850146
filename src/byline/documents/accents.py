"""Letters and accents that a PDF draws as two glyphs, put together again."""

import re
import unicodedata

_COMBINING = {
    "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "¨": "\u0308", "˜": "\u0303", "ˆ": "\u0302",
    "ˇ": "\u030c", "˘": "\u0306", "¯": "\u0304", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "¸": "\u0327",
    "˛": "\u0328",
}  # fmt: skip
ACCENTS = tuple(_COMBINING)
ACCENTS_ABOVE = ACCENTS[:-2]
# TeX's old encoding sets the accent before its letter ("Veliˇckovi´c"), a cedilla after it ("C¸ elik").
_BEFORE = re.compile(rf"([{''.join(ACCENTS_ABOVE)}])\s?([A-Za-zıȷ])")
_AFTER = re.compile(r"([A-Za-z])\s?([¸˛])\s?(?=\w|\b|$)")
_DOTLESS = str.maketrans("ıȷ", "ij")


def compose_accents(text: str) -> str:
    """Return text with separate accent glyphs joined to their letters, in Unicode's composed form.

    >>> compose_accents("Veliˇckovi´c")
    'Veličković'
    """
    if text.isascii() and "`" not in text:
        return text
    if not any(accent in text for accent in ACCENTS):
        return unicodedata.normalize("NFC", text)
    text = _BEFORE.sub(lambda match: match[2].translate(_DOTLESS) + _COMBINING[match[1]], text)
    text = _AFTER.sub(lambda match: match[1] + _COMBINING[match[2]], text)
    return unicodedata.normalize("NFC", text)
