"""How institutions, places, names and notes are worded: what tells them apart where type does not."""

import re
import unicodedata
from functools import lru_cache

# Words that stand in the names of institutions and their parts, in the languages of 118 + 4,553 papers' lists.
_ORG_WORDS = re.compile(
    r"""\b(?:
    univ(?:ersit\w*|\b\.?)|universidad\w*|institut\w*|istituto|inst\b\.?|colleg\w*|school|[ée]cole|escola|escuela|hochschule
    |facult\w*|fakult\w*|dep(?:artment|artamento|artement|t)\b\.?|laborator\w*|labs?\b\.?|laboratoire|cent(?:er|re|ro|rum)|zentrum
    |academ\w*|acad\b\.?|research|r&d|division|group|technolog\w*|tech\b|polytechni\w*|politecnic\w*|polit[ée]cnic\w*
    |hospital|clinic|medical|medicine|health|school|foundation|council|agency|minist\w*|corporation|corp\b\.?|company|inc\b\.?|ltd\b\.?|llc
    |gmbh|s\.?a\.?s\b|b\.v\.|co\.|limited|computing|sciences?|engineering|mathematics|statistics|informatics|physics
    |electronics|systems|networks?|software|intelligence|robotics|motors?|semiconductor|studios?|campus|consortium|team|collaboration
    |independent|freelance|self-employed|deepmind|google|microsoft|facebook|amazon|nvidia|huawei|tencent|alibaba|baidu
    |bytedance|tiktok|kuaishou|meituan|xiaomi|lenovo|netease|sensetime|iflytek|samsung|fujitsu|hitachi|adobe
    |salesforce|cisco|linkedin|netflix|openai|anthropic|databricks|technion|caltech|stanford|harvard|princeton
    )(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
# Case decides here: Ai, Sap and Fair are surnames.
_ORG_ACRONYMS = re.compile(
    r"\b(?:AI|ML|NLP|AWS|IBM|AMD|SAP|LG|NTT|NEC|FAIR|CNRS|INRIA|Inria|CEA|CSIC|NASA|MIT|EPFL|ETH|KAIST|KTH|RIKEN|CISPA|ISTA|TNO"
    r"|CSIRO|CMU|UCLA|UCSD|USC|UCL|NYU|UIUC|USTC|PKU|SJTU|HKUST|CUHK|HKU|NUS|NTU|KAUST|MBZUAI"
    r"|TU|UC|RWTH|LMU|IIT|IIIT|IISc|POSTECH"
    r"|UNIST|GIST|DGIST|NAVER|ENS|UKRI|SRI|TTIC|JPMorgan)\b"
    r"|^(?:Meta|Apple|Mila|Intel|Oracle|Uber|Cohere|Mistral|Sony|Toyota)\b(?! [A-Z][a-z]+$)"
)
_TOP_LEVEL = re.compile(
    r"\b(?:universi\w*|univ\b\.?|institute of technology|polytechni\w*|politecnico|college(?!\sof\b)"
    r"|academy of sciences|hospital|corporation|inc\b\.?|ltd\b\.?|gmbh"
    r"|google|microsoft|amazon|apple|nvidia|ibm|huawei|tencent|alibaba|meta|technion"
    r"|inria|cnrs|epfl|eth|kaist|mit)\b",
    re.IGNORECASE,
)
_SUB_UNIT = re.compile(
    r"^(?:the )?(?:dep(?:artment|t)\b|school"
    r"|faculty|division|group|chair|lab\b|laborator|college of|graduate school|key lab"
    r"|state key|center|centre|section|program|unit|d[ée]partement|institut[eo]? (?:of|for|f[üu]r))",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"""(?:
    equal(?:ly)?\b|contribut\w+|co-?first|joint\s(?:first|lead|last|senior)|shared\s(?:first|senior)
    |correspond|contact\s(?:author|person)|(?:primary|main)\scontact\b|e-?mails?\b|work(?:s|ed)?\s+(?:was\s|were\s|is\s|partially\s|mostly\s|primarily\s|mainly\s)*(?:done|performed|conducted|completed|carried)
    |(?:done|performed|conducted|completed|carried\sout)\s+(?:while|during|when|at|prior|before|as)|while\s(?:at|interning|working|being|visiting|the)
    |during\s(?:an?|his|her|their|the|my)?\s*(?:internship|intern|visit|time|employment|phd|stay)|internship|intern\sat|interned|currently|now\s(?:at|with)|formerly
    |previously|left\s|(?:project|team|tech(?:nical)?|research|program)\slead|project\spage|student\sresearcher|lead(?:ing)?\sauthor|advis|supervis|alphabetical|order|listed|random|these\sauthors|the\sauthors|supported|funded|authors?\b
    |deceased|code\b|available\sat|https?:|www\.|github|preprint|accepted|copyright|licen[cs]e|permission|this\s(?:paper|work|research)|all\sauthors
    |part\sof\s(?:the|this)\swork|joint\sappointment|visiting|student\sat|on\sleave|research\sprimarily|email
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ALSO_AT = re.compile(
    r"^(?:also|additionally|and also|jointly)\s+(?:affiliated\s+)?(?:with|at|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
# The countries that most papers' lines end in; which country it is, is decided elsewhere.
_COUNTRIES = (
    r"(?:U\.?S\.?A?|United States(?: of America)?|U\.?K|United Kingdom|England|Scotland|Wales|(?:P\.? ?R\.? ?)?China"
    r"|Canada|Germany|France|Italy|Spain|Portugal|Netherlands|Belgium|Switzerland|Austria|Denmark|Sweden|Norway|Finland|Iceland"
    r"|Ireland|Poland|Czech(?:ia| Republic)|Hungary|Romania|Greece|Turkey|Türkiye|Russia|Ukraine|Israel|Iran|Iraq"
    r"|Saudi Arabia|Qatar|UAE|United Arab Emirates|Egypt|India|Pakistan|Bangladesh|Nepal|Sri Lanka|(?:South )?Korea"
    r"|Republic of Korea|Japan|Taiwan|Hong Kong|Macau|Singapore|Malaysia|Thailand|Vietnam|Indonesia|Philippines"
    r"|Australia|New Zealand|Brazil|Argentina|Chile|Colombia|Mexico|Peru|South Africa|Nigeria|Kenya|Luxembourg)"
)
_COUNTRY_END = re.compile(rf"\b{_COUNTRIES}[\s.,]*$")
# A whole part of an address, with what joins the next address to it.
_COUNTRY_PART = re.compile(rf",\s*(?:the )?{_COUNTRIES}\.?\s*(?:,|&|/|\band\b)\s*(?:and\s+)?", re.IGNORECASE)
_PARTICLES = frozenset(
    (  # noqa: SIM905
        "van von der den de del della di da das dos do du la le les lo ter ten te zu zum zur af av el al bin ibn bint"
        " y e i and ben abu st st. ’t 't"
    ).split()
)
_SUFFIXES = re.compile(
    r"^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?sc|dr|prof|fellow|(?:senior |student )*member|ieee)\.?(?:,? .*)?$",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[.’'`‘ʼ\-‐–·][^\W\d_]*)*\.?")
_JOINT = re.compile(r"[-‐–’']")
_ANONYMOUS = re.compile(
    r"anonymous|paper under double-blind|author names? (?:withheld|omitted)|blind(?:ed)? (?:submission|review)",
    re.IGNORECASE,
)

# The same texts are asked about several times while a block is read; the longest blocks have some hundreds.
_TEXTS_OF_A_BLOCK = 512


@lru_cache(_TEXTS_OF_A_BLOCK)
def has_org_word(text: str) -> bool:
    """Return whether a text has a word that stands in names of institutions and not of people."""
    return bool(_ORG_WORDS.search(text) or _ORG_ACRONYMS.search(text))


def is_top_level(text: str) -> bool:
    """Return whether a text names a whole institution, not only a part of one."""
    return bool(_TOP_LEVEL.search(text))


def ends_in_country(text: str) -> bool:
    """Return whether a line ends in a country, and so is a whole address."""
    return bool(_COUNTRY_END.search(text))


def split_addresses(text: str) -> list[str]:
    """Return the addresses of a text that ends each in a country and goes on with the next institution.

    >>> split_addresses("A Institute, Geneva, Switzerland & B University, Ioannina, Greece")
    ['A Institute, Geneva, Switzerland', 'B University, Ioannina, Greece']
    """
    for match in _COUNTRY_PART.finditer(text):
        first, rest = text[: match.end()].rstrip(" ,&/"), text[match.end() :]
        # After "&", a whole address may name a company by words that tell nothing.
        is_address = not match[0].rstrip().endswith(",") and "," in rest and ends_in_country(rest)
        if (has_org_word(rest) or is_address) and not _COUNTRY_END.fullmatch(rest.split(",")[0]):
            return [first.removesuffix(" and").rstrip(" ,&/"), *split_addresses(rest)]
    return [text]


def is_sub_unit(text: str) -> bool:
    """Return whether a text begins as the name of a department, school or laboratory does."""
    return bool(_SUB_UNIT.match(text))


@lru_cache(_TEXTS_OF_A_BLOCK)
def is_note(text: str) -> bool:
    """Return whether a text tells of contribution, correspondence or time, and not where someone works."""
    return bool(_NOTE.search(text)) and not _ALSO_AT.match(text)


def strip_also_at(text: str) -> str:
    """Return an affiliation without the "also with" that a footnote puts before it."""
    return _ALSO_AT.sub("", text)


def is_anonymous(text: str) -> bool:
    """Return whether a text says that the authors are withheld."""
    return bool(_ANONYMOUS.search(text))


def is_suffix(text: str) -> bool:
    """Return whether a text between commas belongs to the name before it: Jr., Ph.D., Member, IEEE."""
    return bool(_SUFFIXES.match(text.strip()))


@lru_cache(_TEXTS_OF_A_BLOCK)
def looks_like_name(text: str) -> bool:
    """Return whether a text could be one person's name as printed: two to seven words, none of institutions.

    >>> looks_like_name("Chris van der Heide"), looks_like_name("AWS AI Labs")
    (True, False)
    """
    words = (
        text.replace("(", " ").replace(")", " ").replace("“", " ").replace("”", " ").replace('"', " ").split()
    )
    if not words or len(words) > 7 or has_org_word(text):
        return False
    if all(_is_ideographic(word) for word in words):
        return sum(len(word) for word in words) <= 6
    return len(words) >= 2 and all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    if word.lower() in _PARTICLES:
        return True
    if not _NAME_WORD.fullmatch(unicodedata.normalize("NFC", word)):
        return False
    particle, *rest = _JOINT.split(word, maxsplit=1)
    # "al-Rahman", "d’Alembert"
    return not word[0].islower() or (len(particle) <= 2 and not rest[0][:1].islower() if rest else False)


def _is_ideographic(word: str) -> bool:
    return all("\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" or char == "·" for char in word)
