"""A specification curve: one question under every combination of rules, least answer first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from byline.charts.svg import Frame, colour, element, linked, picture, text, title

WIDTH, ABOVE, ROW, GAP = 860.0, 190.0, 15.0, 10.0
LEFT, RIGHT, TOP = 300.0, 12.0, 14.0


@dataclass(frozen=True, slots=True)
class Specification:
    """One combination: its answer, which option of each rule it takes, and its bounds where they are known."""

    value: float
    options: Mapping[str, str]
    words: str
    href: str | None = None
    low: float | None = None
    high: float | None = None
    is_own: bool = False


def render_curve(
    specifications: Sequence[Specification],
    options: Mapping[str, Sequence[tuple[str, str]]],
    heading: str,
    description: str,
) -> str:
    """Return answers above, and below each answer a mark at the options that it takes.

    `options` lists, for each rule, its options with the words to show; `specifications` come least first.
    """
    rows = [(rule, option, words) for rule, listed in options.items() for option, words in listed]
    height = ABOVE + ROW * len(rows) + GAP * len(options) + 12
    most = max((s.high or s.value for s in specifications), default=0.0) or 1.0
    step = (WIDTH - LEFT - RIGHT) / max(1, len(specifications))
    marks = [_axis(most)]
    places = _places(options)
    for (rule, option), (y, words) in places.items():
        is_first = option == options[rule][0][0]
        if is_first:
            marks.append(text(rule, 6, y + 4, font_weight=600, font_size=11))
        marks.append(text(words, LEFT - 8, y + 4, text_anchor="end", fill=colour("muted"), font_size=11))
    marks += [_answer(s, LEFT + step * (i + 0.5), step, most) for i, s in enumerate(specifications)]
    marks.append(_dots(specifications, places, step))
    return picture(Frame(WIDTH, height, heading, description), marks)


def _places(options: Mapping[str, Sequence[tuple[str, str]]]) -> dict[tuple[str, str], tuple[float, str]]:
    places, y = {}, ABOVE + 8
    for rule, listed in options.items():
        for option, words in listed:
            places[rule, option] = (y, words)
            y += ROW
        y += GAP
    return places


def _y(value: float, most: float) -> float:
    return TOP + (ABOVE - TOP - 16) * (1 - value / most)


def _axis(most: float) -> str:
    lines = []
    for share in (0, 0.5, 1):
        y = _y(share * most, most)
        lines.append(
            element("path", d=f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", stroke=colour("grid"), fill="none")
        )
        lines.append(
            text(
                f"{share * most:,.0f}", LEFT - 8, y + 4, text_anchor="end", fill=colour("muted"), font_size=12
            )
        )
    return "".join(lines)


def _answer(s: Specification, x: float, step: float, most: float) -> str:
    shade = "second" if s.is_own else "accent"
    marks = [title(s.words)]
    if s.low is not None and s.high is not None and s.high > s.low:
        path = f"M{x:.1f} {_y(s.high, most):.1f}V{_y(s.low, most):.1f}"
        marks.append(element("path", d=path, stroke=colour("accent-soft"), stroke_width=max(1.0, step * 0.7)))
    radius = 5.0 if s.is_own else min(3.5, max(1.4, step * 0.42))
    marks.append(element("circle", cx=x, cy=_y(s.value, most), r=radius, fill=colour(shade)))
    return linked(element("g", "".join(marks)), s.href)


def _dots(
    specifications: Sequence[Specification], places: Mapping[tuple[str, str], tuple[float, str]], step: float
) -> str:
    """Return all marks below as two paths: one of every combination, one of the study's own."""
    drawn = {False: "", True: ""}
    for i, s in enumerate(specifications):
        x = LEFT + step * (i + 0.5)
        for key in s.options.items():
            if key in places:
                drawn[s.is_own] += f"M{x:.1f} {places[key][0] - 4:.1f}v8"
    return "".join(
        element(
            "path", d=path, stroke=colour("second" if is_own else "muted"), stroke_width=width, fill="none"
        )
        for is_own, path in drawn.items()
        if path
        for width in [3.0 if is_own else max(1.0, step * 0.55)]
    )
