"""How the report writes figures, countries and rules in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache

from byline.model import CountingRules, MeasureValue
from byline.views.numbers import Counted
from byline.views.parts import Figure

RULE_WORDS = {
    "counting": {
        "whole": "a paper counts fully for every country on it",
        "fractional": "authors share a paper equally",
    },
    "witness": {
        "pdf": "the byline printed in the paper",
        "metadata": "what the venue lists, often a profile that has moved on",
        "prefer_pdf": "the printed byline where it was read, else what the venue lists",
        "agree": "only what the printed byline and the venue's list agree on",
    },
    "country_of": {
        "site": "where the campus or laboratory is; the headquarters where no place is printed or known",
        "home": "where the institution's owner has its headquarters",
        "site_known_only": "where the campus or laboratory is; unresolved where no place is printed or known",
    },
    "hong_kong_macau_taiwan": {
        "separate": "Hong Kong, Macau and Taiwan are counted as themselves",
        "hk_mo_with_cn": "Hong Kong and Macau are counted with mainland China",
        "hk_mo_tw_with_cn": "Hong Kong, Macau and Taiwan are counted with mainland China",
    },
    "authors": {
        "any": "any author counts",
        "first": "only the first author counts",
        "last": "only the last author counts",
        "distinct_people": "different countries must come from different people",
    },
}


WITNESS_WORDS = {"pdf": "printed", "metadata": "venue's list", "email": "e-mail"}


def witness_word(witness: str) -> str:
    """Return a witness as a reader calls it."""
    return WITNESS_WORDS.get(witness, witness)


# Between thousands, and before decimals, as the reader writes them; a page in English by default.
_SEPARATORS: ContextVar[tuple[str, str]] = ContextVar("separators", default=(",", "."))


@contextmanager
def reading_numbers_as(language: str) -> Iterator[None]:
    """Write numbers as readers of a language do, within the block: 1,234.5 in `en`, 1.234,5 in `de`."""
    token = _SEPARATORS.set(_separators(language))
    try:
        yield
    finally:
        _SEPARATORS.reset(token)


@lru_cache(64)
def _separators(language: str) -> tuple[str, str]:
    if language == "en":
        return ",", "."
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return ",", "."
    return get_group_symbol(locale), get_decimal_symbol(locale)


def _localised(text: str) -> str:
    group, decimal = _SEPARATORS.get()
    if (group, decimal) == (",", "."):
        return text
    return text.translate({ord(","): group, ord("."): decimal})


def amount(value: float) -> str:
    """Return a count as a reader writes it: 1,234, or one decimal where it is not whole."""
    return _localised(f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}")


def share(value: float | None) -> str:
    """Return a share in percent with one decimal, or a dash where there is none."""
    return "–" if value is None else _localised(f"{100 * value:.1f}%")


def share_cell(value: float | None) -> Figure:
    """Return a share for a table, with its value for programs."""
    return Figure(share(value), value=value)


def amount_cell(value: float | None) -> Figure:
    """Return a count for a table, with its value for programs."""
    return Figure(amount(value or 0), value=value or 0)


def share_bounds(value: MeasureValue) -> str:
    """Return the share if every unresolved affiliation were against, and for: `3.0% to 4.1%`."""
    if not value.denominator or value.lower_bound is None or value.upper_bound is None:
        return "–"
    low, high = value.lower_bound / value.denominator, value.upper_bound / value.denominator
    return share(low) if share(low) == share(high) else f"{share(low)} to {share(high)}"


def figure(number: Counted, words: str = "", note: str = "") -> Figure:
    """Return the number as a link to its papers."""
    return Figure(amount(number.count), number.href if number.count else None, words, note, number.count)


@cache
def country_name(code: str) -> str:
    """Return a country's English name (CLDR), or the code of what is no country, such as a group."""
    from babel import Locale

    short = {
        "CN": "China",
        "HK": "Hong Kong",
        "MO": "Macau",
        "US": "United States",
        "unresolved": "not resolved",
    }
    return short.get(code) or str(Locale("en").territories.get(code, code))


def places(codes: object) -> str:
    """Return countries in words: `China and the United States`."""
    names = [country_name(str(code)) for code in (codes if isinstance(codes, (list, tuple)) else [codes])]
    named = [f"the {name}" if name.startswith("United") else name for name in names]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def source_of(title: str, is_invented: bool) -> str:
    """Return what stands below a chart that is passed on as a picture."""
    return f"{'Invented for demonstration. ' if is_invented else ''}{title} · Byline"


def rule_sentences(rules: CountingRules) -> list[tuple[str, str, str]]:
    """Return (rule, choice, what it means) for each rule."""
    rows = [(name, getattr(rules, name), words[getattr(rules, name)]) for name, words in RULE_WORDS.items()]
    tracks = ", ".join(rules.tracks) or "all"
    return [*rows, ("tracks", tracks, "tracks that are counted")]
