"""Published figures: what they count, where they stand, and what is known of their rules; see data/claims.toml."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from byline.files import reason
from byline.measures.multiverse import presets
from byline.measures.question import Question, QuestionError
from byline.measures.registry import MEASURES
from byline.model import CountingRules


class ClaimError(ValueError):
    """A claims file that cannot be used; the message names the file, the claim and the remedy."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure: what it counts, where it stands, and what is known of its rules."""

    id: str
    statement: str
    figure: float
    measure: str
    venue: str
    year: int
    source: str
    parameters: dict[str, Any] = field(default_factory=dict)
    total: int | None = None
    tracks: tuple[str, ...] = ()
    preset: str = "default"
    published: str = ""
    known: str = ""
    unknown: str = ""

    @property
    def rules(self) -> CountingRules:
        """The nearest rules: the preset, on the claim's tracks."""
        return replace(presets()[self.preset].rules, tracks=self.tracks)

    @property
    def question(self) -> dict[str, Any]:
        """What the measure is asked."""
        return {**self.parameters, "venue": self.venue, "year": self.year}


def load_claims(path: Path | None = None) -> tuple[Claim, ...]:
    """Return the claims of a TOML file, or those that ship with Byline; ClaimError says what is wrong.

    A file without a claim is refused: checked, it would look like one that holds.
    """
    name = str(path or "claims.toml")
    try:
        text = (path or resources.files("byline.measures").joinpath("data/claims.toml")).read_text("utf-8")
        entries = tomllib.loads(text).get("claim", [])
    except tomllib.TOMLDecodeError as error:
        raise ClaimError(f"{name} is not valid TOML: {error}; correct that line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"cannot read {name} as a file of claims: {reason(error)}; {_FORM}") from error
    if not entries or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ClaimError(f"{name} holds no claim; {_FORM}")
    return tuple(_claim(name, entry) for entry in entries)


_FORM = "name a TOML file with a table [[claim]] for each, as src/byline/measures/data/claims.toml has"


def _claim(file: str, entry: dict[str, Any]) -> Claim:
    where = f"{file}, claim {entry.get('id', '(no id)')!r}"
    known = {f.name for f in fields(Claim)}
    if unknown := sorted(entry.keys() - known):
        raise ClaimError(f"{where}: unknown key {unknown[0]!r}; a claim has {', '.join(sorted(known))}")
    try:
        claim = Claim(**{**entry, "tracks": tuple(entry.get("tracks", ()))})
    except TypeError as error:
        raise ClaimError(f"{where}: {str(error).removeprefix('Claim.__init__() ')}") from None
    if claim.measure not in MEASURES:
        raise ClaimError(f"{where}: no measure {claim.measure!r}; there are {', '.join(MEASURES)}")
    if claim.preset not in presets():
        raise ClaimError(f"{where}: no preset {claim.preset!r}; there are {', '.join(presets())}")
    try:
        Question.ask(MEASURES[claim.measure].parameters, claim.question)
    except QuestionError as error:
        raise ClaimError(f"{where}: {error}") from None
    return claim
