"""Published figures: loaded from data, measured again, and the difference explained step by step."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from byline.engine import Engine
from byline.measures.multiverse import Multiverse, multiverse, presets
from byline.measures.question import Question, QuestionError
from byline.measures.registry import MEASURES
from byline.model import CountingRules, MeasureValue

# A figure within 2% (or one paper) counts as reproduced: lists change by withdrawn and late papers, e.g.
# 5,288 and 5,290 for one conference in two sources.
TOLERANCE = 0.02
_BRIDGE = ("tracks", "witness", "country_of", "hong_kong_macau_taiwan", "authors", "counting")

Verdict = Literal[
    "reproduced",
    "reproducible only under other rules",
    "not reproducible under any rule",
    "cannot be measured with this data",
]


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


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One choice changed from Byline's default towards the claim: the number after it, and the difference."""

    choice: str
    numerator: float
    change: float


@dataclass(frozen=True, slots=True)
class Check:
    """A claim beside its measured value under the nearest rules, the range over all rules, and the bridge.

    `measured` and `range` are None where the data does not hold what the claim counts. `under` are rules
    that give the figure where the nearest do not. `explanation` is in words.
    """

    claim: Claim
    verdict: Verdict
    measured: MeasureValue | None
    range: tuple[float, float] | None
    under: CountingRules | None
    bridge: tuple[BridgeStep, ...]
    explanation: str


