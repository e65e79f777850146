"""SVG written by hand: elements, text that is always escaped, links, and colours that follow the page."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

# Colours are CSS variables of the page, so that a chart follows light and dark; the values here are for a chart
# that stands alone (downloaded). Blue and orange are told apart by all common colour-blindness.
PALETTE = {
    "ink": "#16202b",
    "muted": "#56606a",
    "grid": "#dbd7cc",
    "edge": "#86857c",
    "paper": "#ffffff",
    "accent": "#1a5490",
    "accent-soft": "#b7cbe0",
    "second": "#a8430a",
}


def colour(name: str) -> str:
    """Return a colour of the palette as the page's variable, with the stand-alone value behind it."""
    return f"var(--{name}, {PALETTE[name]})"


_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="[\d.]+" height="[\d.]+"')
_HEADING = re.compile(r"<title>(.*?)</title>", re.S)
ABOVE, BESIDE, LINE = 46.0, 16.0, 16.0  # room for the heading, a margin and a line below, in pixels
LETTER, SMALL_LETTER = 9.0, 5.8  # pixels of a letter of the heading, and of a line below
# A chart for a phone, in pixels: 360 less the page's margins.
NARROW = 328.0


def alone(svg: str, source: str = "", ratio: float | None = None, caption: str = "") -> str:
    """Return the chart with fixed colours on a white ground and no links into a page, to be saved as a file.

    Its title stands above it, `caption` and `source` below: a picture that is passed on says what it is, what its
    marks mean and where it is from. `ratio` widens the ground to so many times its height, or heightens it.
    """
    fixed = re.sub(r"var\(--[a-z-]+, (#[0-9a-f]{6})\)", r"\1", svg)
    fixed = re.sub(r"<a [^>]*>|</a>", "", fixed)
    found = _SIZE.search(fixed)
    if not found:
        return fixed
    width, height = float(found[1]), float(found[2])
    said = _HEADING.search(fixed)
    heading = unescape(said[1]) if said else ""
    lines = [*textwrap.wrap(caption, max(24, int(width / SMALL_LETTER))), *([source] if source else [])]
    below = LINE * len(lines) + 14 if lines else 0.0
    x, y, wide, high = _ground(width, height, ABOVE if heading else 0.0, below, ratio)
    size = f'viewBox="{x:g} {y:g} {wide:g} {high:g}" width="{wide:g}" height="{high:g}"'
    ground = element("rect", x=x, y=y, width=wide, height=high, fill=PALETTE["paper"])
    ink, muted = PALETTE["ink"], PALETTE["muted"]
    short = shorten(heading, int((width + BESIDE) / LETTER))
    words = text(short, 0, -18, font_size=17, font_weight=700, fill=ink) if heading else ""
    for i, line in enumerate(lines):
        words += text(line, 0, height + 24 + LINE * i, font_size=11, fill=muted)
    fixed = fixed.replace(found[0], size, 1)
    return re.sub(r"(<svg [^>]*>)", lambda start: start[0] + ground + words, fixed, count=1)


def _ground(
    width: float, height: float, above: float, below: float, ratio: float | None
) -> tuple[float, float, float, float]:
    """Return x, y, width and height of what a chart of this size stands on, with room above and below it."""
    x, y, wide, high = -BESIDE, -BESIDE - above, width + 2 * BESIDE, height + 2 * BESIDE + above + below
    if ratio is None:
        return x, y, wide, high
    wider, higher = max(wide, high * ratio), max(high, wide / ratio)
    return x - (wider - wide) / 2, y - (higher - high) / 2, wider, higher


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return one element; `_` in attribute names stands for `-`, None leaves an attribute out.

    `content` is markup; put text through `text()` or `title()`, which escape it.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """Return a piece of text at a place, escaped."""
    return element("text", escape(words), x=x, y=y, **({"fill": colour("ink")} | attributes))


def title(words: str) -> str:
    """Return what a pointer and a screen reader are told of a mark."""
    return element("title", escape(words))


def linked(content: str, href: str | None) -> str:
    """Return the mark as a link to its evidence, or as it is where there is none."""
    return f'<a href="{escape(href)}">{content}</a>' if href else content


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's size in pixels, and what it says to those who do not see it."""

    width: float
    height: float
    title: str
    description: str


def picture(frame: Frame, marks: Iterable[str]) -> str:
    """Return the whole SVG, scaled by the page, with its alternative text."""
    head = title(frame.title) + element("desc", escape(frame.description))
    # Links inside need the role `group`: `img` would hide them from a screen reader.
    return element(
        "svg",
        head + "".join(marks),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(frame.width)} {_number(frame.height)}",
        width=frame.width,
        height=frame.height,
        role="group",
        class_="chart",
        font_family="system-ui, sans-serif",
        font_size=13,
    )


def shade(strength: float) -> tuple[float, str]:
    """Return how opaque a cell is, and the colour of the figure in it, for a strength from 0 to 1.

    Between 0.52 and 0.80 neither ink nor paper stands out by 4.5 to 1 on the accent, in light or dark: no cell is so.
    """
    if strength <= _PALE:
        return 0.06 + 0.46 * max(strength, 0.0) / _PALE, colour("ink")
    return 0.80 + 0.14 * (min(strength, 1.0) - _PALE) / (1 - _PALE), colour("paper")


_PALE = 0.72


def shorten(words: str, most: int) -> str:
    """Return the words, cut with an ellipsis where they are longer than `most` characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
