"""Invented people. Names are dealt at random, so that a name says nothing about where its bearer works."""

import random
import unicodedata

from plan import load_toml

NAMES: dict[str, list[str]] = load_toml("prose", "names.toml")
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "ı": "i", "ß": "ss"})


def deal_names(rng: random.Random, count: int) -> list[str]:
    """Return different names, given name first."""
    names: list[str] = []
    while len(names) < count:
        name = f"{rng.choice(NAMES['given'])} {rng.choice(NAMES['family'])}"
        if name not in names:
            names.append(name)
    return names


def local_part(name: str) -> str:
    """Return what stands before the @ of this person's e-mail: `yilmaz` becomes part of `elif.yilmaz`."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    words = plain.replace("'", "").replace("-", "").split()
    return f"{words[0]}.{words[-1]}"
