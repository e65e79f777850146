"""Public names of a room that load their module when they are first used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def deferred(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's `__getattr__` for public names that stand in the modules of that name.

    A process then pays only for what it uses: compiling the patterns of documents and technologies takes 0.2 s,
    which the process that hands out the files never needs.
    """

    def load(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(modules[name]), name)

    return load
