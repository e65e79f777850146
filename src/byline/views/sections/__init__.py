"""The sections that report and explorer share, in the order of the page."""

from byline.views.sections.claims import against_chance, claims
from byline.views.sections.countries import countries, matrix, partners
from byline.views.sections.headline import certainty, headline, trend
from byline.views.sections.institutions import institutions
from byline.views.sections.method import left_out, method
from byline.views.sections.rules import curve, other_rules
from byline.views.sections.technologies import technologies

__all__ = [
    "against_chance",
    "certainty",
    "claims",
    "countries",
    "curve",
    "headline",
    "institutions",
    "left_out",
    "matrix",
    "method",
    "other_rules",
    "partners",
    "technologies",
    "trend",
]
