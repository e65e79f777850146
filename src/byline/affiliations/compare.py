"""How well one institution fits a name in its surroundings: points for what agrees, against what does not."""

from typing import NamedTuple

from byline.affiliations.candidates import NameSpan
from byline.affiliations.domains import Domain
from byline.affiliations.index import HomonymRow, Index, written_by
from byline.affiliations.institutions import ACADEMIC, CURATED, REGISTRY
from byline.affiliations.normalise import LEGAL_FORMS, NO_BREAK, Words, literal
from byline.affiliations.places import ABBREVIATION, CODE, COUNTRY, LARGE_TOWN, PRINTED_UNDER, TOWN, Location
from byline.affiliations.vocabulary import is_generic

SOURCE_POINTS = {CURATED: 3.0, REGISTRY: 2.0, ACADEMIC: 1.5}
WORD_POINTS, MOST_WORDS = 0.4, 5
ACRONYM_POINTS = -1.5
GENERIC_FAR_POINTS = -1.0
GENERIC_POINTS, ALONE_GENERIC_POINTS = -2.5, -1.0
CUT_OUT_POINTS = -10.0
EMBEDDED_POINTS = -1.5
JOINED_ACRONYM_POINTS = -2.5
SUB_UNIT_POINTS = -4.0
OTHER_FIRM_POINTS, FIRM_WORDS = -4.0, 3  # words in which the legal form of "PINC Solutions, Inc." follows
LONG_ACRONYM, LONG_ACRONYM_POINTS = 5, -0.4  # "UNESA" is one institution's; three letters are many's
# A registry's own record outweighs an alias that curation gives a successor, and a curated institution's own name
# outweighs a registry's namesake ("Northwestern University", in Evanston and in Laoag).
MAIN_NAME, ACADEMIC_MAIN_NAME = 2.0, 1.0
SAME_COUNTRY, MAYBE_COUNTRY, OTHER_COUNTRY = 2.0, 0.7, -3.0
SAME_CITY = 1.5
PARENT_NAMED = 2.5
# "Universidad de El Salvador" (SV) and "Universidad del Salvador" (AR) have one normal form.
WRITTEN_OTHERWISE = 1.0
DECIDED_BY_PLACE, DECIDED_BY_DOMAIN = 5.0, 6.0
SAME_DOMAIN, DOMAIN_COUNTRY = 4.0, 1.0
ENOUGH = 2.0  # points under which a name is not taken
UNITS = frozenset({"institute", "center", "laboratory"})
LONG_WORD = 6  # letters from which one word is a name and no acronym
CLEAR = 0.8  # points by which the best must lead another institution


class Surroundings(NamedTuple):
    """What stands around a name: the address, the other words, the institutions named, the e-mail domain.

    `is_own` is false for an address that may belong to another name: then it speaks for, never against.
    """

    location: Location | None
    is_own: bool
    is_cut_out: bool
    is_embedded: bool
    is_joined: bool
    is_alone: bool
    domain: Domain | None
    words: Words
    named: frozenset[int]


class Candidate(NamedTuple):
    """An institution that a name may mean, or (institution None) only its country, with points and reasons."""

    institution: int | None
    country: str | None
    points: float
    reasons: tuple[str, ...] = ()


def compare(index: Index, span: NameSpan, around: Surroundings) -> list[Candidate]:
    """Return the institutions that a name may mean, best first."""
    rows = index.homonyms.get(span.key)
    if rows is not None:
        rest = _rest_of(around.words, span)
        found = [_homonym(index, row, rest, around) for row in rows]
        listed = {row[0] for row in rows}
        found += [
            _candidate(index, span, at, around)
            for at in span.meanings
            if _is_namesake_here(index, at, listed, around)
        ]
    else:
        found = [_candidate(index, span, institution, around) for institution in span.meanings]
        if len(found) > 1 and span.end - span.start > 1:
            found = _preferring_literal(index, span, around, found)
    if len(found) > 1:
        found.sort(key=lambda candidate: -candidate.points)
    return found


