"""The static report: one HTML file in which every figure leads to its papers, and each paper to its evidence."""

from byline.report.render import ReportError, headline_rows, render_report

__all__ = ["ReportError", "headline_rows", "render_report"]
