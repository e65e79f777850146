"""Names as the search sees them: how an alias may be spelt in a PDF, and where the name in the text ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from byline.technologies.catalogue import Entry

# "Stable Diffusion", "Stable-Diffusion", "StableDiffusion" and "Stable-\nDiffusion" are one name.
JOINTS = (" ", "-", "", "- ")
MANY_WORDS = 4
# Below this length a hyphen at a line's end hardly ever splits a name ("trans-\nformer" is the usual case).
SHORTEST_BROKEN = 7
SEPARATORS = re.compile(r"[\s\-‐‑–]+")
GENERIC_VARIANTS = (
    "instruct", "chat", "base", "hf", "it", "mini", "nano", "turbo", "preview", "vision", "coder", "math", "xl", "xxl",
    "tiny", "small", "medium", "large", "huge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name a technology. `rule`: any | exact | ending | capitalised_ending."""

    entry: Entry
    text: str
    rule: str
    is_ambiguous: bool


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

    Groups `size` and `variant` tell a model's name from a word with a number behind it. Only models may have
    a space before the number ("Llama 2"), since "GAN 3" is a table's column.
    """
    variants = sorted({*GENERIC_VARIANTS, *(v.lower() for v in entry.variants)}, key=len, reverse=True)
    if not entry.is_model:
        variants = sorted((v.lower() for v in entry.variants), key=len, reverse=True)
    joint = r"[-_ /\n‐‑–]?" if entry.is_model else r"[-/‐‑–]?"
    parts = [
        r"(?P<size>(?:\d{1,3}x)?\d{1,3}(?:\.\d{1,2})?[bm])",
        r"(?P<version>v?\d{1,3}(?:\.\d{1,2}){0,2}[a-z]?)",
    ]
    if variants:
        parts.append(rf"(?P<variant>{'|'.join(map(re.escape, variants))})")
    return re.compile(rf"(?:{joint}(?:{'|'.join(parts)}))*(?![a-z]|[.]?\d|%)", re.IGNORECASE)
