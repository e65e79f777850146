"""What any engine offers: queries in, Arrow tables out, built of named steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

Parameter = str | int | float | bool | None


class EngineError(Exception):
    """A query or the run's tables cannot be used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """A named SELECT that later steps and the query itself read by its name.

    `needs` names the earlier steps it reads. A step that `is_kept` is computed once for as long as the
    engine is open, however many queries read it.
    """

    name: str
    sql: str
    needs: tuple[str, ...] = ()
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class StepReport:
    """One step as it ran: its text, how many rows it gave, how long it took, and the first rows."""

    name: str
    sql: str
    row_count: int
    seconds: float
    sample: "pa.Table" = field(repr=False)


class Engine(Protocol):
    """Runs SELECTs over the tables of one run. SQL is the subset that DuckDB and Spark share."""

    def query(
        self, sql: str, parameters: Mapping[str, Parameter] | None = None, steps: Sequence[Step] = ()
    ) -> "pa.Table":
        """Return the rows of a SELECT; `parameters` fill `$name`, `steps` are named in order of need."""

    def inspect(self, steps: Sequence[Step], sample_rows: int = 5) -> list[StepReport]:
        """Return a report on every step, each run by itself, for people who check the count."""
