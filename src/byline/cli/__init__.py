"""The command line. Each command is thin: it reads its arguments, calls the package, and prints."""

from byline.cli.app import main

__all__ = ["main"]
