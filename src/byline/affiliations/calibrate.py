"""Scores that mean what they say: of answers scored about 0.9, about 90% have the right country."""

from collections.abc import Callable

from byline.model.affiliations import HEADQUARTERS, UNRESOLVED

Scores = Callable[[str, float], float]
METHOD_SCORES = {
    "name_and_place": 0.99,
    "name": 0.95,
    "place": 0.95,
    "country_printed": 0.97,
    "place_in_name": 0.9,
    "same_country": 0.9,
    "legal_form": 0.85,
    "email_domain": 0.9,
    "printed_elsewhere": 0.5,
    "company_and_place": 0.98,
    HEADQUARTERS: 0.7,
    UNRESOLVED: 0.0,
}


def load_scores() -> Scores:
    """Return the function from method and points to the probability that the country is right."""
    return lambda method, points: METHOD_SCORES[method]
