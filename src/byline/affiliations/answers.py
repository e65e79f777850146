"""Answers in words: which country, by which method, and why a person should believe it."""

from collections.abc import Sequence
from typing import NamedTuple

from byline.affiliations.addresses import Address
from byline.affiliations.calibrate import Scores
from byline.affiliations.candidates import NameSpan
from byline.affiliations.compare import Candidate, agrees
from byline.affiliations.domains import Domain
from byline.affiliations.index import Index
from byline.affiliations.institutions import CURATED
from byline.affiliations.normalise import normalise
from byline.affiliations.places import ABBREVIATION, COUNTRY, LARGE_TOWN, REGION, Location
from byline.model.affiliations import HEADQUARTERS, UNRESOLVED, Match

NAME, NAME_AND_PLACE, COMPANY_AND_PLACE = "name", "name_and_place", "company_and_place"
PRINTED_ELSEWHERE, SAME_COUNTRY, EMAIL_DOMAIN = "printed_elsewhere", "same_country", "email_domain"
WORDS_AND_PLACE = "words_and_place"
PLACE, COUNTRY_PRINTED, PLACE_IN_NAME, LEGAL_FORM = "place", "country_printed", "place_in_name", "legal_form"
CITY_STATES = frozenset({"HK", "MO", "SG", "MC", "VA"})
FIRST_OF_SEVERAL = "first_of_several"
MOST_NOTED = 3  # other institutions of a string; a person who wants all asks for all
# What has people in any country; a university has campuses, which are known.
ANYWHERE = frozenset({"company", "nonprofit", "government"})


class Named(NamedTuple):
    """A name in the string, what it most likely means, its address, and the country of its legal form."""

    span: NameSpan
    surface: str
    part: int
    candidate: Candidate
    address: Address | None
    legal_country: str | None = None


class Answer(NamedTuple):
    """A match before it is scored, with the points its institution had and where in the string it stands.

    `country` is the site's, or the headquarters' where there is no site. `printed` is the country of the address
    that stands with it, though it may be another's; `is_complete`, whether it ends with a country's name.
    """

    start: int
    institution: int | None
    site: str | None
    country: str | None
    method: str
    explanation: str
    part: int = 0
    points: float = 0.0
    has_own_address: bool = False
    printed: str | None = None
    is_complete: bool = False

    @property
    def is_supported(self) -> bool:
        """Return whether a printed address, own or shared, speaks for the country."""
        return self.has_own_address or self.method in {NAME_AND_PLACE, COMPANY_AND_PLACE}


def answer_name(index: Index, named: Named, others: Sequence[Candidate] = ()) -> Answer:
    """Return the answer for a name: the printed address decides, else where the institution is known to be.

    Args:
        others: the other institutions in the string; an address where one of them is known to be is theirs.
    """
    candidate, address = named.candidate, named.address
    known, at, points = candidate.country, candidate.institution, candidate.points
    site, method, note, printed = known, NAME, "", None
    left_open = ""
    has_own_address = address is not None and address.is_own
    if at is None:
        method = SAME_COUNTRY
    if address is not None:
        location = address.location
        theirs = next((c.country for c in others if _is_at(index, c, location)), None)
        printed = theirs or location.country
        if _is_at(index, candidate, location):
            method = NAME_AND_PLACE
        elif location.country and not known:
            site, method, note = location.country, COMPANY_AND_PLACE, f"'{location.label}' is printed"
        elif (
            location.country
            and address.is_own
            and theirs is None
            and (_is_plain(location) or _is_company(index, candidate))
        ):
            site = location.country
            method = COMPANY_AND_PLACE if _is_company(index, candidate) else PRINTED_ELSEWHERE
            note = f"'{location.label}' is printed, though it is known in {known}"
            if at is not None and index.sectors[at] not in ANYWHERE:
                left_open = (
                    f"'{named.surface}' is known in {known}, but '{location.label}' is printed ({site}), where no site "
                    "of it is known: the country is given, and which institution is meant is left open"
                )
        elif location.country:
            has_own_address, note = False, f"'{location.label}' is not taken for its address"
    elif _closes_with_place(index, named.surface):
        # "University of Warwick, Coventry" is a name in itself; its last words are an address all the same.
        has_own_address = True
    home = index.homes[at] if at is not None else ""
    if site is None and home and named.legal_country:
        site, method, note = (
            named.legal_country,
            LEGAL_FORM,
            f"its legal form is one of {named.legal_country}",
        )
    elif site is None and home and at is not None:
        # A company with its own headquarters away from its owner's (Google DeepMind) is placed there.
        site, method = index.seats.get(at), HEADQUARTERS
        note = "no place is printed or known, so its headquarters decide"
    elif site is None:
        method, note = UNRESOLVED, "its place is neither printed nor known"
    text = _explanation(index, named, site or home, note)
    if left_open:
        text, at, home = left_open, None, ""
    return Answer(
        named.span.start,
        at,
        site,
        site or home or None,
        method,
        text,
        named.part,
        points,
        has_own_address,
        printed,
        has_own_address and address is not None and _is_complete(address.location),
    )


def _is_at(index: Index, candidate: Candidate, location: Location) -> bool:
    """Return whether an address may be where an institution is known to be."""
    at = candidate.institution
    return agrees(candidate.country, index.city_keys[at] if at is not None else "", location)


def _is_complete(location: Location) -> bool:
    """Return whether a country closes an address; "Hong Kong" and "Singapore" may be only the city of it."""
    return location.has_country_name and location.country not in CITY_STATES


