"""Affiliation strings to institutions and countries, each answer with a score and a reason."""

from typing import TYPE_CHECKING

from byline.deferred import deferred

if TYPE_CHECKING:
    from byline.affiliations.resolve import Resolver

__all__ = ["Resolver"]

__getattr__ = deferred(__name__, {"Resolver": "byline.affiliations.resolve"})
