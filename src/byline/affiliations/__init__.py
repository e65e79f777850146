"""Affiliation strings to institutions and countries, each answer with a score and a reason."""

from byline.affiliations.resolve import Resolver

__all__ = ["Resolver"]
