"""Networks: nodes and edges are the measures' own numbers, and every program can read the file."""

import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from finished_run import HOSTILE, RULES, Exporting

from byline.exports import FinishedRun
from byline.exports.graphml import write_graphml
from byline.exports.networks import Network, country_network, institution_network
from byline.measures import compute
from byline.model import CountingRules


@pytest.fixture
def countries(exported: Exporting) -> Any:
    return nx.read_graphml(exported("graphml") / "countries.graphml")


@pytest.fixture
def institutions(exported: Exporting) -> Any:
    return nx.read_graphml(exported("graphml") / "institutions.graphml")


def test_counted_by_hand(countries: Any) -> None:
    # US and CN: papers 01, 02, 03, 06, 07, 08 and 11 of 2024, and 12 of 2023 (see made_up_papers.py).
    edge = countries.edges["CN", "US"]
    assert (edge["weight"], edge["papers"], edge["papers_v_2024"], edge["papers_v_2023"]) == (8, 8, 7, 1)
    # Of 12, GB signs with half an author and with a whole one: 3/4 of the credit; the other 1/4 is shared.
    assert countries.nodes["GB"]["papers_fractional_v_2023"] == pytest.approx(0.5)
    assert countries.nodes["US"]["label"] == "United States"


def numbers(run: FinishedRun, measure: str, key: str) -> dict[str, dict[Any, float]]:
    """Return the measure's numbers by counting and key, without papers that have no country."""
    found: dict[str, dict[Any, float]] = {"whole": defaultdict(float), "fractional": defaultdict(float)}
    rules = [replace(run.study.rules, counting="whole"), replace(run.study.rules, counting="fractional")]
    for value in compute(run.engine, measure, rules):
        of = json.loads(value.keys)[key]
        counting = CountingRules.from_json(value.rules).counting
        found[counting][tuple(of) if isinstance(of, list) else of] += value.numerator
    for amounts in found.values():
        amounts.pop("unresolved", None)
    return found


def test_nodes_and_edges_are_the_numbers_of_the_measures(
    run: FinishedRun, countries: Any, institutions: Any
) -> None:
    for graph, single, key, pairs, both in (
        (countries, "papers_by_country", "country", "country_matrix", "countries"),
        (institutions, "papers_by_institution", "institution", "institution_pairs", "institutions"),
    ):
        papers, joint = numbers(run, single, key), numbers(run, pairs, both)
        for name, counting in (("papers", "whole"), ("papers_fractional", "fractional")):
            nodes = {node: attributes[name] for node, attributes in graph.nodes(data=True)}
            edges = {tuple(sorted((a, b))): attributes[name] for a, b, attributes in graph.edges(data=True)}
            assert nodes == pytest.approx(papers[counting])
            assert edges == pytest.approx(joint[counting])
            assert len(edges) > 5


def test_editions_add_up(countries: Any, institutions: Any) -> None:
    for graph in (countries, institutions):
        for _, _, edge in graph.edges(data=True):
            for name in ("papers", "papers_fractional"):
                parts = [edge.get(f"{name}_v_{year}", 0.0) for year in (2023, 2024)]
                assert sum(parts) == pytest.approx(edge[name])


def test_the_network_says_how_it_was_counted(run: FinishedRun, countries: Any, institutions: Any) -> None:
    for graph in (countries, institutions):
        assert CountingRules.from_json(graph.graph["rules"]) == RULES
        assert graph.graph["run_id"] == run.record["run_id"]
    assert float(countries.graph["unresolved_papers"]) > 0
    assert "unresolved" not in countries


def under(run: FinishedRun, rules: CountingRules) -> FinishedRun:
    return FinishedRun(run.out, run.study.model_copy(update={"rules": rules}), run.record, run.engine)


def test_other_rules_give_another_network(run: FinishedRun, countries: Any) -> None:
    grouped = replace(RULES, hong_kong_macau_taiwan="hk_mo_tw_with_cn")
    network = country_network(under(run, grouped))
    assert "HK" in countries
    assert "HK" not in network.nodes
    assert network.about["rules"] == grouped.to_json()


def test_an_institution_stands_where_the_rules_place_it(run: FinishedRun, institutions: Any) -> None:
    laboratory = "byline:CN/US/company"
    at_home = institution_network(under(run, replace(RULES, country_of="home"))).nodes[laboratory]
    assert (institutions.nodes[laboratory]["country"], at_home["country"]) == ("CN", "US")
    assert (at_home["site_country"], at_home["home_country"], at_home["sector"]) == ("CN", "US", "company")


def test_names_that_xml_forbids_do_not_break_the_file(institutions: Any, tmp_path: Path) -> None:
    labels = {label for _, label in institutions.nodes(data="label")}
    assert {HOSTILE[0], "\ufffdbell"} <= labels
    network = Network("n", {"title": "<&\x00"}, {"\x02": {"label": "]]>\ud800"}}, {})
    assert ET.parse(write_graphml(network, tmp_path / "n.graphml")).getroot() is not None
