"""The only place that executes SQL. DuckDB today; a second engine implements `Engine` and nothing else."""

from byline.engine.contract import Engine, EngineError, Parameter, Step, StepReport
from byline.engine.dialect import relation, transpile
from byline.engine.duckdb_engine import DuckDBEngine, write_database

__all__ = [
    "DuckDBEngine",
    "Engine",
    "EngineError",
    "Parameter",
    "Step",
    "StepReport",
    "relation",
    "transpile",
    "write_database",
]
