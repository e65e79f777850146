"""Networks as GraphML, which Gephi, Cytoscape, igraph and VOSviewer read."""

import re
from collections.abc import Mapping
from pathlib import Path

from byline.exports.networks import Network, country_network, institution_network
from byline.exports.run import FinishedRun

# Characters that XML 1.0 does not allow even escaped; a name read from a PDF may hold them.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_networks(run: FinishedRun, folder: Path) -> dict[str, int]:
    """Write `countries.graphml` and `institutions.graphml`; return file name to number of edges."""
    networks = (country_network(run), institution_network(run))
    return {write_graphml(n, folder / f"{n.name}.graphml").name: len(n.edges) for n in networks}


def write_graphml(network: Network, path: Path) -> Path:
    """Write a network, nodes and edges in the order of their ids, and return the file."""
    import networkx as nx

    graph = nx.Graph(**_clean(network.about))
    for key in sorted(network.nodes):
        graph.add_node(_legible(key), **_clean(network.nodes[key]))
    for one, other in sorted(network.edges):
        graph.add_edge(_legible(one), _legible(other), **_clean(network.edges[one, other]))
    # The writer that needs no lxml, so that the file is the same on every machine.
    nx.write_graphml_xml(graph, path, prettyprint=True, named_key_ids=True)
    return path


def _clean(attributes: Mapping[str, str | float]) -> dict[str, str | float]:
    return {k: _legible(v) if isinstance(v, str) else float(v) for k, v in attributes.items()}


def _legible(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
