"""Byline from Python: resolve a string, parse a PDF, open a run and ask it for numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from byline.engine import DuckDBEngine
from byline.measures import compute, members
from byline.model import CountingRules, Match, MeasureValue

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from byline.affiliations import Resolver


def resolve(text: str, email_domain: str | None = None) -> Match:
    """Return which institution and country an affiliation string names; method `unresolved` where neither.

    >>> resolve("Tsinghua University, Beijing").country  # doctest: +SKIP
    'CN'
    """
    return _resolver().resolve(text, email_domain=email_domain)


def parse(pdf: str | Path) -> dict[str, Any]:
    """Return a paper's authors, affiliations with countries, and technologies, in the shape of `byline parse`.

    Raises DocumentError for a file that is missing, damaged, encrypted or no PDF.

    >>> parse("paper.pdf")["countries"]  # doctest: +SKIP
    ['CN', 'US']
    """
    from byline.parsing import parse_pdf

    return parse_pdf(Path(pdf), _resolver())


def open_run(out: str | Path) -> "RunResults":
    """Return the results of a run; raises EngineError where the folder holds none.

    >>> open_run("out/demo").measure("collaboration", countries=("US", "CN"))[0].value  # doctest: +SKIP
    0.21
    """
    return RunResults(DuckDBEngine.open(Path(out) / "tables"))


@cache
def _resolver() -> "Resolver":
    from byline.affiliations import Resolver

    return Resolver.open()


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers that a measure gave, one for each edition and key, and the papers behind them."""

    values: tuple[MeasureValue, ...]
    measure: str
    _engine: DuckDBEngine
    _rules: CountingRules
    _parameters: Mapping[str, Any]

    def __iter__(self) -> Iterator[MeasureValue]:
        """Yield the numbers."""
        return iter(self.values)

    def __len__(self) -> int:
        """Return how many numbers there are."""
        return len(self.values)

    def __getitem__(self, place: int) -> MeasureValue:
        """Return one number."""
        return self.values[place]

    def members(self) -> "pa.Table":
        """Return the papers that make the numbers: editions, keys, `paper_id`, `credit`, `evidence`."""
        return members(self._engine, self.measure, self._rules, **self._parameters)

    def to_arrow(self) -> "pa.Table":
        """Return the numbers as an Arrow table with the columns of `measure_values`."""
        from byline.model import arrow_table

        return arrow_table("measure_values", self.values)

    def to_pandas(self) -> "pd.DataFrame":
        """Return the numbers as a data frame; pandas must be installed."""
        return self.to_arrow().to_pandas()


@dataclass(frozen=True, slots=True)
class RunResults:
    """The tables of one run, ready to be asked."""

    engine: DuckDBEngine

    def measure(self, name: str, rules: CountingRules | None = None, **parameters: Any) -> Answer:
        """Return a measure's numbers; `byline.measures.MEASURES` lists the measures and their parameters.

        Raises QuestionError for a question that the measure cannot be asked.
        """
        chosen = rules or CountingRules()
        values = compute(self.engine, name, chosen, **parameters)
        return Answer(values, name, self.engine, chosen, parameters)

    def table(self, name: str) -> "pa.Table":
        """Return a whole table of the run, columns as docs/tables.md says; ValueError for one that is none."""
        from byline.model import TABLES

        if name not in TABLES:
            raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
        return self.engine.query(f"SELECT * FROM {TABLES[name].name}")
