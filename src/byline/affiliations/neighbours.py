"""Institutions of the printed city whose name shares its telling words with the string."""

import math
from collections import defaultdict
from collections.abc import Sequence

from byline.affiliations.addresses import Address
from byline.affiliations.answers import WORDS_AND_PLACE, Answer
from byline.affiliations.candidates import PlaceSpan
from byline.affiliations.index import Index
from byline.affiliations.normalise import Words
from byline.affiliations.vocabulary import INSTITUTION_NOUNS, is_generic

# Share of a name's information that the string must hold: among 1,326 strings with ROR ids 0.85 finds 11 more
# institutions, all right, and takes 3 of the 152 that have no id for another of the same city.
ENOUGH_SHARED = 0.85
MOST_CANDIDATES = 3_000  # London has 2,000 records in a full registry


class Neighbours:
    """Finds institutions by the city that is printed, for names in no known form.

    "Dept. of Trauma Surgery, University Medical Center Regensburg, Regensburg" shares all that tells with the
    University of Regensburg.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_city: dict[str, list[int]] = {}
        self._keys: dict[int, list[str]] = {}
        self._weights: dict[str, dict[str, float]] = {}
        self._name_count = len(index.aliases)

    def find(self, words: Words, places: Sequence[PlaceSpan], addresses: Sequence[Address]) -> Answer | None:
        """Return the answer that the one institution of the printed city gives whose name the words hold, or None."""
        if not addresses or not any(word in INSTITUTION_NOUNS for word in words.words):
            return None
        in_address = {i for place in places if place.is_address for i in range(place.start, place.end)}
        present = {word for i, word in enumerate(words.words) if i not in in_address}
        scored: list[tuple[float, int, str, int]] = []
        for at in self._in_cities(addresses):
            share, key = max(
                ((self._shared(key, present), key) for key in self._keys.get(at, ())), default=(0.0, "")
            )
            if share >= ENOUGH_SHARED:
                scored.append((share, key.count(" "), key, at))
        # Of names that are wholly there the longer says more.
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
            return None
        return self._answer(scored[0][3], addresses[-1])

    def _answer(self, at: int, address: Address) -> Answer:
        index, site = self._index, self._index.sites[at]
        text = (
            f"the words hold those of {index.names[at]} ({site}), which is in '{address.location.label}'; "
            "its name is not written as usual"
        )
        return Answer(
            address.start, index.wholes.get(at, at), site, site, WORDS_AND_PLACE, text, 0, 0.0, True
        )

    def _in_cities(self, addresses: Sequence[Address]) -> list[int]:
        if not self._by_city:
            self._fill()
        found = [
            at
            for address in addresses
            for key in address.location.keys
            for at in self._by_city.get(key, ())
            if address.location.country in (None, self._index.sites[at])
        ]
        return found[:MOST_CANDIDATES]

    def _shared(self, key: str, present: set[str]) -> float:
        """Return the share of a name's information that is present; 0.0 where it lacks its kind ("university")."""
        weights = self._weights.get(key)
        if weights is None:
            weights = self._weights[key] = self._weigh(key)
        shared = 0.0
        for word, weight in weights.items():
            if word in present:
                shared += weight
            elif word in INSTITUTION_NOUNS:
                return 0.0
        return shared

    def _weigh(self, key: str) -> dict[str, float]:
        """Return each word's share of what a name tells: rare words tell more. Empty for names that tell nothing."""
        words = key.split(" ")
        if len(words) < 2 or is_generic(key):
            return {}
        counts = self._index.word_counts
        tells = {word: math.log(self._name_count / (1 + counts.get(word, 0))) for word in words}
        total = sum(tells.values()) or 1.0
        return {word: tell / total for word, tell in tells.items()}

    def _fill(self) -> None:
        index = self._index
        by_city: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(index.city_keys):
            if key:
                by_city[key].append(at)
        keys: dict[int, list[str]] = defaultdict(list)
        for key in index.aliases:
            for at in index.meanings(index.aliases, key):
                keys[at].append(key)
        self._by_city, self._keys = dict(by_city), dict(keys)
