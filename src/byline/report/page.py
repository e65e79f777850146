"""The report as one HTML file: templates, escaping, and links."""

import re
from functools import cache
from importlib import resources

from markupsafe import Markup

from byline.report.view import Report
from byline.views.downloads import csv_address
from byline.views.papers import PaperCard
from byline.views.templating import environment, shared_style, web_address


def compile_templates() -> None:
    """Compile the templates of the report now, which its first page would do."""
    for name in ("report.html.j2", "paper.html.j2", "parts.html.j2"):
        environment("byline.report").get_template(name)


def render_page(report: Report) -> str:
    """Return the page as HTML, all text escaped, with its style inside and nothing fetched."""
    template = environment("byline.report").get_template("report.html.j2")
    own = resources.files("byline.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    return template.render(report=report, style=Markup(shared_style() + own), csv_address=csv_address)


def render_paper(paper: PaperCard) -> str:
    """Return one paper with its evidence as HTML."""
    template = environment("byline.report").get_template("paper.html.j2")
    return template.render(paper=paper, anchor=anchor_of(paper.paper_id), url=web_address(paper.url))


def paper_link(paper: PaperCard) -> Markup:
    """Return a link to a paper's place on the page, made once: a paper stands in dozens of lists."""
    return Markup('<a href="#{}">{}</a>').format(anchor_of(paper.paper_id), paper.title)


_ODD = re.compile(r"[^A-Za-z0-9.-]")


@cache
def anchor_of(paper_id: str) -> str:
    """Return the place of a paper on the page; distinct ids give distinct anchors."""
    return "p-" + _ODD.sub(lambda found: f"_{ord(found[0]):x}_", paper_id)
