"""Imports run one way, as the design draws it: a room never reaches back."""

import ast
from pathlib import Path

import byline

SOURCE = Path(byline.__file__).parent

# room -> rooms it may import; modules at the top of the package are rooms of their own.
ROOMS = ("charts", "documents", "engine")
# What every room may use.
FOUNDATION = ("deferred", "files")
MIDDLE = ("sources", "affiliations", "technologies", "measures")
ALLOWED: dict[str, set[str]] = {
    "deferred": set(),
    "files": set(),
    "model": set(),
    "charts": {"model"},
    "documents": {"model"},
    "engine": {"model"},
    **{room: {"model", *ROOMS} for room in MIDDLE},
    "study": {"model", "sources"},
    "finished": {"study"},
    "views": {"model", "study", *ROOMS, *MIDDLE},
    "report": {"model", "study", "views", *ROOMS, *MIDDLE},
    "explorer": {"model", "study", "views", *ROOMS, *MIDDLE},
    "exports": {"model", "study", "finished", "views", *ROOMS, *MIDDLE},
}


def imported_rooms(module: Path) -> set[str]:
    """Return the rooms of Byline that a module imports, anywhere in it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    return {name.split(".")[1] for name in names if name.startswith("byline.")}


def modules_of(room: str) -> list[Path]:
    """Return the modules of a room: a folder, or one file."""
    return [*(SOURCE / room).rglob("*.py"), *SOURCE.glob(f"{room}.py")]


def test_a_room_imports_only_what_comes_before_it() -> None:
    wrong = [
        f"{module.relative_to(SOURCE)} imports {name}"
        for room, allowed in ALLOWED.items()
        for module in modules_of(room)
        for name in imported_rooms(module) - allowed - {room, *FOUNDATION}
    ]
    assert wrong == []


def test_every_room_exists() -> None:
    assert [room for room in ALLOWED if not modules_of(room)] == []
