"""Byline: who writes AI research together across borders, and whose technology they build on.

>>> import byline
>>> byline.resolve("Tsinghua University, Beijing")  # doctest: +SKIP
>>> byline.parse("paper.pdf")  # doctest: +SKIP
>>> byline.open("out/demo").measure("collaboration", countries=("US", "CN"))  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from byline.api import open_run as open
    from byline.api import parse, resolve
    from byline.model import CountingRules

__version__ = "0.1.0"
__all__ = ["CountingRules", "__version__", "open", "parse", "resolve"]

# What is public, and where it is defined; loaded when first used, so that importing Byline costs nothing.
_PUBLIC = {
    "open": ("byline.api", "open_run"),
    "parse": ("byline.api", "parse"),
    "resolve": ("byline.api", "resolve"),
    "CountingRules": ("byline.model", "CountingRules"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _PUBLIC:
        raise AttributeError(f"module 'byline' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(module), attribute)