def load_claims(path: Path | None = None) -> tuple[Claim, ...]:
    """Return the claims of a TOML file, or those that ship with Byline; ClaimError says what is wrong."""
    name = str(path or "claims.toml")
    try:
        text = (path or resources.files("byline.measures").joinpath("data/claims.toml")).read_text("utf-8")
        entries = tomllib.loads(text).get("claim", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ClaimError(f"{name} cannot be read as a claims file: {error}") from error
    return tuple(_claim(name, entry) for entry in entries)


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


def check_claims(engine: Engine, path: Path | None = None) -> tuple[Check, ...]:
    """Return every claim of a file (those that ship with Byline where none is named) measured on this run."""
    editions = _editions(engine)
    return tuple(check(engine, claim, editions) for claim in load_claims(path))


def check(engine: Engine, claim: Claim, editions: "Editions | None" = None) -> Check:
    """Return one claim measured again, with verdict and bridge; `editions` where they are known already."""
    held = (editions or _editions(engine)).get((claim.venue, claim.year))
    if reason := _missing(held, claim):
        return Check(claim, "cannot be measured with this data", None, None, None, (), reason)
    (world,) = multiverse(
        engine, claim.measure, ((), claim.tracks) if claim.tracks else ((),), **claim.question
    )
    rules = _measurable(held, claim)
    measured = world.at(rules)
    under = _nearest(world, claim, rules)
    if _is_near(measured.numerator, claim.figure):
        verdict: Verdict = "reproduced"
    elif under:
        verdict = "reproducible only under other rules"
    else:
        verdict = "not reproducible under any rule"
    whole = world.range(rules.counting)
    words = _explained(claim, measured, None if verdict == "reproduced" else under, whole)
    return Check(claim, verdict, measured, whole, under, bridge(world, claim, rules), words)


def bridge(world: Multiverse, claim: Claim, towards: CountingRules) -> tuple[BridgeStep, ...]:
    """Return the way from Byline's default to the claim, one choice at a time, and what is left over."""
    rules = CountingRules()
    number = world.at(rules).numerator
    steps = [BridgeStep("Byline's default", number, 0.0)]
    for name in _BRIDGE:
        option = getattr(towards, name)
        if option == getattr(rules, name):
            continue
        rules = replace(rules, **{name: option})
        after = world.at(rules).numerator
        words = ", ".join(option) if isinstance(option, tuple) else option
        steps.append(BridgeStep(f"{name} {words}", after, after - number))
        number = after
    rest = BridgeStep("papers, reading and resolving that differ", claim.figure, claim.figure - number)
    return (*steps, rest)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a run holds of one venue and year."""

    tracks: frozenset[str]
    witnesses: frozenset[str]
    has_text: bool


Editions = dict[tuple[str, int], Edition]


def _editions(engine: Engine) -> Editions:
    """Return the editions of the run, in one query for all claims."""
    sql = """SELECT p.venue, p.year, p.track, w.witness, COUNT(p.page_count) > 0 AS has_text
             FROM papers AS p
             LEFT JOIN (
                 SELECT DISTINCT paper_id, CASE WHEN witness = 'metadata' THEN 'metadata' ELSE 'pdf' END AS witness
                 FROM affiliation_mentions
             ) AS w ON w.paper_id = p.paper_id
             GROUP BY p.venue, p.year, p.track, w.witness"""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in engine.query(sql).to_pylist():
        found.setdefault((row["venue"], row["year"]), []).append(row)
    return {
        place: Edition(
            frozenset(row["track"] for row in rows),
            frozenset(row["witness"] for row in rows if row["witness"]),
            any(row["has_text"] for row in rows),
        )
        for place, rows in found.items()
    }


def _missing(held: Edition | None, claim: Claim) -> str | None:
    """Return why this run cannot measure the claim, or None."""
    if held is None:
        return f"the run has no papers of {claim.venue} {claim.year}"
    if absent := set(claim.tracks) - held.tracks:
        listed = ", ".join(sorted(held.tracks))
        return f"the run has no papers of the track {sorted(absent)[0]!r}, only {listed}"
    if "technology" in MEASURES[claim.measure].keys and not held.has_text:
        return "no paper's text was read, so no technology can be found; run with the PDFs"
    return None


def _measurable(held: Edition | None, claim: Claim) -> CountingRules:
    """Return the claim's nearest rules, by the witness that the run has where it lacks the claim's."""
    witnesses = held.witnesses if held else frozenset()
    if claim.rules.witness in ("prefer_pdf", *witnesses) or len(witnesses) != 1:
        return claim.rules
    return replace(claim.rules, witness=next(iter(witnesses)))  # type: ignore[arg-type]


def _is_near(number: float, figure: float) -> bool:
    return abs(number - figure) <= max(1.0, TOLERANCE * figure)


def _nearest(world: Multiverse, claim: Claim, towards: CountingRules) -> CountingRules | None:
    """Return the rules that give the figure with the fewest choices changed, or None.

    A figure that counts papers is not looked for among fractional sums: one of 144 may be near by chance.
    """
    near = [
        (_distance(rule, towards), abs(value.numerator - claim.figure), rule.to_json(), rule)
        for rule, value in zip(world.rules, world.values, strict=True)
        if rule.counting == towards.counting and _is_near(value.numerator, claim.figure)
    ]
    return min(near)[-1] if near else None


def _distance(one: CountingRules, other: CountingRules) -> int:
    return sum(getattr(one, name) != getattr(other, name) for name in _BRIDGE)


def _explained(
    claim: Claim, measured: MeasureValue, under: CountingRules | None, whole: tuple[float, float]
) -> str:
    words = [
        f"Claimed {_papers(claim.figure, claim.total)}; measured {_papers(measured.numerator, measured.denominator)} "
        f"under the nearest rules ({presets()[claim.preset].title}); all rules give {whole[0]:,.0f} to {whole[1]:,.0f}."
    ]
    used = CountingRules.from_json(measured.rules)
    if used.witness != claim.rules.witness:
        kind = "printed bylines" if claim.rules.witness == "pdf" else "affiliations from the venue's list"
        words.append(f"The claim counts by {kind}, which the run does not have; the other witness stands in.")
    if under:
        changed = [f"{n} {getattr(under, n)}" for n in _BRIDGE if getattr(under, n) != getattr(used, n)]
        words.append(f"The figure comes out with {' and '.join(changed)}.")
    if claim.total and measured.denominator and not _is_near(measured.denominator, claim.total):
        words.append(
            f"The papers differ: the claim is of {claim.total:,}, the run has {measured.denominator:,.0f}."
        )
    upper = measured.upper_bound
    if upper is not None and measured.numerator < claim.figure <= upper:
        words.append(
            f"Unresolved affiliations leave room for up to {upper:,.0f}, so the claim is not excluded."
        )
    if claim.unknown:
        words.append(f"The source does not say: {claim.unknown}.")
    return " ".join(words)


def _papers(number: float, total: float | None) -> str:
    return f"{number:,.0f} of {total:,.0f} papers" if total else f"{number:,.0f} papers"
