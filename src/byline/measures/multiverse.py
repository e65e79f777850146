"""One question under every combination of counting rules."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from byline.model import CountingRules, choices


def every_rule(tracks: Sequence[tuple[str, ...]] = ((),)) -> tuple[CountingRules, ...]:
    """Return all combinations of the rules that are choices (288), for each of the choices of tracks."""
    options: dict[str, Sequence[Any]] = {**choices(), "tracks": tracks}
    names = tuple(options)
    return tuple(
        CountingRules(**dict(zip(names, values, strict=True))) for values in product(*options.values())
    )