def _is_namesake_here(index: Index, at: int, listed: set[int], around: Surroundings) -> bool:
    """Return whether a registry's institution that no list of namesakes has stands in the printed town."""
    if at in listed or index.sources[at] != REGISTRY or around.location is None:
        return False
    return index.city_keys[at] in around.location.keys and agrees(
        index.sites[at], index.city_keys[at], around.location
    )


def _preferring_literal(
    index: Index, span: NameSpan, around: Surroundings, found: list[Candidate]
) -> list[Candidate]:
    """Return the candidates, less points for those whose name differs in its little words, if others' does not."""
    name = literal(around.words.surface(span.start, span.end))
    is_so = [index.literals.get(written_by(name, at)) is not None for at in span.meanings]
    if not any(is_so):
        return found
    return [
        candidate if is_written_so else candidate._replace(points=candidate.points - WRITTEN_OTHERWISE)
        for candidate, is_written_so in zip(found, is_so, strict=True)
    ]


def _rest_of(words: Words, span: NameSpan) -> str:
    """Return the other words of the string, in normal form with a blank at either end."""
    before = words.joined[: words.offsets[span.start]].strip()
    after = words.joined[words.offset_ends[span.end - 1] :].strip()
    return f" {before} | {after} "


def agrees(site: str | None, city_key: str, location: Location) -> bool:
    """Return whether an address lies in the country, or may.

    Hong Kong lies in "Hong Kong, China"; a lone "Victoria" may be the one where the university is known to be.

    Args:
        city_key: normal form of the city where the institution is known to be.
    """
    if not site:
        return False
    if site == location.country:
        return True
    if PRINTED_UNDER.get(site) == location.country and location.kinds <= {COUNTRY}:
        return True
    if city_key and city_key in location.keys and location.kinds <= {TOWN, CODE, ABBREVIATION}:
        return (
            True  # "Barcelona, CT" and "Dartmouth, MA": beside the city's own name two letters decide nothing
        )
    if site not in location.possible or (location.country and location.has_country_name):
        return False
    return location.country is None or city_key in location.keys or location.weight < LARGE_TOWN


def _candidate(index: Index, span: NameSpan, institution: int, around: Surroundings) -> Candidate:
    points = SOURCE_POINTS[index.sources[institution]]
    points += WORD_POINTS * min(span.end - span.start, MOST_WORDS)
    points += _form_points(span, around, index.sources[institution] == CURATED)
    if index.name_keys[institution] == span.key:
        points += MAIN_NAME if index.sources[institution] != ACADEMIC else ACADEMIC_MAIN_NAME
    if index.sectors[institution] == "university" and _is_hospital(around.words, span.end):
        points += CUT_OUT_POINTS
    if (
        span.end - span.start == 1
        and index.sources[institution] != CURATED
        and _is_firm(around.words, span.end)
    ):
        points += OTHER_FIRM_POINTS * (index.sectors[institution] != "company")
    extra, reasons = _surrounding_points(index, institution, index.sites[institution], around)
    is_near = around.location is not None and index.city_keys[institution] in around.location.keys
    if is_sub_unit(span.key):
        extra = min(extra, SAME_COUNTRY)
    if index.sources[institution] == REGISTRY and is_generic(span.key) and not is_near:
        # The United States have more than one "Applied Research Laboratory".
        extra = min(extra, MAYBE_COUNTRY) + GENERIC_FAR_POINTS
    if len(span.meanings) == 1 and _is_telling_name(index, span, institution):
        # A full name without namesakes keeps its institution wherever it is printed: the address decides
        # the country, not who it is ("University of California, San Diego, Beijing").
        extra = max(extra, 0.0)
    institution = _whole(index, span, institution)
    return Candidate(institution, index.sites[institution] or None, points + extra, tuple(reasons))


def _is_firm(words: Words, end: int) -> bool:
    """Return whether a legal form follows a word and another ("PINC | Solutions, Inc.")."""
    is_joined = end + 1 < len(words) and words.breaks[end] == NO_BREAK
    return is_joined and any(word in LEGAL_FORMS for word in words.words[end : end + FIRM_WORDS])


