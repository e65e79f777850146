"""Scores of affiliation strings against a gold file: accuracy, coverage, and whether the scores mean what they say.

usage: python tools/calibrate_resolver.py GOLD.csv [--text COLUMN] [--countries COLUMN] [--registry DUMP] [--fit]
       [--plot docs/pictures/calibration.svg]

GOLD holds a string a row and the country codes that are right for it. The scores are fitted and measured by
cross-validation in five parts; rows with one and the same string are never parted. `--fit` then writes
data/calibration.csv from all rows.
"""

import argparse
import csv
import hashlib
import re
from itertools import pairwise
from pathlib import Path

from calibration_plot import Bin, render_calibration

from byline.affiliations import Resolver
from byline.affiliations.calibrate import fit, load_scores, save_steps, scores_of
from byline.affiliations.index import open_index

FOLDS = 5
BANDS = (0.0, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1.01)
Row = tuple[str, str, float, bool]  # string, method, points, whether the country is right


def main() -> None:
    """Print the figures, and write the table where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--text", default="affiliation_without_country")
    parser.add_argument("--countries", default="country_iso2_hk_split")
    parser.add_argument("--registry", type=Path, action="append", default=[])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    rows: list[Row] = []
    for registry in (None, *args.registry):
        found = answer_rows(args.gold, args.text, args.countries, registry)
        print(f"{'with ' + registry.name if registry else 'without a registry'}: {share_line(found)}")
        rows += found
    scored = cross_validated(rows)
    print_reliability(bins := bins_of(scored))
    if args.plot:
        args.plot.write_text(render_calibration(bins), encoding="utf-8")
    print_thresholds(scored, len(rows))
    if args.fit:
        save_steps(
            fit((method, points, right) for _, method, points, right in rows if method != "unresolved")
        )
        load_scores()


def answer_rows(gold: Path, text: str, countries: str, registry: Path | None) -> list[Row]:
    """Return the resolver's answer for each row of the gold file that has a country."""
    asked: list[tuple[str, float]] = []
    resolver = Resolver(open_index(registry).index, scores=lambda *kind: asked.append(kind) or 0.0)  # type: ignore
    rows: list[Row] = []
    with gold.open(encoding="utf-8", newline="") as file:
        for cells in csv.DictReader(file):
            wanted = set(re.findall(r"\b[A-Z]{2}\b", cells[countries]))
            if wanted:
                match = resolver.resolve(cells[text])
                rows.append((cells[text], *asked[-1], match.country in wanted))
    return rows


def share_line(rows: list[Row]) -> str:
    """Return coverage and accuracy in words."""
    answered = [row for row in rows if row[1] != "unresolved"]
    right = sum(row[3] for row in answered)
    return (
        f"{len(rows):,} rows, coverage {len(answered) / len(rows):.4f}, accuracy {right / len(answered):.4f}"
    )


def fold_of(text: str) -> int:
    """Return the part that a string belongs to, the same for each of its rows."""
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS


def cross_validated(rows: list[Row]) -> list[tuple[float, bool]]:
    """Return (score, right) of each answered row, its score fitted on the other parts."""
    scored = []
    for fold in range(FOLDS):
        others = [row for row in rows if fold_of(row[0]) != fold and row[1] != "unresolved"]
        score = scores_of(fit((method, points, right) for _, method, points, right in others))
        scored += [
            (score(method, points), right)
            for text, method, points, right in rows
            if fold_of(text) == fold and method != "unresolved"
        ]
    return scored


def bins_of(scored: list[tuple[float, bool]]) -> list[Bin]:
    """Return for bands of scores the mean score, the share right, and how many answers have such a score."""
    found = []
    for low, high in pairwise(BANDS):
        band = [(score, right) for score, right in scored if low <= score < high]
        if band:
            mean = sum(score for score, _ in band) / len(band)
            found.append((mean, sum(right for _, right in band) / len(band), len(band)))
    return found


def print_reliability(bins: list[Bin]) -> None:
    """Print the bands of scores."""
    print("\nmean score  share right  answers")
    for mean, share, count in bins:
        print(f"{mean:10.3f}  {share:11.3f}  {count:7,}")


def print_thresholds(scored: list[tuple[float, bool]], row_count: int) -> None:
    """Print what is left, and how right it is, where answers below a score are withheld."""
    print("\nleast score  coverage  accuracy")
    for least in (0.0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.95):
        kept = [right for score, right in scored if score >= least]
        print(f"{least:11.2f}  {len(kept) / row_count:8.4f}  {sum(kept) / len(kept):8.4f}")


if __name__ == "__main__":
    main()
