"""A run of the bundled conference beside the planted truth: headline figures, and a verdict on every trap."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from byline.demo.planted import FOLDER, PlantedPaper, load_truth
from byline.demo.verdicts import Reading, Tally, Verdict
from byline.model import CountingRules

if TYPE_CHECKING:
    from byline.engine import Engine

PAIR = ("US", "CN")
BYLINE = CountingRules(witness="pdf")
# The same question under other rules: the bundled conference is made so that the method decides the number.
RULES = {
    "by printed byline": BYLINE,
    "by headquarters": CountingRules(witness="pdf", country_of="home"),
    "by known places only": CountingRules(witness="pdf", country_of="site_known_only"),
    "Hong Kong, Macau as China": CountingRules(witness="pdf", hong_kong_macau_taiwan="hk_mo_with_cn"),
    "different people only": CountingRules(witness="pdf", authors="distinct_people"),
    "by the venue's list": CountingRules(witness="metadata"),
}
# The three lines of the published table: a country's papers in which a technology plays at least the role.
TECHNOLOGY_LINES = (
    ("CN", "transformer", "mentioned", "name the Transformer"),
    ("CN", "llama", "evaluated", "run Llama"),
    ("US", "qwen", "evaluated", "run Qwen"),
)
COUNTRIES = ("US", "CN", "HK", "TW", "GB")


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure of one year: how many papers are planted, and how many the run counts.

    `planted_of` and `measured_of`: the papers of that year as planted, and as the run counts them.
    """

    question: str
    year: int
    planted: int
    measured: int
    planted_of: int
    measured_of: int

    @property
    def is_right(self) -> bool:
        """Whether the run counts what is planted."""
        return self.planted == self.measured


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a run made of the bundled conference: its figures, a verdict on every trap, a tally of each layout."""

    figures: tuple[Figure, ...]
    verdicts: tuple[Verdict, ...]
    tallies: tuple[Tally, ...]

    def to_record(self) -> dict[str, Any]:
        """Return the comparison as plain data, for JSON."""
        return {
            "figures": [asdict(figure) | {"is_right": figure.is_right} for figure in self.figures],
            "traps": [asdict(verdict) for verdict in self.verdicts],
            "layouts": [asdict(tally) for tally in self.tallies],
            "verdicts": dict(Counter(verdict.verdict for verdict in self.verdicts)),
        }


def study_path() -> Path:
    """Return the study of the bundled conference."""
    return FOLDER / "study.toml"


def compare(tables_dir: Path) -> Comparison:
    """Return a finished run of the bundled conference beside its planted truth.

    Raises EngineError where the folder holds no tables of a run.
    >>> compare(Path("out/demo/tables")).verdicts[0].verdict  # doctest: +SKIP
    'right'
    """
    from byline.engine import DuckDBEngine

    engine = DuckDBEngine.open(tables_dir)
    try:
        truth = load_truth()
        reading = Reading({name: _rows(engine, name) for name in _TABLES})
        verdicts = tuple(verdict for paper in truth for verdict in reading.judge(paper))
        return Comparison(tuple(_figures(engine, truth)), verdicts, tuple(_tallies(reading, truth)))
    finally:
        engine.close()


_TABLES = (
    "papers",
    "authorships",
    "affiliation_mentions",
    "affiliation_matches",
    "technology_roles",
    "issues",
)


def _tallies(reading: Reading, truth: tuple[PlantedPaper, ...]) -> Iterator[Tally]:
    """Yield one tally a layout, and one of all papers."""
    papers = [paper for paper in truth if paper.kind == "paper"]
    for layout in sorted({paper.layout for paper in papers}):
        yield reading.tally(layout, (paper for paper in papers if paper.layout == layout))
    yield reading.tally("all", papers)


def _rows(engine: "Engine", table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = engine.query(f"SELECT * FROM {table}").to_pylist()
    return rows


def _figures(engine: "Engine", truth: tuple[PlantedPaper, ...]) -> Iterator[Figure]:
    """Yield the figures, each for both years."""
    papers = [paper for paper in truth if paper.kind == "paper"]
    measured = _Measured(engine)
    years = Counter(paper.year for paper in papers)
    paper_counts = measured.papers()

    def both(question: str, planted: list[PlantedPaper], counts: dict[int, int]) -> Iterator[Figure]:
        found = Counter(paper.year for paper in planted)
        for year, count in sorted(years.items()):
            yield Figure(question, year, found[year], counts.get(year, 0), count, paper_counts.get(year, 0))

    yield from both("papers", papers, paper_counts)
    for words, rules in RULES.items():
        joint = [paper for paper in papers if paper.joins(PAIR, rules)]
        yield from both(f"US-China, {words}", joint, measured.of("collaboration", rules))
    for country in COUNTRIES:
        own = [paper for paper in papers if paper.is_from(country, BYLINE)]
        counts = measured.of("papers_by_country", BYLINE, country=country)
        yield from both(f"from {country}", own, counts)
    for country, technology, role, words in TECHNOLOGY_LINES:
        using = [p for p in papers if p.is_from(country, BYLINE) and p.has(technology, role)]
        asked = {"country": country, "technology": technology, "role": role}
        counts = measured.of("technology_by_country", BYLINE, **asked)
        yield from both(f"from {country} that {words}", using, counts)


class _Measured:
    """The figures that the run's own measures give, each measure asked once for everything."""

    def __init__(self, engine: "Engine") -> None:
        from byline.measures import compute

        _, technologies, roles, _ = zip(*TECHNOLOGY_LINES, strict=True)
        values = (
            *compute(engine, "collaboration", tuple(RULES.values()), countries=PAIR),
            *compute(engine, "papers_by_country", BYLINE, countries=COUNTRIES),
            *compute(
                engine,
                "technology_by_country",
                BYLINE,
                countries=PAIR,
                technology=technologies,
                role=tuple(set(roles)),
            ),
        )
        self._values = [(value, json.loads(value.keys)) for value in values]

    def papers(self) -> dict[int, int]:
        """Return the papers that shares are counted by, by year: files that are no papers are none of them."""
        shares = [(v, keys) for v, keys in self._values if v.measure == "collaboration"]
        return {keys["year"]: round(value.denominator or 0) for value, keys in shares}

    def of(self, measure: str, rules: CountingRules, **keys: str) -> dict[int, int]:
        """Return the papers counted, by year."""
        return {
            found["year"]: round(value.numerator)
            for value, found in self._values
            if (value.measure, value.rules) == (measure, rules.to_json()) and keys.items() <= found.items()
        }