def _is_hospital(words: Words, end: int) -> bool:
    """Return whether a university's name goes on to be its hospital's ("Liverpool University | Hospitals")."""
    return end < len(words) and words.breaks[end] == NO_BREAK and words.words[end] == "hospital"


def _whole(index: Index, span: NameSpan, institution: int) -> int:
    """Return the university that a school or laboratory is a part of and whose name stands in its own, else itself."""
    if institution in index.wholes:
        return index.wholes[institution]
    if index.sources[institution] == REGISTRY and _may_be_part(index.sectors[institution], span.key):
        for parent in index.parents.get(institution, ()):
            if index.sectors[parent] == "university" and span.key.endswith(index.name_keys[parent]):
                return parent
    return institution


def _may_be_part(sector: str, key: str) -> bool:
    """Return whether a record may be of a university's part; some are of the registry's type "education".

    The "Research Institute for Mathematical Sciences, Kyoto University" is one, "City, University of London" none.
    """
    return sector == "facility" or (sector == "university" and not UNITS.isdisjoint(key.split(" ")))


def _form_points(span: NameSpan, around: Surroundings, is_curated: bool) -> float:
    """Return what the form of a name and its place among the words take away."""
    points = CUT_OUT_POINTS * around.is_cut_out + EMBEDDED_POINTS * around.is_embedded
    if around.is_joined and not is_curated:
        points += EMBEDDED_POINTS
    if span.is_acronym or (not is_curated and len(span.key) < LONG_ACRONYM and span.key.isascii()):
        is_long = len(span.key) >= LONG_ACRONYM and len(span.meanings) == 1
        points += JOINED_ACRONYM_POINTS * around.is_joined  # "PINC Solutions, Inc." is none of the PINCs
        # A lone "ISP" or "CMAP" is many an institution's that no registry knows.
        points += LONG_ACRONYM_POINTS if is_long or (around.is_alone and is_curated) else ACRONYM_POINTS
    if is_generic(span.key):
        # "National Institute of Informatics" alone is one; "Institute for Advanced Study, Tsinghua" is a part.
        is_whole = (
            around.is_alone and not span.is_acronym
        )  # the string is a name that only one institution has
        is_likely = is_curated and not around.named
        points += ALONE_GENERIC_POINTS if is_likely or is_whole else GENERIC_POINTS
    return points + SUB_UNIT_POINTS * is_sub_unit(span.key)


def is_sub_unit(key: str) -> bool:
    """Return whether a name is that of a part of the institution beside it ("State Key Laboratory of ...")."""
    return "key laboratory" in key or key.startswith(("department ", "faculty "))


def _is_telling_name(index: Index, span: NameSpan, institution: int) -> bool:
    is_long = span.end - span.start >= 2 or len(span.key) >= LONG_WORD
    return index.sources[institution] == CURATED and is_long and not is_generic(span.key)


def _homonym(index: Index, row: HomonymRow, rest: str, around: Surroundings) -> Candidate:
    at, country, domains, places = row
    institution = at if at >= 0 else None
    points, reasons = _surrounding_points(index, institution, country, around)
    points += CUT_OUT_POINTS * around.is_cut_out
    place = next((place for place in places if f" {place} " in rest), None)
    if place:
        points += DECIDED_BY_PLACE
        reasons.append(f"'{place.title()}' decides between its namesakes")
    if around.domain and any(_is_under(around.domain.name, domain) for domain in domains):
        points += DECIDED_BY_DOMAIN
        reasons.append(f"e-mail domain {around.domain.name} decides between its namesakes")
    return Candidate(institution, country or None, points, tuple(reasons))


def _surrounding_points(
    index: Index, institution: int | None, site: str, around: Surroundings
) -> tuple[float, list[str]]:
    points, reasons = 0.0, []
    location = around.location
    if location is not None and site:
        city_key = index.city_keys[institution] if institution is not None else ""
        if agrees(site, city_key, location):
            points += SAME_COUNTRY if site == location.country else MAYBE_COUNTRY
            reasons.append(f"'{location.label}' agrees")
        elif location.country and around.is_own:
            points += OTHER_COUNTRY
        if city_key in location.keys:
            points += SAME_CITY
    if institution is not None:
        parent = next((p for p in index.parents.get(institution, ()) if p in around.named), None)
        if parent is not None:
            points += PARENT_NAMED
            reasons.append(f"its parent {index.names[parent]} is named")
    points += _domain_points(index, institution, site, around.domain, reasons)
    return points, reasons


