"""From a venue and a year to papers, authors, affiliations as the venue lists them, and PDFs."""

from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, SourceError
from byline.sources.load import load_edition
from byline.sources.registry import SOURCES, Source

__all__ = ["SOURCES", "Edition", "Harvest", "Source", "SourceChoice", "SourceError", "load_edition"]
