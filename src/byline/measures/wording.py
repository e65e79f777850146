"""What rules and roles are called where a person reads of them; the same words on every page and in a check."""

# What each rule and option is called in words; an option that is not here is shown with spaces for `_`.
CALLED = {
    "counting": "A paper counts",
    "witness": "Whose word counts",
    "country_of": "Where an institution is",
    "hong_kong_macau_taiwan": "Hong Kong, Macau, Taiwan",
    "authors": "Which authors",
    "pdf": "printed byline",
    "metadata": "venue's list",
    "prefer_pdf": "byline, else list",
    "agree": "where both agree",
    "site": "its site",
    "home": "its owner's home",
    "site_known_only": "its site, if known",
    "hk_mo_with_cn": "HK, MO with China",
    "hk_mo_tw_with_cn": "HK, MO, TW with China",
    "distinct_people": "different people",
}

# What a technology does at least in a paper, at each step of the ladder of roles.
ROLE_WORDS = {
    "mentioned": "named at all",
    "cited": "cited or more",
    "evaluated": "run or built on",
    "built_on": "built on",
}


def called(name: str) -> str:
    """Return what a rule or an option of one is called in words."""
    return CALLED.get(name, name.replace("_", " "))