def _domain_points(
    index: Index, institution: int | None, site: str, domain: Domain | None, reasons: list[str]
) -> float:
    if domain is None:
        return 0.0
    if institution is not None and domain.institution in {institution, *index.parents.get(institution, ())}:
        reasons.append(f"e-mail domain {domain.name} agrees")
        return SAME_DOMAIN
    if domain.country and site:
        return DOMAIN_COUNTRY if domain.country == site else -DOMAIN_COUNTRY
    return 0.0


def _is_under(name: str, domain: str) -> bool:
    return name == domain or name.endswith("." + domain)


def decide(index: Index, key: str, candidates: list[Candidate]) -> Candidate | None:
    """Return the candidate that leads clearly; only the country where all that lead share it; or None."""
    if not candidates or candidates[0].points < ENOUGH:
        return _shared(index, key, candidates)
    close = [c for c in candidates if candidates[0].points - c.points < CLEAR]
    return close[0] if len(close) == 1 else _shared(index, key, close)


def campus_in_city(index: Index, key: str, candidate: Candidate, location: Location | None) -> Candidate:
    """Return the campus that stands in the printed city ("University of Illinois ..., Chicago"), else the candidate."""
    at = candidate.institution
    if location is None or (at is not None and index.city_keys[at] in location.keys):
        return candidate
    for city in location.keys:
        campus = index.meanings(index.aliases, f"{key} {city}")
        if len(campus) == 1 and index.sites[campus[0]] in location.possible:
            reason = f"'{location.label}' is where this campus is"
            return Candidate(
                index.wholes.get(campus[0], campus[0]),
                index.sites[campus[0]],
                candidate.points,
                (reason, *candidate.reasons),
            )
    return candidate


def _shared(index: Index, key: str, candidates: list[Candidate]) -> Candidate | None:
    """Return the country that all share, with the one institution among them whose own name the key is, if any."""
    countries = {c.country for c in candidates}
    if len(candidates) < 2:
        return None
    company = _company_of_many_places(index, candidates)
    if company is not None:
        return company
    if len(countries) != 1 or None in countries:
        return _owner(index, candidates)
    first = candidates[0]
    if first.points < ENOUGH:
        return first._replace(institution=_common_parent(index, candidates))
    named = [c for c in candidates if c.institution is not None and index.name_keys[c.institution] == key]
    if len(named) == 1:
        return named[0]
    return first._replace(institution=_common_parent(index, candidates))


def _company_of_many_places(index: Index, candidates: list[Candidate]) -> Candidate | None:
    """Return the company that a registry has in each country: "AstraZeneca", beside "AstraZeneca (Mexico)"."""
    if any(c.institution is None or index.sectors[c.institution] != "company" for c in candidates):
        return None
    whole = [c for c in candidates if c.country is None and c.points >= ENOUGH]
    return whole[0] if len(whole) == 1 else None


def _owner(index: Index, candidates: list[Candidate]) -> Candidate | None:
    """Return the one that owns all the others ("IBM Research" is IBM, beside its laboratories abroad)."""
    for owner in candidates:
        others = [c.institution for c in candidates if c is not owner]
        if all(at is not None and owner.institution in index.parents.get(at, ()) for at in others):
            return owner if owner.points >= ENOUGH else None
    return None


def _common_parent(index: Index, candidates: list[Candidate]) -> int | None:
    """Return the one institution that all belong to ("Max Planck Institute" is the Max Planck Society's)."""
    shared: set[int] | None = None
    for candidate in candidates:
        at = candidate.institution
        above = {at, *index.parents.get(at, ())} if at is not None else set()
        shared = above if shared is None else shared & above
    return min(shared) if shared else None
