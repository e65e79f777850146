"""Loads what every worker process needs. Workers are copies of a process that has imported this module once."""

from contextlib import suppress

import byline.documents.parse
import byline.technologies.roles  # noqa: F401
from byline.pipeline.reading import detector
from byline.technologies import CatalogueError

# A catalogue that cannot be used is for the stage that needs it to report.
with suppress(CatalogueError):
    _, names = detector(None)
    names.compile_patterns()
