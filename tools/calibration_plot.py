"""A plot of how many answers of each score are right, as SVG."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, SIDE = 460, 420, 64, 24, 340
LOWEST = 0.5  # no answer is scored under it
TICKS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
SMALLEST_DOT, LARGEST_DOT = 3.0, 13.0

# Mean score, share right and number of the answers in a band of scores.
Bin = tuple[float, float, int]


def render_calibration(bins: Sequence[Bin]) -> str:
    """Return the plot: a dot a band, the larger the more answers; on the line, scores mean what they say."""
    most = max(count for *_, count in bins)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#333">',
        "<title>Scores of the resolver and the share of answers that are right</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for tick in TICKS:
        x, y = _x(tick), _y(tick)
        lines.append(f'<path d="M{x} {_y(LOWEST)}V{TOP}M{LEFT} {y}H{LEFT + SIDE}" stroke="#e3e3e3"/>')
        lines.append(f'<text x="{x}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick:.1f}</text>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{tick:.1f}</text>')
    lines.append(
        f'<path d="M{_x(LOWEST)} {_y(LOWEST)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="5 4"/>'
    )
    for score, share, count in bins:
        radius = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * (count / most) ** 0.5
        words = escape(f"score {score:.2f}: {share:.1%} of {count:,} answers are right")
        lines.append(
            f'<circle cx="{_x(score)}" cy="{_y(share)}" r="{radius:.1f}" fill="#1b6ca8" fill-opacity="0.7">'
            f"<title>{words}</title></circle>"
        )
    lines.append(f'<text x="{LEFT + SIDE / 2}" y="{HEIGHT - 14}" text-anchor="middle">score given</text>')
    middle = TOP + SIDE / 2
    lines.append(
        f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">share right</text>'
    )
    return "\n".join([*lines, "</svg>", ""])


def _x(score: float) -> float:
    return round(LEFT + SIDE * (score - LOWEST) / (1 - LOWEST), 1)


def _y(share: float) -> float:
    return round(TOP + SIDE * (1 - max(share, LOWEST)) / (1 - LOWEST), 1)
