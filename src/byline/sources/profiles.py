"""Author profiles of OpenReview: where somebody was in a year, kept apart from where they are today.

A profile's `content.history` is a list of `{"position": .., "start": 2021, "end": null, "institution":
{"name": .., "domain": .., "country": "CN", "stateProvince": .., "city": .., "department": ..}}`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from byline.sources.json_files import rows_of, text_of


def affiliations_in(profile: Mapping[str, Any], year: int) -> list[tuple[str, str | None]]:
    """Return the institutions of that year, each once, with their domain; none where no entry covers it.

    An entry without an end still holds; one without a start is taken only if it has an end, since nobody can
    say whether it began before the year.
    """
    content = profile.get("content")
    found: dict[str, str | None] = {}
    for entry in rows_of(content, "history"):
        if _covers(entry, year) and isinstance(entry.get("institution"), dict):
            institution = entry["institution"]
            if text := _written(institution):
                found.setdefault(text, text_of(institution, "domain") or None)
    return list(found.items())


def _covers(entry: Mapping[str, Any], year: int) -> bool:
    start, end = _year(entry.get("start")), _year(entry.get("end"))
    if start is None and end is None:
        return False
    return (start or year) <= year <= (end or year)


def _year(value: object) -> int | None:
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _written(institution: dict[str, Any]) -> str:
    """Return the institution as its owner entered it, the country spelt out; empty without a name."""
    name = text_of(institution, "name")
    place = [text_of(institution, "city"), text_of(institution, "stateProvince")]
    country = _country_name(text_of(institution, "country"))
    return ", ".join(part for part in (name, *place, country) if part) if name else ""


@cache
def _country_name(code: str) -> str:
    """Return the English name of a country code; the text itself where it is no code.

    CLDR writes `Hong Kong SAR China`; the name alone is what people print.
    """
    if len(code) != 2:
        return code
    from babel import Locale

    name: str = Locale("en").territories.get(code.upper(), code)
    return name.partition(" SAR ")[0]
