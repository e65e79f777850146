"""The sections of the report, in the order of the page."""

from byline.views.sections.countries import countries, matrix
from byline.views.sections.headline import certainty, editions, headline
from byline.views.sections.method import left_out, method
from byline.views.sections.technologies import technologies

__all__ = ["certainty", "countries", "editions", "headline", "left_out", "matrix", "method", "technologies"]
