"""The counting rules: the named choices that turn tables into a number."""

import json
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Literal, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class CountingRules:
    """One defensible method of counting. The defaults are Byline's own; docs/counting.md argues for them.

    counting: `whole`, a paper counts fully for every country on it; `fractional`, authors share the paper
        equally and each author's countries share the author equally.
    witness: `pdf`, the printed byline (an e-mail domain where no affiliation is printed); `metadata`, what
        the venue lists; `prefer_pdf`, the byline where there is one, else the list; `agree`, countries that
        both witnesses give for the author.
    country_of: `site`, where the campus or laboratory is, its owner's headquarters where no place is printed
        or known; `home`, where the owner has its headquarters; `site_known_only`, no fallback.
    hong_kong_macau_taiwan: `separate`; `hk_mo_with_cn`; `hk_mo_tw_with_cn`.
    authors: `any` author counts; `first`; `last`; `distinct_people`, different countries must come from
        different people, not from one person with two affiliations.
    tracks: tracks counted, empty for all.
    """

    counting: Literal["whole", "fractional"] = "whole"
    witness: Literal["pdf", "metadata", "prefer_pdf", "agree"] = "prefer_pdf"
    country_of: Literal["site", "home", "site_known_only"] = "site"
    hong_kong_macau_taiwan: Literal["separate", "hk_mo_with_cn", "hk_mo_tw_with_cn"] = "separate"
    authors: Literal["any", "first", "last", "distinct_people"] = "any"
    tracks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, options in choices().items():
            if getattr(self, name) not in options:
                raise ValueError(f"rule {name!r} is one of {', '.join(options)}, not {getattr(self, name)!r}")

    def to_json(self) -> str:
        """Return the rules as one line of JSON with sorted keys: how every figure and export carries them."""
        return _written(self)

    @classmethod
    def from_json(cls, text: str) -> "CountingRules":
        """Return the rules that `to_json` wrote; TypeError for an unknown rule, ValueError for a choice."""
        values = json.loads(text)
        values["tracks"] = tuple(values.get("tracks", ()))
        return cls(**values)


@lru_cache(maxsize=4_096)
def _written(rules: CountingRules) -> str:
    # Every figure carries its rules, and a run has thousands of figures under few of them.
    return json.dumps({f.name: getattr(rules, f.name) for f in fields(rules)}, sort_keys=True)


@cache
def choices() -> dict[str, tuple[str, ...]]:
    """Return the options of every rule that is a choice (all but `tracks`), in the order of their docs."""
    hints = get_type_hints(CountingRules)
    return {f.name: get_args(hints[f.name]) for f in fields(CountingRules) if f.name != "tracks"}
