"""The weights that turn features into roles: a readable data file, two small logistic models a kind of technology."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

from byline.technologies.catalogue import Entry

KINDS = ("model", "architecture")
TARGETS = ("used", "core")


def kind_of(entry: Entry) -> str:
    """Return which weights judge an entry: those of architectures where the catalogue tells its parts, else of models.

    A Transformer is used where the work concerns attention or layers; a Llama or a ResNet where it is run.
    """
    return "architecture" if entry.parts else "model"


@dataclass(frozen=True, slots=True)
class Weights:
    """One logistic model: the probability is 1 / (1 + exp(-(bias + sum of weight * feature)))."""

    bias: float
    by_feature: Mapping[str, float]

    def probability(self, values: Mapping[str, float]) -> float:
        """Return the probability, in [0, 1], for the values of a technology's features."""
        return 1 / (1 + exp(-self.bias - sum(self.contributions(values).values())))

    def contributions(self, values: Mapping[str, float]) -> dict[str, float]:
        """Return what each feature adds to the decision (positive: towards the role)."""
        return {name: weight * values[name] for name, weight in self.by_feature.items()}


@cache
def load_weights() -> Mapping[tuple[str, str], Weights]:
    """Return the weights by (kind, target) from data/role_weights.toml."""
    path = resources.files("byline.technologies") / "data" / "role_weights.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {(kind, target): _weights(tables[kind][target]) for kind in KINDS for target in TARGETS}


def _weights(table: Mapping[str, float]) -> Weights:
    return Weights(table["bias"], {name: weight for name, weight in table.items() if name != "bias"})
