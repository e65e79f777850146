"""A specification curve: one question under every combination of rules, least answer first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from byline.charts.axis import lines, round_up, ruled
from byline.charts.svg import NARROW, Frame, colour, element, linked, picture, text, title

WIDTH, ABOVE, ROW, GAP = 860.0, 190.0, 15.0, 10.0
LEFT, RIGHT, TOP = 300.0, 12.0, 14.0
# For a phone: each rule and each option above its row, the marks as wide as the page.
NARROW_ROW, NARROW_LEFT, NARROW_RIGHT, NARROW_HEAD = 30.0, 44.0, 4.0, 24.0


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


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where answers and options stand; `step` is the width of one combination."""

    width: float
    left: float
    right: float
    row: float
    step: float
    is_narrow: bool

    @classmethod
    def of(cls, count: int, *, is_narrow: bool) -> "_Layout":
        width, left, right, row = WIDTH, LEFT, RIGHT, ROW
        if is_narrow:
            width, left, right, row = NARROW, NARROW_LEFT, NARROW_RIGHT, NARROW_ROW
        return cls(width, left, right, row, (width - left - right) / max(1, count), is_narrow)


def render_curve(
    specifications: Sequence[Specification],
    options: Mapping[str, Sequence[tuple[str, str]]],
    heading: str,
    description: str,
    *,
    is_narrow: bool = False,
) -> str:
    """Return answers above, and below each answer a mark at the options that it takes.

    `options` lists, for each rule, its options with the words to show; `specifications` come least first.
    `is_narrow`: as wide as a phone.
    """
    layout = _Layout.of(len(specifications), is_narrow=is_narrow)
    most = round_up(max((s.high or s.value for s in specifications), default=0.0) or 1.0)
    places, bottom = _places(options, layout)
    axis = [(_y(value, most), f"{value:,g}") for value in lines(most)]
    marks = [ruled(axis, layout.left, layout.width - layout.right), *_labels(options, places, layout)]
    marks += [
        _answer(s, layout.left + layout.step * (i + 0.5), layout.step, most)
        for i, s in enumerate(specifications)
    ]
    marks.append(_dots(specifications, places, layout))
    return picture(Frame(layout.width, bottom, heading, description), marks)


Places = dict[tuple[str, str], tuple[float, str]]


def _places(options: Mapping[str, Sequence[tuple[str, str]]], layout: _Layout) -> tuple[Places, float]:
    """Return the middle of each option's row with its words, and the end of the last."""
    places, y = {}, ABOVE + 8
    for rule, listed in options.items():
        y += NARROW_HEAD + 8 if layout.is_narrow else 0
        for option, words in listed:
            places[rule, option] = (y, words)
            y += layout.row
        y += 0 if layout.is_narrow else GAP
    return places, y + 4


def _labels(
    options: Mapping[str, Sequence[tuple[str, str]]], places: Places, layout: _Layout
) -> Iterator[str]:
    for (rule, option), (y, words) in places.items():
        is_first = option == options[rule][0][0]
        if layout.is_narrow:
            if is_first:
                yield text(rule, 0, y - NARROW_HEAD - 2, font_weight=600, font_size=12)
            yield text(words, layout.left, y - 8, fill=colour("muted"), font_size=12)
            continue
        if is_first:
            yield text(rule, 6, y + 4, font_weight=600, font_size=11)
        yield text(words, layout.left - 8, y + 4, text_anchor="end", fill=colour("muted"), font_size=11)


def _y(value: float, most: float) -> float:
    return TOP + (ABOVE - TOP - 16) * (1 - value / most)


def _answer(s: Specification, x: float, step: float, most: float) -> str:
    shade = "second" if s.is_own else "accent"
    marks = [title(s.words)]
    if s.low is not None and s.high is not None and s.high > s.low:
        path = f"M{x:.1f} {_y(s.high, most):.1f}V{_y(s.low, most):.1f}"
        marks.append(
            element(
                "path",
                d=path,
                stroke=colour("accent"),
                stroke_opacity=0.22,
                stroke_width=max(1.0, step * 0.7),
            )
        )
    radius = 5.0 if s.is_own else min(3.5, max(1.4, step * 0.42))
    marks.append(element("circle", cx=x, cy=_y(s.value, most), r=radius, fill=colour(shade)))
    return linked(element("g", "".join(marks)), s.href)


def _dots(specifications: Sequence[Specification], places: Places, layout: _Layout) -> str:
    """Return all marks below as two paths: one of every combination, one of the study's own."""
    drawn = {False: "", True: ""}
    for i, s in enumerate(specifications):
        x = layout.left + layout.step * (i + 0.5)
        for key in s.options.items():
            if key in places:
                drawn[s.is_own] += f"M{x:.1f} {places[key][0] - 4:.1f}v8"
    return "".join(
        element(
            "path", d=path, stroke=colour("second" if is_own else "muted"), stroke_width=width, fill="none"
        )
        for is_own, path in drawn.items()
        if path
        for width in [3.0 if is_own else max(1.0, layout.step * 0.55)]
    )
