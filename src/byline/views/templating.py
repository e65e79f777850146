"""Pages from templates: everything escaped, figures written as links."""

from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from byline.measures import called
from byline.views.parts import Cell
from byline.views.wording import witness_word


@cache
def environment(package: str) -> Environment:
    """Return the templates of a room, with those that all pages share behind them."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("byline.views")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals.update(
        link=link, coded=coded, web_address=web_address, called=called, witness_word=witness_word
    )
    return found


def link(cell: Cell) -> Markup:
    """Return a cell as HTML: a link to its papers where it has any."""
    if isinstance(cell, str):
        return escape(cell)
    shown = escape(cell.shown)
    return Markup('<a href="{}">{}</a>').format(cell.href, shown) if cell.href else shown


def coded(words: str) -> Markup:
    """Return words as HTML, what stands between backticks as code; a backtick without its fellow stays one."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return escape(words)
    marked = [
        Markup("<code>{}</code>").format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    ]
    return Markup("").join(marked)


def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web: a list from outside may hold `javascript:` instead."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def shared_style() -> str:
    """Return the style sheet that all pages share."""
    return resources.files("byline.views").joinpath("templates/style.css").read_text(encoding="utf-8")
