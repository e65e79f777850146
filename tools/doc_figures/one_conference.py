"""One question at one conference: under every preset, against chance, and beside what was published."""

import json
from dataclasses import replace
from pathlib import Path

from markdown_tables import count, share, table

from byline.engine import DuckDBEngine, Engine
from byline.measures import Multiverse, bounds, check_claims, compute, expected_by_chance, multiverse, presets
from byline.measures.checks import Check
from byline.measures.wording import called
from byline.model import CountingRules

PAIR = ("US", "CN")
NAMES = {"US": "United States", "CN": "China"}
# The conference's list is the only witness that these runs have.
RULES = CountingRules(witness="metadata")
DRAWS = 2_000


def by_preset(tables: Path) -> str:
    """Return the joint papers under each preset, with what the missing affiliations leave open."""
    engine = DuckDBEngine.open(tables)
    columns = ("rules", "joint papers", "share", "at most, if plausible", "at most")
    return table(columns, (_preset_row(engine, preset.title, preset.rules) for preset in presets().values()))


def _preset_row(engine: Engine, title: str, rules: CountingRules) -> list[str]:
    rules = replace(rules, witness=RULES.witness)
    (value,) = compute(engine, "collaboration", rules, countries=PAIR)
    (open_,) = bounds(engine, "collaboration", rules, countries=PAIR)
    whole = value.denominator or 0.0
    most = (f"{count(bound)} ({share(bound, whole)})" for bound in (open_.plausible, open_.upper))
    return [title, count(value.numerator), share(value.numerator, whole), *most]


def influences(tables: Path) -> str:
    """Return how much each rule moves the number, the strongest first, and the range over all of them."""
    (every,) = multiverse(DuckDBEngine.open(tables), "collaboration", countries=PAIR)
    pairs = [pair for pair in zip(every.rules, every.values, strict=True) if pair[0].witness == RULES.witness]
    rules, values = zip(*pairs, strict=True)
    world = Multiverse(every.keys, rules, values)
    rows = [
        (called(i.rule), count(i.mean), count(i.most), f"{called(i.from_option)} → {called(i.to_option)}")
        for i in world.influences()
    ]
    least, most = world.range()
    said = f"{len(rules)} combinations of rules; counting whole papers {count(least)} to {count(most)}.\n\n"
    return said + table(("rule", "moves the number by, on average", "at most", "between"), rows)


def by_chance(tables: Path) -> str:
    """Return the observed joint papers beside those that chance alone would give."""
    columns = ("edition", "observed", "expected by chance", "95% of draws", "observed over expected", "95%")
    found = expected_by_chance(DuckDBEngine.open(tables), RULES, draws=DRAWS, countries=PAIR)
    rows = []
    for chance in found:
        keys = json.loads(chance.keys)
        rows.append(
            (
                f"{keys['venue']} {keys['year']}",
                count(chance.observed),
                f"{chance.expected:,.0f}",
                f"{chance.low:,.0f} to {chance.high:,.0f}",
                f"{chance.ratio:.3f}",
                f"{chance.ratio_low:.3f} to {chance.ratio_high:.3f}",
            )
        )
    return table(columns, rows)


def leaders(tables: Path) -> str:
    """Return where the first and last authors of the joint papers work."""
    values = compute(DuckDBEngine.open(tables), "leadership", RULES, countries=PAIR)
    by_key = {(json.loads(v.keys)["position"], json.loads(v.keys)["country"]): v for v in values}
    rows = []
    for position, words in (("first", "first author"), ("last", "last author"), ("first_and_last", "both")):
        found = [by_key[position, country] for country in NAMES]
        rows.append(
            (words, *(f"{count(v.numerator)} ({share(v.numerator, v.denominator or 0)})" for v in found))
        )
    return table(("of the joint papers", *NAMES.values()), rows)


def bridges(tables: Path) -> str:
    """Return every claim of this edition beside what is measured, and the way from one to the other."""
    checks = check_claims(DuckDBEngine.open(tables))
    return "\n".join(_bridge(check) for check in checks if check.measured is not None)


def _bridge(check: Check) -> str:
    steps = [(step.choice, count(step.numerator), f"{step.change:+,.0f}") for step in check.bridge]
    steps[0] = (steps[0][0], steps[0][1], "")
    return f"**{check.claim.statement}** ({check.claim.source}): {check.verdict}.\n\n" + table(
        ("step", "papers", "change"), steps
    )
