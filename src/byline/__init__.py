"""Byline: who writes AI research together across borders, and whose technology they build on."""

__version__ = "0.1.0"
