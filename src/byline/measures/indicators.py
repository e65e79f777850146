"""How close two countries are, beyond how large they are: pair indicators with formula and source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from byline.engine import Engine
from byline.measures.compute import compute, members
from byline.measures.question import Question, QuestionError
from byline.model import CountingRules

INDICATORS: dict[str, tuple[str, str]] = {
    "salton": (
        "n_ab / sqrt(n_a n_b)",
        "Salton and McGill 1983, Introduction to Modern Information Retrieval",
    ),
    "jaccard": ("n_ab / (n_a + n_b - n_ab)", "Jaccard 1901; Luukkonen and others 1993, Scientometrics 28"),
    "affinity_a": ("n_ab / i_a", "Zitt, Bassecoulard and Okubo 2000, Scientometrics 47"),
    "affinity_b": ("n_ab / i_b", "as affinity_a, seen from the other side"),
    "probabilistic_affinity": (
        "2 n_ab t / (t_a t_b)",
        "Zitt, Bassecoulard and Okubo 2000, Scientometrics 47",
    ),
    "intensity_a": (
        "(n_ab / t_a) / ((t_b - n_ab) / (t - t_a))",
        "Fuchs, Sivertsen and Rousseau 2021, Scientometrics 126: relative intensity of collaboration",
    ),
    "intensity_b": ("(n_ab / t_b) / ((t_a - n_ab) / (t - t_b))", "as intensity_a, seen from the other side"),
    "bilateral_score": (
        "sum over joint papers of the credit that a and b hold, counted fractionally",
        "Nature Index, bilateral collaboration score",
    ),
}


@dataclass(frozen=True, slots=True)
class Network:
    """Counts of one set of papers, whole counting.

    n: papers of a country; n_ab: joint papers of a pair; i: a country's papers with any other country;
    t_a: a country's links (its joint papers with each other country, added up); t: all links, each once.
    """

    papers: Mapping[str, int]
    joint: Mapping[tuple[str, str], int]
    international: Mapping[str, int]

    def links(self, country: str) -> int:
        """Return t_a, the links of a country."""
        return sum(count for pair, count in self.joint.items() if country in pair)

    @property
    def link_count(self) -> int:
        """All links, each counted once."""
        return sum(self.joint.values())


def pair_indicators(
    engine: Engine, rules: CountingRules, countries: Sequence[str], **parameters: Any
) -> dict[str, float | None]:
    """Return every indicator of INDICATORS for a pair of countries or groups; None where a divisor is zero.

    All papers that the parameters leave (venue, year, source) are one network. A group is one place in it,
    and every country outside the groups asked for is another.
    """
    if len(set(countries)) != 2:
        raise QuestionError(f"indicators are of a pair of countries or groups, not of {len(set(countries))}")
    a, b = countries
    network = load_network(engine, rules, countries, **parameters)
    fractional = replace(rules, counting="fractional")
    (score,) = compute(engine, "collaboration", fractional, countries=(a, b), **{**parameters, "by": ()}) or (
        None,
    )
    return {**indicators_of(network, a, b), "bilateral_score": score.numerator if score else 0.0}


def indicators_of(network: Network, a: str, b: str) -> dict[str, float | None]:
    """Return the indicators that follow from the counts alone."""
    n_a, n_b = network.papers.get(a, 0), network.papers.get(b, 0)
    n_ab = network.joint.get((min(a, b), max(a, b)), 0)
    t_a, t_b, t = network.links(a), network.links(b), network.link_count
    return {
        "salton": _ratio(n_ab, sqrt(n_a * n_b)),
        "jaccard": _ratio(n_ab, n_a + n_b - n_ab),
        "affinity_a": _ratio(n_ab, network.international.get(a, 0)),
        "affinity_b": _ratio(n_ab, network.international.get(b, 0)),
        # Zitt counts each link from both ends, so that the links of all countries add up to 2 t.
        "probabilistic_affinity": _ratio(n_ab * 2 * t, t_a * t_b),
        "intensity_a": _ratio(n_ab * (t - t_a), t_a * (t_b - n_ab)),
        "intensity_b": _ratio(n_ab * (t - t_b), t_b * (t_a - n_ab)),
    }


def load_network(
    engine: Engine, rules: CountingRules, countries: Sequence[str], **parameters: Any
) -> Network:
    """Return the whole network of countries in which the groups asked for are one place each."""
    whole = replace(rules, counting="whole")
    asked = Question.ask(("countries",), {"countries": tuple(countries), **parameters}).membership()
    within = {code for name, code in asked if name != code}
    parameters = {**parameters, "by": ()}
    single = members(engine, "papers_by_country", whole, **_without_groups(parameters)).column("country")
    others = sorted(set(single.to_pylist()) - within - {"unresolved"} - set(countries))
    places = (*countries, *others)
    papers = members(engine, "papers_by_country", whole, countries=places, **parameters)
    matrix = members(engine, "country_matrix", whole, countries=places, **parameters)
    rows = [tuple(row[c] for c in ("country_a", "country_b", "paper_id")) for row in matrix.to_pylist()]
    joint: dict[tuple[str, str], int] = {}
    international: dict[str, set[str]] = {}
    for one, other, paper in rows:
        joint[one, other] = joint.get((one, other), 0) + 1
        international.setdefault(one, set()).add(paper)
        international.setdefault(other, set()).add(paper)
    counts: dict[str, int] = {}
    for place in papers.column("country").to_pylist():
        counts[place] = counts.get(place, 0) + 1
    return Network(counts, joint, {place: len(ids) for place, ids in international.items()})


def _without_groups(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name != "groups"}


def _ratio(numerator: float, divisor: float) -> float | None:
    return numerator / divisor if divisor else None
