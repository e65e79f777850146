"""The report as one HTML file: templates, escaping, and links."""

from functools import cache
from html import escape
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from byline.report.view import Report
from byline.views.papers import PaperCard
from byline.views.parts import Cell, Figure


def render_page(report: Report) -> str:
    """Return the page as HTML, all text escaped, with its style inside and nothing fetched."""
    return _template("report.html.j2").render(report=report, style=Markup(_style()), link=_link)


def render_paper(paper: PaperCard) -> str:
    """Return one paper with its evidence as HTML."""
    return _template("paper.html.j2").render(
        paper=paper, anchor=anchor_of(paper.paper_id), url=_web_address(paper.url)
    )


def anchor_of(paper_id: str) -> str:
    """Return the place of a paper on the page; distinct ids give distinct anchors."""
    return "p-" + "".join(
        c if c.isascii() and (c.isalnum() or c in "-.") else f"_{ord(c):x}_" for c in paper_id
    )


def _link(cell: Cell) -> Markup:
    if isinstance(cell, str):
        return Markup(escape(cell))
    return _figure(cell)


def _figure(figure: Figure) -> Markup:
    shown = escape(figure.shown)
    return Markup(f'<a href="{escape(figure.href)}">{shown}</a>' if figure.href else shown)


def _web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web: a list from outside may hold `javascript:` instead."""
    return url if url and urlsplit(url).scheme in ("http", "https") else None


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("byline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def _style() -> str:
    return resources.files("byline.views").joinpath("templates/style.css").read_text(encoding="utf-8")
