"""Byline: who writes AI research together across borders, and whose technology they build on.

>>> import byline
>>> byline.resolve("Tsinghua University, Beijing")  # doctest: +SKIP
>>> byline.parse("paper.pdf")  # doctest: +SKIP
>>> byline.open("out/demo").measure("collaboration", countries=("US", "CN"))  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from byline.deferred import deferred

if TYPE_CHECKING:
    from byline.api import open_run as open
    from byline.api import parse, resolve
    from byline.model import CountingRules

__version__ = "0.1.0"
__all__ = ["CountingRules", "__version__", "open", "parse", "resolve"]

# `open` is defined under another name, for a module that defines it has no `open` of Python's own.
_load = deferred(__name__, {"parse": "byline.api", "resolve": "byline.api", "CountingRules": "byline.model"})


def __getattr__(name: str) -> Any:
    """Return what is public, loaded when first used, so that importing Byline costs nothing."""
    if name == "open":
        from byline.api import open_run

        return open_run
    return _load(name)
