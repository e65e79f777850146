"""Institutions of the printed city whose name shares its telling words with the string."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from byline.affiliations.addresses import Address
from byline.affiliations.answers import WORDS_AND_PLACE, Answer
from byline.affiliations.index import Index
from byline.affiliations.normalise import Words
from byline.affiliations.printed_places import PlaceSpan
from byline.affiliations.vocabulary import INSTITUTION_NOUNS, SUBJECTS, is_generic

# Share of a name's information that the string must hold: among 1,326 strings with ROR ids 0.85 finds 11 more
# institutions, all right, and takes 3 of the 152 that have no id for another of the same city.
ENOUGH_SHARED = 0.85
ROUNDING = 1e-9
MOST_OTHERS = 1
PASSED_OVER = frozenset({"medical", "center", "hospital", "clinic", "institution"})
UNIT_WORDS = frozenset({"key", "joint"})
TRUSTS = frozenset({"nhs", "trust"})  # "Liverpool University Hospitals NHS Foundation Trust" is no university


class Neighbours:
    """Finds institutions by the city that is printed, for names in no known form.

    "Dept. of Trauma Surgery, University Medical Center Regensburg, Regensburg" shares all that tells with the
    University of Regensburg.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._keys: list[str] = []
        self._weights: dict[str, dict[str, float]] = {}

    def find(self, words: Words, places: Sequence[PlaceSpan], addresses: Sequence[Address]) -> Answer | None:
        """Return the answer that the one institution of the printed city gives whose name the words hold, or None."""
        if not addresses or not any(word in INSTITUTION_NOUNS for word in words.words):
            return None
        in_address = {i for place in places if place.is_address for i in range(place.start, place.end)}
        present = {word for i, word in enumerate(words.words) if i not in in_address}
        best: dict[int, tuple[float, str]] = {}
        is_trust = present >= TRUSTS
        for at, key in self._told_by(present):
            if is_trust and self._index.sectors[at] == "university":
                continue
            if self._times_printed(at, addresses):
                best[at] = max(best.get(at, (0.0, "")), (self._shared(key, present), key))
        # Of names that are wholly there the longer says more.
        scored = sorted(
            (
                (share, key.count(" "), key, at)
                for at, (share, key) in best.items()
                for _ in range(self._times_printed(at, addresses))
                if share >= ENOUGH_SHARED
            ),
            reverse=True,
        )
        if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
            return None
        _, _, key, at = scored[0]
        if not _is_one_name(words, in_address, key, self._index.city_keys[at]):
            return None
        return self._answer(at, addresses[-1])

    def _answer(self, at: int, address: Address) -> Answer:
        index, site = self._index, self._index.sites[at]
        text = (
            f"the words hold those of {index.names[at]} ({site}), which is in '{address.location.label}'; "
            "its name is not written as usual"
        )
        return Answer(
            address.start, index.wholes.get(at, at), site, site, WORDS_AND_PLACE, text, 0, 0.0, True
        )

    def _told_by(self, present: set[str]) -> Iterator[tuple[int, str]]:
        """Yield (institution, normal form) of the names that the words may hold."""
        index = self._index
        keys = self._keys = self._keys or list(index.aliases)
        for word in present & index.words.keys():
            for number in index.told[index.words[word]]:
                for at in index.meanings(index.aliases, keys[number]):
                    yield at, keys[number]

    def _times_printed(self, at: int, addresses: Sequence[Address]) -> int:
        """Return how many of the addresses may be in the institution's city."""
        city, site = self._index.city_keys[at], self._index.sites[at]
        return sum(
            city in address.location.keys and address.location.country in (None, site)
            for address in addresses
        )

    def _shared(self, key: str, present: set[str]) -> float:
        """Return the share of a name's information that is present; 0.0 where it lacks its kind ("university")."""
        weights = self._weights.get(key)
        if weights is None:
            index = self._index
            weights = weigh(key, lambda word: index.word_counts[index.words[word]], len(index.aliases))
            self._weights[key] = weights
        shared = 0.0
        for word, weight in weights.items():
            if word in present:
                shared += weight
            elif word in INSTITUTION_NOUNS:
                return 0.0
        return shared


def _is_one_name(words: Words, in_address: set[int], key: str, city: str) -> bool:
    """Return whether a name's words stand together, but for its town, one word of subject and a hospital's.

    "Ural State Agrarian University" is not Ural State University, nor "Shanghai Key Laboratory of Artificial
    Intelligence in Learning" the Shanghai Artificial Intelligence Laboratory.
    """
    name, town = set(key.split(" ")), set(city.split(" "))
    places = [at for at, word in enumerate(words.words) if word in name and at not in in_address]
    others = [
        word
        for at, word in enumerate(words.words[places[0] : places[-1]], start=places[0])
        if len(word) > 1 and word not in name | town | PASSED_OVER and at not in in_address
    ]
    return len(others) <= MOST_OTHERS and all(word in SUBJECTS and word not in UNIT_WORDS for word in others)


def weigh(key: str, count: Callable[[str], int], name_count: int) -> dict[str, float]:
    """Return each word's share of what a name tells: rare words tell more. Empty for names that tell nothing.

    Args:
        count: how many names have a word.
        name_count: how many names there are.
    """
    words = key.split(" ")
    if len(words) < 2 or is_generic(key):
        return {}
    tells = {word: math.log(name_count / (1 + count(word))) for word in words}
    total = sum(tells.values()) or 1.0
    return {word: tell / total for word, tell in tells.items()}


def telling_words(weights: Mapping[str, float]) -> list[str]:
    """Return the fewest words of a name of which one at least is there wherever enough of the name is.

    >>> telling_words({"university": 0.04, "medical": 0.13, "regensburg": 0.83})
    ['regensburg']
    """
    told, chosen = 0.0, []
    for word, weight in sorted(weights.items(), key=lambda item: -item[1]):
        if told > 1 - ENOUGH_SHARED + ROUNDING:
            break
        told += weight
        chosen.append(word)
    return chosen
