"""The sections of the report, in the order of the page."""

from byline.report.sections.countries import countries, matrix
from byline.report.sections.headline import certainty, editions, headline
from byline.report.sections.method import left_out, method
from byline.report.sections.technologies import technologies

__all__ = ["certainty", "countries", "editions", "headline", "left_out", "matrix", "method", "technologies"]
