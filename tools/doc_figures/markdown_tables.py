"""Tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; every column but the first is aligned to the right."""
    lines = ["| " + " | ".join(columns) + " |", "|---" + "|---:" * (len(columns) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def share(part: float, whole: float) -> str:
    """Return a share in percent with one decimal."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def count(number: float) -> str:
    """Return a number of papers; with one decimal where it is no whole number."""
    return f"{number:,.0f}" if abs(number - round(number)) < 1e-6 else f"{number:,.1f}"
