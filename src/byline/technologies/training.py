"""Weights for the roles, fitted to hand-read labels, with the cross-validated figures that they reach.

Run by hand when labels or features change:
`python -m byline.technologies.training GOLD.jsonl PDF_FOLDER` prints the figures and rewrites the data file.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from byline.model import Document
from byline.technologies.catalogue import Catalogue
from byline.technologies.detect import Detector
from byline.technologies.features import features_of, read
from byline.technologies.weights import KINDS, TARGETS, Weights, kind_of

Array = npt.NDArray[np.float64]
# What each model looks at. Few and general: 36 papers are labelled, and other papers decide.
USED_FEATURES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("model", "used"): ("runs", "own_use", "tables", "sized", "talk_share"),
    ("model", "core"): ("runs", "rate", "front", "dominance"),
    ("architecture", "used"): ("own_use", "tables", "sized", "parts"),
    ("architecture", "core"): ("front", "parts", "parts_front"),
}
# The one feature that speaks against a role; all others may only speak for it, whatever a few papers suggest.
AGAINST = frozenset({"talk_share"})
# Strength of the prior that every weight is zero; the F1 by cross-validation is the same from 0.5 to 2.
RIDGE = 1.0
STEPS = 3000
DATA_FILE = Path(__file__).parent / "data" / "role_weights.toml"
HEADER = """\
# Weights of the four small logistic models that give a technology its role in a paper.
# Written by byline.technologies.training from hand-read labels; do not edit by hand.
# A positive weight speaks for the role. What the features mean is told in byline.technologies.features.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A technology in a paper: its features (None where no mention stands in the body) and its label."""

    paper: str
    technology_id: str
    kind: str
    values: Mapping[str, float] | None
    is_used: bool
    is_core: bool

    def has(self, target: str) -> bool:
        """Return the label for `used` or `core`."""
        return self.is_used if target == "used" else self.is_core


def cells_of(
    labels: Iterable[Mapping[str, Any]], documents: Mapping[str, Document], catalogue: Catalogue
) -> list[Cell]:
    """Return one cell for each labelled paper and technology; `documents` are by the paper's name in the labels."""
    detector, cells = Detector(catalogue), []
    for label in labels:
        paper = label["paper"]
        document = documents[paper]
        found = read(document, detector.detect(paper, document), catalogue)
        for key in (k for k in label if k in catalogue.entries):
            values = features_of(key, found).values if found.is_named(key) else None
            kind = kind_of(catalogue.entries[key])
            is_used = label[key]["level"] == "used"
            cells.append(Cell(paper, key, kind, values, is_used, is_used and bool(label[key].get("core"))))
    return cells


def fit(cells: Sequence[Cell], kind: str, target: str) -> Weights:
    """Return the weights that fit the cells of a kind best, by penalised likelihood with signed weights."""
    names = USED_FEATURES[kind, target]
    rows = [c for c in cells if c.kind == kind and c.values is not None]
    x = np.array([[1.0, *((c.values or {})[n] for n in names)] for c in rows])
    signs = np.array([0.0, *(-1.0 if n in AGAINST else 1.0 for n in names)])
    weights = _fit_signed(x, np.array([float(c.has(target)) for c in rows]), signs)
    return Weights(
        round(float(weights[0]), 3), {n: round(float(w), 3) for n, w in zip(names, weights[1:], strict=True)}
    )


def _fit_signed(x: Array, y: Array, signs: Array) -> Array:
    """Return ridge-penalised logistic weights that keep their signs (0: free), by accelerated projected descent."""
    ridge = np.where(signs == 0, 1e-3, RIDGE)
    step = 1 / (0.25 * np.linalg.eigvalsh(x.T @ x).max() + RIDGE)
    weights = ahead = np.zeros(x.shape[1])
    momentum = 1.0
    for _ in range(STEPS):
        gradient = x.T @ (1 / (1 + np.exp(-x @ ahead)) - y) + ridge * ahead
        moved = ahead - step * gradient
        moved = np.where(signs * moved < 0, 0.0, moved)
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        weights, ahead, momentum = moved, moved + (momentum - 1) / faster * (moved - weights), faster
    return weights


def cross_validate(cells: Sequence[Cell]) -> dict[tuple[str, str], dict[str, float]]:
    """Return {(paper, technology): {target: probability}}, each paper judged by weights fitted to all others."""
    found = {}
    for paper in sorted({c.paper for c in cells}):
        others = [c for c in cells if c.paper != paper]
        models = {(kind, target): fit(others, kind, target) for kind in KINDS for target in TARGETS}
        for c in (c for c in cells if c.paper == paper):
            found[paper, c.technology_id] = {
                t: models[c.kind, t].probability(c.values) if c.values is not None else 0.0 for t in TARGETS
            }
    return found


def f1(pairs: Iterable[tuple[bool, bool]]) -> float:
    """Return F1 over (wanted, got) pairs."""
    pairs = list(pairs)
    right = sum(want and got for want, got in pairs)
    return 2 * right / max(1, sum(want for want, _ in pairs) + sum(got for _, got in pairs))


def rendered(models: Mapping[tuple[str, str], Weights]) -> str:
    """Return the data file's text."""
    lines = [HEADER]
    for (kind, target), weights in models.items():
        lines += [f"[{kind}.{target}]", f"bias = {weights.bias}"]
        lines += [f"{name} = {weight}" for name, weight in weights.by_feature.items()] + [""]
    return "\n".join(lines)


def main(gold: Path, folder: Path) -> None:
    """Print the cross-validated figures and write the weights fitted to all labelled papers."""
    from byline.documents import parse_document

    labels = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = {label["paper"]: parse_document(folder / f"{label['paper']}.pdf") for label in labels}
    cells = cells_of(labels, documents, Catalogue.load())
    found = cross_validate(cells)
    for target in TARGETS:
        pairs = [(c.has(target), found[c.paper, c.technology_id][target] > 0.5) for c in cells]
        print(f"{target}: F1 {f1(pairs):.3f} by cross-validation over {len(labels)} papers")
    models = {(kind, target): fit(cells, kind, target) for kind in KINDS for target in TARGETS}
    DATA_FILE.write_text(rendered(models), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
