"""Names as the search sees them: how an alias may be spelt in a PDF, and where the name in the text ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from byline.technologies.catalogue import Entry

# "Stable Diffusion", "Stable-Diffusion", "StableDiffusion" and "Stable-\nDiffusion" are one name.
JOINTS = (" ", "-", "", "- ")
MANY_WORDS = 4
# Below this length a hyphen at a line's end hardly ever splits a name ("trans-\nformer" is the usual case).
SHORTEST_BROKEN = 7
SEPARATORS = re.compile(r"[\s\-‐‑–]+")
SIZE = r"(?P<size>(?:\d{1,3}x)?\d{1,3}(?:\.\d{1,2})?[bm](?![a-z]))"
VERSION = r"v?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?"
WORD_END = r"(?![a-z]|[.]?\d|%)"
# Variants that every family of models has; the first few also behind a space ("Mistral 7B Instruct"), the rest are
# words of the language and need a hyphen ("gemma-2-2b-it").
SPACED_VARIANTS = ("instruct", "chat", "turbo", "mini", "preview")
JOINED_VARIANTS = (
    *(
        "base",
        "hf",
        "it",
        "nano",
        "vision",
        "coder",
        "math",
        "xl",
        "xxl",
        "tiny",
        "small",
        "medium",
        "large",
        "huge",
    ),
)


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name a technology. `rule`: any | exact | ending | capitalised_ending."""

    entry: Entry
    text: str
    rule: str
    is_ambiguous: bool

    @property
    def is_ending(self) -> bool:
        """True for a name that only counts as the end of a longer word."""
        return self.rule in ("ending", "capitalised_ending")


def names_of(entry: Entry) -> Iterator[Name]:
    """Yield the names of an entry with their rules."""
    ambiguous = frozenset(entry.ambiguous)
    for rule, texts in (
        ("any", entry.aliases),
        ("exact", entry.exact),
        ("ending", entry.ends_with),
        ("capitalised_ending", entry.ends_with_capitalised),
    ):
        for text in texts:
            yield Name(entry, text, rule, text in ambiguous)


# Names and then parts of architectures are looked for in one and the same text.
@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """Return the text in lower case with plain spaces and hyphens: same length, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" alone grows in lower case
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    for char, plain in (
        ("\n", " "),
        ("\t", " "),
        ("\r", " "),
        ("\u00a0", " "),
        ("‐", "-"),
        ("‑", "-"),
        ("–", "-"),
    ):
        lowered = lowered.replace(char, plain)
    return lowered


def spellings(name: str) -> set[str]:
    """Return the folded strings under which a name may stand in a text, line breaks and hyphens included."""
    words = [word for word in SEPARATORS.split(name.lower()) if word]
    if len(words) == 1:
        return {words[0], *_broken(words[0])}
    if len(words) >= MANY_WORDS:
        return {joint.join(words) for joint in JOINTS}
    found = set()
    for joints in product(JOINTS, repeat=len(words) - 1):
        found.add("".join(word + joint for word, joint in zip(words, (*joints, ""), strict=True)))
    return found


def _broken(word: str) -> Iterable[str]:
    if len(word) < SHORTEST_BROKEN:
        return ()
    return (f"{word[:i]}- {word[i:]}" for i in range(3, len(word) - 2))


def squeezed(text: str) -> str:
    """Return the text without spaces and hyphens, for a comparison that ignores how words are joined."""
    return SEPARATORS.sub("", text)


def tail_pattern(entry: Entry) -> re.Pattern[str]:
    """Return what may follow the name: versions, sizes and variants, as in "-3.1-8B-Instruct".

    Groups `size`, `spaced` and `joined` tell a model's name from a word with a number behind it. Only models may
    have a space before a number, and then a short one ("Llama 2"): "GAN 3" and "Llama 58.70" are rows of a table.
    """
    return _tail(tuple(variant.lower() for variant in entry.variants), entry.is_model)


@cache
def _tail(own: tuple[str, ...], is_model: bool) -> re.Pattern[str]:
    """Return the tail's pattern; most entries have no variants of their own and share one."""
    if not is_model:
        return re.compile(rf"(?:[-/‐‑–]?(?:{VERSION}{_named('joined', own)}))*{WORD_END}", re.IGNORECASE)
    spaced = _named("spaced", (*own, *SPACED_VARIANTS))
    joined = _named("joined", JOINED_VARIANTS)
    first = r"(?:[ \n]v?\d(?:\.\d)?[a-z]?(?![.]?\d))?"
    more = rf"(?:[-_/‐‑–]?(?:{VERSION}{joined})|[-_ /\n‐‑–]?(?:{SIZE}{spaced}))*"
    return re.compile(first + more + WORD_END, re.IGNORECASE)


def _named(group: str, words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return rf"|(?P<{group}>{'|'.join(map(re.escape, ordered))})" if ordered else ""
