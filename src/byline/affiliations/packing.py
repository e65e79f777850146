"""Long tables as a few strings and byte strings, which open ten times as fast as objects one by one."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

NUMBER = "i"  # array's code for the numbers: 32 bits, negative ones too


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers as bytes, in this machine's order: the file never leaves the machine."""
    return array(NUMBER, numbers).tobytes()


def open_numbers(packed: bytes) -> "array[int]":
    """Return packed numbers; ValueError for bytes that are none."""
    numbers = array(NUMBER)
    numbers.frombytes(packed)
    return numbers


def pack_cells(cells: Iterable[str]) -> str:
    """Return strings as one, a line each."""
    return "\n".join(" ".join(cell.split()) for cell in cells)


# Each different cell once, and for each row which one it has.
Column = tuple[str, bytes]


def pack_column(cells: Sequence[str]) -> Column:
    """Return a column in which the same cell stands in many rows."""
    places = {cell: at for at, cell in enumerate(dict.fromkeys(cells))}
    return pack_cells(places), pack_numbers(places[cell] for cell in cells)


def open_column(packed: Column) -> list[str]:
    """Return a column's cells; equal ones are one object."""
    cells = packed[0].split("\n")
    return list(map(cells.__getitem__, open_numbers(packed[1])))


Table = tuple[str, bytes]


def pack_table(table: Mapping[str, int]) -> Table:
    """Return a table from strings to numbers."""
    return pack_cells(table), pack_numbers(table.values())


def open_table(packed: Table) -> dict[str, int]:
    """Return a packed table."""
    keys, numbers = packed
    return dict(zip(keys.split("\n"), open_numbers(numbers), strict=True)) if numbers else {}


class LateTable:
    """A table that is opened when it is first asked: most runs meet no e-mail domain."""

    def __init__(self, packed: Table) -> None:
        """Keep the table packed."""
        self.packed = packed

    @cached_property
    def _table(self) -> dict[str, int]:
        return open_table(self.packed)

    def get(self, key: str) -> int | None:
        """Return a key's number, or None for a key that is not in the table."""
        return self._table.get(key)

    def __eq__(self, other: object) -> bool:
        """Return whether the other holds the same table."""
        return isinstance(other, LateTable) and self.packed == other.packed

    __hash__ = None  # type: ignore[assignment]


class Runs:
    """Numbers in runs, one run a row, opened when they are first asked for."""

    def __init__(self, packed: tuple[bytes, bytes]) -> None:
        """Keep the runs packed: where each ends, and all their numbers in a row."""
        self.packed = packed

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Runs":
        """Return rows of numbers as runs."""
        ends, numbers = array(NUMBER), array(NUMBER)
        for row in rows:
            numbers.extend(row)
            ends.append(len(numbers))
        return cls((ends.tobytes(), numbers.tobytes()))

    @cached_property
    def _opened(self) -> "tuple[array[int], array[int]]":
        return open_numbers(self.packed[0]), open_numbers(self.packed[1])

    def __getitem__(self, row: int) -> "array[int]":
        """Return the numbers of a row."""
        ends, numbers = self._opened
        return numbers[ends[row - 1] if row else 0 : ends[row]]

    def __eq__(self, other: object) -> bool:
        """Return whether the other holds the same runs."""
        return isinstance(other, Runs) and self.packed == other.packed

    __hash__ = None  # type: ignore[assignment]
