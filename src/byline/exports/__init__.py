"""Outputs for others: tidy tables, networks, a research object of the run, and its methods in words.

Every number comes from `byline.measures`, under the study's rules, and the rules travel with it.
"""

from byline.exports.formats import FORMATS, Exported, export_run, write_methods
from byline.exports.methods import methods_text
from byline.exports.run import ExportError, FinishedRun, opened

__all__ = [
    "FORMATS",
    "ExportError",
    "Exported",
    "FinishedRun",
    "export_run",
    "methods_text",
    "opened",
    "write_methods",
]
