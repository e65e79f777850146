"""Published figures measured again on a run, and the difference explained step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from byline.engine import Engine
from byline.measures.claims import Claim, load_claims
from byline.measures.editions import Edition, load_editions
from byline.measures.multiverse import Multiverse, every_rule, multiverse
from byline.measures.registry import MEASURES
from byline.measures.wording import ROLE_WORDS, called
from byline.model import ROLES, CountingRules, MeasureValue

# A figure within 2% (or one paper) counts as reproduced: lists change by withdrawn and late papers, e.g.
# 5,288 and 5,290 for one conference in two sources.
TOLERANCE = 0.02
_BRIDGE = ("tracks", "witness", "country_of", "hong_kong_macau_taiwan", "authors", "counting")

Tracks = tuple[tuple[str, ...], ...]
Verdict = Literal[
    "reproduced",
    "reproducible only under other rules",
    "not reproducible under any rule",
    "cannot be measured with this data",
]


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One choice changed from Byline's default towards the claim: the number after it, and the difference."""

    choice: str
    numerator: float
    change: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a claim's question: under which rules, and how large a role a technology must play."""

    rules: CountingRules
    value: MeasureValue
    role: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A claim beside its measured value under the nearest rules, the range over all rules, and the bridge.

    `measured` and `range` are None where the data does not hold what the claim counts. `range` is over the
    `combinations` of rules that the data can answer, counted as the claim counts (whole or fractional).
    `under` are rules that give the figure where the nearest do not. `explanation` is in words.
    """

    claim: Claim
    verdict: Verdict
    measured: MeasureValue | None
    range: tuple[float, float] | None
    combinations: int
    under: CountingRules | None
    bridge: tuple[BridgeStep, ...]
    explanation: str


def check_claims(engine: Engine, path: Path | None = None) -> tuple[Check, ...]:
    """Return every claim of a file (those that ship with Byline where none is named) measured on this run."""
    editions, claims = load_editions(engine), load_claims(path)
    return tuple(_check(engine, c, editions.get((c.venue, c.year)), _tracks(claims, c)) for c in claims)


def check(engine: Engine, claim: Claim, held: Edition | None) -> Check:
    """Return one claim measured again, with verdict and bridge; `held` is what the run has of its edition."""
    return _check(engine, claim, held, _tracks([claim], claim))


def _tracks(claims: Iterable[Claim], claim: Claim) -> Tracks:
    """Return the choices of tracks of all claims about the claim's edition: asked for together, they share a pass."""
    alike = [c for c in claims if (c.venue, c.year) == (claim.venue, claim.year)]
    return tuple(dict.fromkeys([(), *(c.tracks for c in alike)]))


def _check(engine: Engine, claim: Claim, held: Edition | None, tracks: Tracks) -> Check:
    if held is None:
        return _unmeasured(claim, f"the run has no papers of {claim.venue} {claim.year}")
    if reason := _missing(held, claim):
        return _unmeasured(claim, reason)
    rules = _measurable(held, claim)
    answers = _answers(engine, claim, held, rules, tracks)
    role = _role(claim)
    (own,) = (a for a in answers if a.rules == rules and a.role == role)
    alike = [a for a in answers if a.role == role]
    numbers = [a.value.numerator for a in alike]
    verdict, under = _judged(own, answers, claim)
    words = " ".join(_explained(claim, own, under, answers))
    steps = bridge(answers, claim, [own, *([under] if under else [])])
    span = (min(numbers), max(numbers))
    other = under.rules if under else None
    return Check(claim, verdict, own.value, span, len(alike), other, steps, words)


def _unmeasured(claim: Claim, reason: str) -> Check:
    return Check(claim, "cannot be measured with this data", None, None, 0, None, (), reason)


