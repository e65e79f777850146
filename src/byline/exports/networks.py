"""Who writes with whom, as networks of countries and of institutions, under the study's rules."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from byline.exports.run import FinishedRun
from byline.measures import MEASURES, compute
from byline.model import CountingRules, MeasureValue
from byline.sources.names import slug_of
from byline.views.wording import country_name, rule_sentences

Amounts = dict[str, float]
Attributes = Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and undirected edges with their attributes.

    Each carries `papers` (whole) and `papers_fractional`, over all editions and for each edition, e.g.
    `papers_neurips_2024`. `about` says what the counts are: rules, run, version, papers left out.
    """

    name: str
    about: Mapping[str, str]
    nodes: Mapping[str, Attributes]
    edges: Mapping[tuple[str, str], Attributes]


def country_network(run: FinishedRun) -> Network:
    """Return countries with their papers, and an edge for every two that share a paper.

    Papers of authors without a country are no node; `unresolved_papers` of the network counts them.
    """
    papers = _amounts(run, "papers_by_country", "country")
    joint = _amounts(run, "country_matrix", "countries")
    unresolved = papers.pop("unresolved", {})
    nodes: dict[str, Attributes] = {
        code: {"label": country_name(code), "country": code, **amounts} for code, amounts in papers.items()
    }
    about = _about(run, "countries", ("papers_by_country", "country_matrix"))
    about["unresolved_papers"] = f"{unresolved.get('papers', 0):g}"
    return Network("countries", about, nodes, _edges(joint))


def institution_network(run: FinishedRun) -> Network:
    """Return institutions with their papers, and an edge for every two that share a paper.

    `country` is the institution's own under the rule `country_of`; a paper may place an author elsewhere.
    """
    rows = run.engine.query("SELECT * FROM institutions").to_pylist()
    known = {row["institution_id"]: row for row in rows}
    papers = _amounts(run, "papers_by_institution", "institution")
    joint = _amounts(run, "institution_pairs", "institutions")
    nodes: dict[str, Attributes] = {
        key: {**_institution(run.study.rules, known.get(key, {}), key), **amounts}
        for key, amounts in papers.items()
    }
    about = _about(run, "institutions", ("papers_by_institution", "institution_pairs"))
    return Network("institutions", about, nodes, _edges(joint))


def _institution(rules: CountingRules, row: Mapping[str, Any], key: str) -> dict[str, str]:
    site, home = row.get("site_country"), row.get("home_country")
    country = {"site": site or home, "home": home, "site_known_only": site}[rules.country_of]
    return {
        "label": row.get("display_name") or key,
        "country": country or "",
        "site_country": site or "",
        "home_country": home or "",
        "sector": row.get("sector") or "",
        "city": row.get("city") or "",
    }


def _amounts(run: FinishedRun, measure: str, key: str) -> dict[Any, Amounts]:
    """Return the numbers of a measure by key: whole and fractional, together and for each edition."""
    rules = [replace(run.study.rules, counting=counting) for counting in ("whole", "fractional")]
    found: dict[Any, Amounts] = {}
    for value in compute(run.engine, measure, rules):
        keys = json.loads(value.keys)
        of = tuple(keys[key]) if isinstance(keys[key], list) else keys[key]
        amounts = found.setdefault(of, {"papers": 0.0, "papers_fractional": 0.0})
        name = "papers" if _is_whole(value) else "papers_fractional"
        edition = f"{name}_{slug_of(keys['venue']).replace('-', '_')}_{keys['year']}"
        # A paper is of one edition, so that editions add up; nine decimals as the measures have.
        amounts[name] = round(amounts[name] + value.numerator, 9)
        amounts[edition] = round(amounts.get(edition, 0.0) + value.numerator, 9)
    return found


def _is_whole(value: MeasureValue) -> bool:
    return CountingRules.from_json(value.rules).counting == "whole"


def _edges(joint: Mapping[tuple[str, str], Amounts]) -> dict[tuple[str, str], Attributes]:
    # `weight` is the name that network programs look for.
    return {pair: {"weight": amounts["papers"], **amounts} for pair, amounts in joint.items()}


def _about(run: FinishedRun, nodes: str, measures: Iterable[str]) -> dict[str, str]:
    words = "; ".join(f"{name} {choice}: {words}" for name, choice, words in rule_sentences(run.study.rules))
    return {
        "title": f"{run.study.title}: network of {nodes}",
        "study": run.study.name,
        "run_id": run.record["run_id"],
        "byline_version": run.record["byline_version"],
        "rules": run.study.rules.to_json(),
        "rules_in_words": words,
        "counting": "papers and weight are counted whole, papers_fractional by shares of authors, "
        "whatever the rule `counting` of the study",
        "measures": " ".join(f"{name}: {MEASURES[name].doc}" for name in measures),
    }
