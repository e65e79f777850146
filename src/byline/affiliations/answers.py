"""Answers in words: which country, by which method, and why a person should believe it."""

from typing import NamedTuple

from byline.affiliations.addresses import Address
from byline.affiliations.calibrate import Scores
from byline.affiliations.candidates import NameSpan
from byline.affiliations.compare import Candidate, agrees
from byline.affiliations.domains import Domain
from byline.affiliations.index import Index
from byline.affiliations.places import ABBREVIATION, COUNTRY, LARGE_TOWN, REGION, Location
from byline.model.affiliations import HEADQUARTERS, UNRESOLVED, Match

NAME, NAME_AND_PLACE, COMPANY_AND_PLACE = "name", "name_and_place", "company_and_place"
PRINTED_ELSEWHERE, SAME_COUNTRY, EMAIL_DOMAIN = "printed_elsewhere", "same_country", "email_domain"
WORDS_AND_PLACE = "words_and_place"
PLACE, COUNTRY_PRINTED, PLACE_IN_NAME, LEGAL_FORM = "place", "country_printed", "place_in_name", "legal_form"


class Named(NamedTuple):
    """A name in the string, what it most likely means, and its address."""

    span: NameSpan
    surface: str
    part: int
    candidate: Candidate
    address: Address | None


class Answer(NamedTuple):
    """A match before it is scored, with the points its institution had and where in the string it stands.

    `country` is the site's, or the headquarters' where there is no site.
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

    @property
    def is_supported(self) -> bool:
        """Return whether a printed address, own or shared, speaks for the country."""
        return self.has_own_address or self.method in {NAME_AND_PLACE, COMPANY_AND_PLACE}


def answer_name(index: Index, named: Named, others: frozenset[str]) -> Answer:
    """Return the answer for a name: the printed address decides, else where the institution is known to be.

    Args:
        others: countries of the other institutions in the string; an address in one of them is theirs.
    """
    candidate, address = named.candidate, named.address
    known = candidate.country
    site, method, note = known, NAME, ""
    has_own_address = address is not None and address.is_own
    if candidate.institution is None:
        method = SAME_COUNTRY
    if address is not None:
        location = address.location
        at = candidate.institution
        if known and agrees(known, index.city_keys[at] if at is not None else "", location):
            method = NAME_AND_PLACE
        elif location.country and not known:
            site, method, note = location.country, COMPANY_AND_PLACE, f"'{location.label}' is printed"
        elif (
            location.country
            and address.is_own
            and location.country not in others
            and (_is_plain(location) or _is_company(index, candidate))
        ):
            site = location.country
            method = PLACE if location.kinds & {COUNTRY, REGION} else PRINTED_ELSEWHERE
            note = f"'{location.label}' is printed, though it is known in {known}"
        elif location.country:
            has_own_address, note = False, f"'{location.label}' is not taken for its address"
    home = index.homes[candidate.institution] if candidate.institution is not None else ""
    if site is None and home:
        method, note = HEADQUARTERS, "no place is printed or known, so its headquarters decide"
    elif site is None:
        method, note = UNRESOLVED, "its place is neither printed nor known"
    text = _explanation(index, named, site or home, note)
    return Answer(
        named.span.start,
        candidate.institution,
        site,
        site or home or None,
        method,
        text,
        named.part,
        candidate.points,
        has_own_address,
    )


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


def best_answer(answers: list[Answer]) -> Answer:
    """Return the best single answer for a string that names several institutions.

    In one country, the best matched institution. In several: the address that closes a string is the
    whole string's ("A & B, Shenzhen"), or the last name's where only earlier ones have theirs ("A, Hefei,
    China and B"); without any address the first name stands for all.
    """
    if len({answer.country for answer in answers} - {None}) > 1:
        last = max(answers, key=lambda answer: answer.start)
        supported = [answer for answer in answers if answer.is_supported]
        if last.is_supported or any(answer.has_own_address for answer in answers):
            answers = [answer for answer in answers if answer.country == last.country]
        else:
            first = min((a for a in supported or answers if a.country), key=lambda a: a.part)
            answers = [answer for answer in answers if answer.part == first.part]
    return max(answers, key=lambda a: (a.institution is not None, a.country is not None, a.points, -a.start))


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
        scores(answer.method, answer.points),
        answer.method,
        answer.explanation,
    )