def bridge(answers: Iterable[Answer], claim: Claim, towards: Sequence[Answer]) -> tuple[BridgeStep, ...]:
    """Return the way from Byline's default to the claim, one choice at a time, and what is left over.

    It leads by way of each of `towards`: the claim's nearest rules, then rules that give the figure, if any do.
    """
    values = {(answer.rules, answer.role): answer.value for answer in answers}
    rules, role = replace(CountingRules(), counting=towards[0].rules.counting), towards[0].role
    value = values[rules, role]
    steps = [BridgeStep("Byline's default", value.numerator, 0.0)]
    for answer in towards:
        for name in (*_changed(answer.rules, rules), *(["role"] if answer.role != role else [])):
            before = value.numerator
            if name == "role":
                role, words = answer.role, f"the technology {ROLE_WORDS[answer.role]}"
            else:
                rules = replace(rules, **{name: getattr(answer.rules, name)})
                words = _choice(rules, name)
            value = values[rules, role]
            steps.append(BridgeStep(words, value.numerator, value.numerator - before))
    number = _on_the_claims_papers(value, claim)
    if number != value.numerator:
        words = f"{claim.total:,} papers in place of {value.denominator:,.0f}, at the same share"
        steps.append(BridgeStep(words, number, number - value.numerator))
    rest = "left over: papers, reading and resolving that differ"
    return (*steps, BridgeStep(rest, claim.figure, claim.figure - number))


def _answers(
    engine: Engine, claim: Claim, held: Edition, rules: CountingRules, tracks: Tracks
) -> list[Answer]:
    """Return the answers under every rule that the data can answer, for every role a technology may play."""
    asked: dict[str, Any] = dict(claim.question)
    if "role" in MEASURES[claim.measure].keys:
        asked["role"] = ROLES
    worlds = multiverse(engine, claim.measure, tracks, held.answerable, **asked)
    own = ((), claim.tracks) if claim.tracks else ((),)
    able = [rule for rule in every_rule(own, held.answerable) if rule.counting == rules.counting]
    return [Answer(rule, world.at(rule), _role_of(world)) for world in worlds for rule in able]


def _role(claim: Claim) -> str:
    role = claim.parameters.get("role", "")
    return str(role) if "role" in MEASURES[claim.measure].keys else ""


def _role_of(world: Multiverse) -> str:
    return str(world.key("role") or "")


def _missing(held: Edition, claim: Claim) -> str | None:
    """Return why this run cannot measure the claim, or None."""
    if absent := set(claim.tracks) - held.tracks:
        listed = ", ".join(sorted(held.tracks))
        return f"the run has no papers of the track {sorted(absent)[0]!r}, only {listed}"
    if "technology" in MEASURES[claim.measure].keys and not held.has_text:
        return (
            f"no paper's text of {claim.venue} {claim.year} was read, so no technology can be found; "
            "run with the PDFs"
        )
    return None


def _measurable(held: Edition, claim: Claim) -> CountingRules:
    """Return the claim's nearest rules, by the witness that the run has where it lacks the claim's."""
    if claim.rules.witness in held.answerable or len(held.witnesses) != 1:
        return claim.rules
    return replace(claim.rules, witness=next(iter(held.witnesses)))  # type: ignore[arg-type]


def _judged(own: Answer, answers: Sequence[Answer], claim: Claim) -> tuple[Verdict, Answer | None]:
    if _misses_by(own.value, claim) == 0:
        return "reproduced", None
    near = [answer for answer in answers if _misses_by(answer.value, claim) == 0]
    if not near:
        return "not reproducible under any rule", None
    return "reproducible only under other rules", min(near, key=lambda answer: _order(answer, own, claim))


def _on_the_claims_papers(value: MeasureValue, claim: Claim) -> float:
    """Return the number; where the claim is of another number of papers, the number at the same share of those."""
    if not claim.total or not value.denominator or _is_near(value.denominator, claim.total):
        return value.numerator
    return float(round(value.numerator / value.denominator * claim.total))


