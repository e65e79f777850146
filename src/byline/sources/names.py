"""Names and titles, folded so that two spellings of the same one compare equal."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_NOT_WORD = re.compile(r"[\W_]+")
# LaTeX markup in titles as venues list them: `$f$-Divergence`, `\textit{Kunto}`, `{BERT}`. Commands go,
# their arguments stay, so that a list and a PDF of the same paper agree.
_LATEX_COMMAND = re.compile(r"\\[a-zA-Z]+\s*")


def fold(text: str) -> str:
    """Return the text in lower case without accents, markup or punctuation, words one space apart.

    >>> fold("Jürgen  Schmid-Huber")
    'jurgen schmid huber'
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def fold_title(title: str) -> str:
    """Return a title folded, its LaTeX commands gone: how titles of two sources are compared."""
    return fold(_LATEX_COMMAND.sub(" ", title))


def slug_of(text: str, length: int = 60) -> str:
    """Return the text as lower-case words joined by hyphens, cut at a word: `NeurIPS D&B` to `neurips-d-b`.

    Letters of every script stay, so that a title in Chinese still has a slug of its own.
    """
    slug = fold(text).replace(" ", "-")
    return slug if len(slug) <= length else slug[:length].rpartition("-")[0] or slug[:length]


def title_id(title: str, authors: Iterable[str]) -> str:
    """Return a local id for a paper whose source gives it none: readable, and the same in every run.

    It depends on title and authors alone, so that a list put in another order names its papers as before.
    Authors belong to it: NeurIPS 2024 lists two reproducibility studies whose titles differ in one capital.
    """
    written = "\n".join((title, *authors))
    digest = hashlib.sha256(unicodedata.normalize("NFC", written).encode()).hexdigest()[:8]
    return f"{slug_of(title, 40)}-{digest}".lstrip("-")


def decision_of(text: str) -> str | None:
    """Return how a paper was accepted, where the text says so in one of three words.

    `NeurIPS 2025 oral`, `Accept (spotlight)` and `Poster` are how OpenReview, the virtual sites and Paper Copilot
    write it. `Accept` alone, and the `notable-top-25%` of one year, say none of the three.

    >>> decision_of("Accept (spotlight poster)")
    'spotlight'
    """
    words = fold(text).split()
    return next((kind for kind in ("oral", "spotlight", "poster") if kind in words), None)


def track_of(text: str) -> str:
    """Return a track as Byline writes it: `main`, `datasets-and-benchmarks`, `position` ...

    `Conference`, `Datasets_and_Benchmarks_Track`, `Datasets & Benchmarks` and `Position_Paper_Track` are how
    OpenReview, Paper Copilot and the virtual sites write them. Other names become their slug.
    """
    words = fold(text).removesuffix(" track").split()
    if {"datasets", "benchmarks"} <= set(words):
        return "datasets-and-benchmarks"
    if words[:1] == ["position"]:
        return "position"
    return "main" if words in (["conference"], ["main"]) else "-".join(words)
