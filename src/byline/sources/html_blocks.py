"""Repeated blocks of a web page, each as the elements inside it: enough for the indexes of proceedings."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from byline.sources.harvest import UnexpectedAnswerError

# An entry of an index is nested five deep; text is kept for every element around it, so depth costs memory.
MAX_DEPTH = 100
# Elements that have no end tag, so that they never hold text.
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(slots=True)
class Element:
    """An element inside a block: its name, its attributes, and all text in it, blanks collapsed."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text inside, one blank where there were several."""
        return " ".join("".join(self.pieces).split())

    def has_class(self, name: str) -> bool:
        """Return whether `name` is among the element's classes."""
        return name in self.attributes.get("class", "").split()


class _Collector(HTMLParser):
    def __init__(self, tag: str, class_name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = (tag, class_name)
        self.blocks: list[list[Element]] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        name, class_name = self.wanted
        if tag == name and (not class_name or element.has_class(class_name)):
            # A block inside a block is one whose end tag is missing: the outer one ends here.
            self.blocks.append([])
            self.open = [element]
        elif self.open:
            self.blocks[-1].append(element)
            if tag not in _VOID:
                self.open.append(element)
            if len(self.open) > MAX_DEPTH:
                raise UnexpectedAnswerError(
                    f"the page is nested more than {MAX_DEPTH} deep: no index of papers"
                )

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)


def parse_blocks(html: str, tag: str, class_name: str = "") -> list[list[Element]]:
    """Return, for every element `tag` with that class, the elements inside it in the order of their start."""
    collector = _Collector(tag, class_name)
    collector.feed(html)
    collector.close()
    return collector.blocks


def check_whole(html: str, address: str) -> None:
    """Return if the page has its end; a server that breaks off politely leaves no other trace of what is missing."""
    if "</html" not in html[-2000:].lower():
        raise UnexpectedAnswerError(
            f"{address} sent a page without its end, after {len(html):,} characters: cut off"
        )


def split_names(text: str) -> list[str]:
    """Return the names of a comma-separated list, `Jr.` kept with its name.

    >>> split_names("Ada Lovelace, Martin King, Jr.")
    ['Ada Lovelace', 'Martin King, Jr.']
    """
    names: list[str] = []
    for piece in (part.strip() for part in text.split(",")):
        if names and piece.casefold().rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
            names[-1] = f"{names[-1]}, {piece}"
        elif piece:
            names.append(piece)
    return names
