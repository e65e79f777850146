"""Every measure over the tables of one run, from opening the engine; then the multiverse and chance.

    .venv/bin/python benchmarks/measures.py OUT/tables [--pair US CN]

Prints seconds a measure (number and papers), their sum, and the deep questions after it. Targets, on two cores:
all measures under 2 s for a conference of 4,553 papers and under 0.5 s for a small study, the whole multiverse
(288 combinations of rules) under 5 s.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def timed(name: str, work: Callable[[], T]) -> tuple[T, float]:
    """Return what the work returns and its seconds by the wall clock, printed with its name."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    print(f"{name:<28}{seconds:8.3f} s")
    return result, seconds


def main() -> None:
    """Run the benchmark on the tables named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--pair", nargs=2, default=("US", "CN"))
    options = parser.parse_args()
    pair = tuple(options.pair)

    # Imported here so that the first figure holds what a cold start costs.
    start = time.perf_counter()
    from byline.engine import DuckDBEngine
    from byline.measures import MEASURES, compute, expected_by_chance, members, multiverse, pair_indicators
    from byline.model import CountingRules

    engine = DuckDBEngine.open(options.tables)
    total = time.perf_counter() - start
    print(f"{'imports and engine':<28}{total:8.3f} s")
    rules = CountingRules()
    for name, measure in MEASURES.items():
        asked: dict[str, Any] = {"countries": pair} if measure.least_countries else {}

        def number_and_papers(name: str = name, asked: dict[str, Any] = asked) -> object:
            return compute(engine, name, rules, **asked), members(engine, name, rules, **asked)

        total += timed(name, number_and_papers)[1]
    print(f"{'all measures':<28}{total:8.3f} s\n")

    worlds, _ = timed("multiverse, 288 rules", lambda: multiverse(engine, "collaboration", countries=pair))
    timed("expected by chance, 1,000", lambda: expected_by_chance(engine, rules, countries=pair))
    timed("pair indicators", lambda: pair_indicators(engine, rules, pair))
    for world in worlds:
        low, high = world.range()
        print(
            f"{world.keys}: {world.at(rules).numerator:.0f} by default, {low:.0f} to {high:.0f} under all rules"
        )


if __name__ == "__main__":
    main()
