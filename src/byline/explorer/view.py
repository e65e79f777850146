"""What every page is made from: the run, the reader's choices, and what else the address says."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from byline.explorer.numbers import LiveNumbers
from byline.explorer.run import OpenRun
from byline.explorer.state import AddressError, State
from byline.study import Study


class NotFound(Exception):  # noqa: N818 - it is an answer, and reads as one
    """There is no such page; the message says so, and `list_at` is the path of the list of what there is."""

    def __init__(self, message: str, list_at: str = "/") -> None:
        super().__init__(message)
        self.list_at = list_at


@dataclass(frozen=True, slots=True)
class View:
    """One request for a page. `key` is the id in its path, where it has one."""

    run: OpenRun
    state: State
    more: dict[str, list[str]]
    key: str = ""
    numbers: LiveNumbers = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", LiveNumbers(self.run.answers, self.state))

    @property
    def study(self) -> Study:
        """The study, asking about the countries that the reader chose."""
        return self.run.study.model_copy(update={"pairs": (self.state.countries,)})

    def take(self, name: str, options: Sequence[str] = (), default: str = "") -> str:
        """Return a value of the address; AddressError where it is none of the options."""
        value = self.more.pop(name, [default])[-1]
        if options and value not in options:
            raise AddressError(f"{name} is one of {', '.join(options)}, not “{value[:60]}”")
        return value

    def take_number(self, name: str, default: int, most: int = 1_000_000) -> int:
        """Return a whole number of the address, from 1; AddressError where it is none."""
        value = self.take(name, default=str(default))
        if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= most:
            raise AddressError(f"{name} is a number from 1 to {most}, not “{value[:60]}”")
        return int(value)

    def finish(self) -> None:
        """Refuse what is left of the address: a misspelt choice must not be answered as if it were none."""
        if self.more:
            raise AddressError(f"no choice is called “{next(iter(self.more))[:60]}”")