def _misses_by(value: MeasureValue, claim: Claim) -> float:
    """Return how far the number is from the published one; 0 where they agree within the tolerance."""
    number = _on_the_claims_papers(value, claim)
    return 0.0 if _is_near(number, claim.figure) else abs(number - claim.figure)


def _is_near(number: float, figure: float) -> bool:
    return abs(number - figure) <= max(1.0, TOLERANCE * figure)


def _order(answer: Answer, own: Answer, claim: Claim) -> tuple[int, float, str, str]:
    """Return what puts the answer with the fewest changed choices first, then the one nearest to the figure."""
    changes = len(_changed(answer.rules, own.rules)) + (answer.role != own.role)
    distance = abs(_on_the_claims_papers(answer.value, claim) - claim.figure)
    return changes, distance, answer.rules.to_json(), answer.role


def _explained(claim: Claim, own: Answer, under: Answer | None, answers: Sequence[Answer]) -> Iterable[str]:
    """Yield sentences on why the measured number is or is not the published one."""
    value, used = own.value, own.rules
    if used.witness != claim.rules.witness:
        kind = "printed bylines" if claim.rules.witness == "pdf" else "affiliations from the venue's list"
        yield f"The claim counts by {kind}, which the run does not have; the other witness stands in."
    number = _on_the_claims_papers(value, claim)
    if claim.total and value.denominator and number != value.numerator:
        yield (
            f"The claim is of {claim.total:,} papers and the run has {value.denominator:,.0f}, so shares are "
            f"compared: {claim.figure / claim.total:.1%} published, {value.value or 0:.1%} measured."
        )
    if own.role:
        ladder = {a.role: a.value.numerator for a in answers if a.rules == used}
        listed = ", ".join(f"{ROLE_WORDS[role]} {ladder[role]:,.0f}" for role in ROLES if role in ladder)
        yield f"Papers with the technology {listed}."
    if under:
        yield f"The figure comes out with {_changes(under, own)}."
    elif _misses_by(value, claim):
        yield from _either_side(claim, own, answers)
    upper = value.upper_bound
    if upper is not None and number < claim.figure <= upper:
        yield f"Unresolved affiliations leave room for up to {upper:,.0f}, so the claim is not excluded."
    if claim.unknown:
        yield f"The source does not say {claim.unknown}."


def _either_side(claim: Claim, own: Answer, answers: Sequence[Answer]) -> Iterable[str]:
    """Yield what comes nearest to a figure that no rule gives, from above and from below."""
    for is_above, words in ((True, "above"), (False, "below")):
        side = [a for a in answers if (_on_the_claims_papers(a.value, claim) > claim.figure) == is_above]
        if not side:
            yield f"No rule gives a number {words} it."
            continue
        nearest = min(side, key=lambda a: (_misses_by(a.value, claim), _order(a, own, claim)))
        how = _changes(nearest, own)
        number = _on_the_claims_papers(nearest.value, claim)
        yield f"The nearest {words} it is {number:,.0f}, {f'with {how}' if how else 'as measured'}."


def _changes(answer: Answer, own: Answer) -> str:
    words = [_choice(answer.rules, name) for name in _changed(answer.rules, own.rules)]
    if answer.role != own.role:
        words.append(f"the technology {ROLE_WORDS[answer.role]}")
    return " and ".join(words)


def _changed(rules: CountingRules, other: CountingRules) -> list[str]:
    return [name for name in _BRIDGE if getattr(rules, name) != getattr(other, name)]


def _choice(rules: CountingRules, name: str) -> str:
    """Return one choice of the rules in words, e.g. `which authors: first`."""
    option, what = getattr(rules, name), called(name)
    words = (", ".join(option) or "all") if isinstance(option, tuple) else called(option)
    if name == "hong_kong_macau_taiwan":
        return f"{what}: {words}" if option == "separate" else words
    return f"{what[0].lower()}{what[1:]}: {words}"