def _closes_with_place(index: Index, surface: str) -> bool:
    """Return whether a name's last words, after a comma, are a place ("University of Warwick, Coventry")."""
    _, comma, last = surface.rpartition(",")
    return bool(comma) and normalise(last) in index.places


def _is_company(index: Index, candidate: Candidate) -> bool:
    """Return whether an institution may sit in any town that is printed ("DeepMind, Mountain View")."""
    return candidate.institution is not None and index.sectors[candidate.institution] == "company"


def _is_plain(location: Location) -> bool:
    """Return whether an address can contradict what is known; Crete, Illinois, cannot move a university."""
    return bool(location.kinds & {COUNTRY, REGION, ABBREVIATION}) or location.weight >= LARGE_TOWN


def _explanation(index: Index, named: Named, country: str | None, note: str) -> str:
    at = named.candidate.institution
    meaning = f"is {index.names[at]}" if at is not None else "has several meanings, all in one country"
    where = f" ({country})" if country else ""
    reasons = [reason for reason in (note, *named.candidate.reasons) if reason][:3]
    return "; ".join([f"'{named.surface}' {meaning}{where}", *reasons])


def answer_address(address: Address) -> Answer | None:
    """Return the answer for an address whose institution is not known."""
    location = address.location
    if location.country is None:
        return None
    method = COUNTRY_PRINTED if location.has_country_name else PLACE
    text = f"no known institution; '{location.label}' is in {location.country}"
    return Answer(
        address.start, None, location.country, location.country, method, text, address.part, 0.0, True
    )


def answer_domain(domain: Domain | None, reason: str) -> Answer:
    """Return the answer that an e-mail domain gives where the string gives none, or an unresolved one."""
    if domain is None or domain.country is None:
        return Answer(0, None, None, None, UNRESOLVED, reason)
    text = f"{reason}; the e-mail domain {domain.name} is in {domain.country}"
    return Answer(0, domain.institution, domain.country, domain.country, EMAIL_DOMAIN, text)


def noting_domain(answer: Answer, domain: Domain) -> Answer:
    """Return the answer with a note where the e-mail domain places the author in another country."""
    if domain.country is None or answer.country in (None, domain.country):
        return answer
    return answer._replace(
        explanation=f"{answer.explanation}; but the e-mail domain {domain.name} is in {domain.country}"
    )


def noting_others(index: Index, answer: Answer, answers: Sequence[Answer]) -> Answer:
    """Return the answer chosen for a string, with a note of the other institutions that the string names."""
    others = dict.fromkeys(
        f"{index.names[other.institution]} ({other.country or 'place unknown'})"
        if other.institution is not None
        else f"an address in {other.country}"
        for other in answers
        if other.start != answer.start
        and (other.institution is None or other.institution != answer.institution)
    )
    if not others:
        return answer
    names = list(others)
    more = f" and {len(names) - MOST_NOTED} more" if len(names) > MOST_NOTED else ""
    return answer._replace(
        explanation=f"{answer.explanation}; also names {', '.join(names[:MOST_NOTED])}{more}"
    )


def best_answer(answers: list[Answer]) -> Answer:
    """Return the best single answer for a string that names several institutions.

    In one country, the best matched institution. In several: the address that closes a string is the
    whole string's ("A & B, Shenzhen"), or the last name's where only earlier ones have theirs ("A, Hefei,
    China and B"); without any address the first name stands for all, by a method of its own, because as
    often another is meant.
    """
    if len({answer.country for answer in answers} - {None}) > 1:
        # "IBM Research & Indian Institute of Technology Delhi": headquarters say nothing against a known place.
        answers = [answer for answer in answers if answer.method != HEADQUARTERS] or answers
    countries = {answer.country for answer in answers} - {None}
    if len(countries) > 1:
        last = max(answers, key=lambda answer: answer.start)
        supported = [answer for answer in answers if answer.is_supported]
        if last.is_complete and all(answer.is_supported for answer in answers):
            # "Georgia Tech, Atlanta, GA and Nankai University, Tianjin, China": each has its own, the first is first.
            answers = [answer for answer in answers if answer.country == answers[0].country]
        elif last.printed in countries:
            answers = [answer for answer in answers if answer.country == last.printed]
        elif last.is_supported or any(a.has_own_address and a.part < last.part for a in answers):
            answers = [answer for answer in answers if answer.country == last.country]
        else:
            first = min((a for a in supported or answers if a.country), key=lambda a: a.part)
            answers = [
                answer._replace(
                    method=FIRST_OF_SEVERAL,
                    explanation=f"{answer.explanation}; the string names others, and nothing says which is meant",
                )
                for answer in answers
                if answer.part == first.part
            ]
    return max(answers, key=lambda a: (a.institution is not None, a.country is not None, a.points, -a.start))


def _kind(index: Index, answer: Answer) -> str:
    """Return the answers that this one is scored among: those by its method, whose institution is as well known."""
    at = answer.institution
    if at is None or index.sources[at] == CURATED:
        return answer.method
    return f"{answer.method}, {index.sources[at]}"


def to_match(index: Index, text: str, answer: Answer, scores: Scores) -> Match:
    """Return the answer as a match with a calibrated score."""
    at = answer.institution
    home = (index.homes[at] or None) if at is not None else None
    return Match(
        text,
        index.ids[at] if at is not None else None,
        index.names[at] if at is not None else None,
        answer.site,
        home,
        scores(_kind(index, answer), answer.points),
        answer.method,
        answer.explanation,
    )
