"""Affiliation strings as comparable words: one spelling for accents, abbreviations, plurals and languages."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list with blanks between."""
    return frozenset(listed.split())


MOST_TOKENS = 100_000  # remembered; 22,000 distinct strings have 19,000
MOST_INITIALS = 2
LONGEST_TEXT = 2_000  # the longest of 9,000 development strings has 700 characters; input is hostile
NO_BREAK, WEAK_BREAK, STRONG_BREAK = 0, 1, 2
NO_JOIN, AND_JOIN, MARK_JOIN = 0, 1, 2

_CJK = "㐀-鿿぀-ヿ"
# "U.S.A.", "M. D." and "P.R.China"'s first are one word each; Chinese has no spaces, so each of its characters is
# a word.
# A backslash before an accent is what badly unescaped TeX leaves behind.
_WORD = re.compile(
    rf"[{_CJK}]|\b(?:[^\W\d_]\.\s?)+[^\W\d_]\.(?:[^\W\d_]\b)?|[^\W_{_CJK}]+(?:['’‘ʼ`´][^\W_{_CJK}]+)*"
)
_ELISION = re.compile(r"^(?:l|d|dell|dall|nell|all|qu)['’‘ʼ`´](?=\w{3})", re.IGNORECASE)
_PLAIN = re.compile(rf"[^\W\d_{_CJK}]+(?:[ -][^\W\d_{_CJK}]+)*\Z")
_BLANKS = re.compile(r"[ -]")
_NOT_WORD = re.compile(r"[\W_]+")
_EXPORTED = re.compile(r"#(?:N|TAB)#")  # what a database export leaves of line ends
_STRONG = re.compile(r"[,;/|()\[\]{}\n\r\t·•:，；、（）。]|\s[-–—]\s")
_PART = re.compile(r"[&/+@;；\n|]")

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


LINKS = word_set("of for de du des di del della do da")
AND_WORDS = frozenset({"and", "und"})
STOPWORDS = word_set(
    "the of for and in at on to de du des der die das dem den di del della delle degli dei do da dos das "
    "e y et und la le les el los las lo il en fur fuer zu zum zur van von het"
)

# One spelling for words that affiliations abbreviate, misspell or write in another language.
_SPELLINGS = {
    "university": "univ uni universities universitat universitaet universite universites universidad universidade "
    "universita universiteit universitet universitetet universitas uniwersytet univerza univerzita univerzitet "
    "universitatea universitatii universiti universitesi yliopisto egyetem univeristy univerisity univesity unversity "
    "universty univercity univerity universiy unviersity univerisy univrsity universtiy uiversity univeresity",
    "institute": "inst instit institut instituto istituto instytut institutul institutes institution instute "
    "institue insitute institude intitute enstitusu intezet ins",
    "center": "centre centro ctr cent centrum zentrum centers centres centar",
    "laboratory": "lab labs laboratories laboratoire laboratorio laboratoires laboratorium labor laboratary labratory",
    "department": "dept dep departement departamento dipartimento departments depart dpt dpto",
    "faculty": "fac facultad faculdade facolta fakultat faculte fakultet faculties wydzial",
    "academy": "acad academia academie akademie accademia akademia akademi academies",
    "college": "coll colleges collage",
    "school": "sch schools escola escuela ecole scuola schule schl",
    "hospital": "hosp hopital hospitals ospedale krankenhaus spital hospitalier",
    "national": "nat natl nacional nationale nazionale nationaux nationalen",
    "science": "sciences sci sc scienze ciencias ciencia ciencies scis wissenschaften sceince",
    "technology": "technical technische technischen technischer technique techniques tecnica tecnico technicka "
    "teknik tekniska technological technologies technol tech tecnologia tecnologias technologie "
    "techn tehnology technolgy technoloy techonology tecnology",
    "engineering": "eng engn engr engg ingenieria engineer engenharia ingegneria enginering",
    "computer": "comput comp computers computadores computing computation computational",
    "information": "inf info inform informations",
    "electronic": "electron electronics elect elec",
    "electrical": "electr",
    "telecommunication": "telecommunications telecomm telecom",
    "communication": "communications commun comm",
    "international": "intl internat int internacional",
    "polytechnic": "poly polytech polytechnique politecnico politecnica polytechnical politechnika polytechnico "
    "politehnica politechnic polytechnics",
    "state": "states",
    "federal": "federale federales federaux federativa",
    "research": "recherche recherches ricerca ricerche investigacion rech res researches",
    # "College of Med." may be either, and no two institutions differ by it alone.
    "medical": "med medica medizinische medizinischen medicale medicine medicina medizin medecine",
    "system": "systems syst",
    "study": "studies stud studi",
    "art": "arts",
    "post": "posts",
    "aeronautic": "aeronautics aeronautical",
    "astronautic": "astronautics",
    "advanced": "adv",
    "applied": "appl",
    "intelligence": "intell intelligent",
    "artificial": "artif",
    "mathematics": "math maths mathematical mathematiques matematica matematicas mathematik "
    "mathematisches mathematische mathematischen",
    "physics": "phys physical physik fisica physique physikalisches physikalische",
    "chemistry": "chem chemical chemie chimie chimica quimica",
    "biology": "biol biological biologie",
    "management": "mgmt",
    "agriculture": "agr agric agricultural",
    "association": "assoc assn",
    "business": "bus",
    "economics": "econ",
    "finance": "financ",
    "education": "educ",
    "environmental": "environ",
    "government": "govt",
    "surgery": "surg",
    "psychology": "psychol",
    "foundation": "fdn",
    "biotechnology": "biotechnol biotech",
    "petroleum": "petr",
    "group": "grp",
    "saint": "st sankt",
    "mount": "mt",
    "fort": "ft",
    "company": "co",
    "corporation": "corp",
    "limited": "ltd",
    "incorporated": "inc",
}
# In capitals these are names of their own: INF Tech, PoLy U, the COMP department, RES Group.
NAMES_IN_CAPITALS = word_set("INF INS UNI NAT RES ART COM COMM COMP POLY ELECT")
FOLDED = {word: spelling for spelling, words in _SPELLINGS.items() for word in words.split()}
# Chinese names that are written as one word or as two; the two are joined. Never "Tsing Hua": Tsinghua is another.
SPLIT_NAMES = word_set(
    "beijing shanghai guangzhou shenzhen hangzhou nanjing wuhan chengdu tianjin suzhou xian jinan qingdao dalian "
    "shenyang changsha zhengzhou hefei fuzhou xiamen ningbo kunming guiyang nanchang harbin lanzhou taiyuan "
    "shijiazhuang jiaotong zhejiang jiangsu guangdong shandong hunan hubei henan hebei sichuan fujian "
    "shanxi shaanxi taipei hsinchu zhongguancun postgraduate hongkong chongqing guizhou yunnan gansu guangxi hainan "
    "anhui jiangxi liaoning heilongjiang ningxia qinghai xinjiang changchun wenzhou foshan dongguan zhuhai nantong "
    "changzhou xuzhou yangzhou nanning guilin shantou quanzhou kaohsiung"
)
# What may be the second half of a split name.
SPLIT_ENDS = frozenset(name[at:] for name in SPLIT_NAMES for at in range(1, len(name)))
LEGAL_FORMS = word_set(
    "company corporation limited incorporated llc llp lp plc gmbh ag sa sas spa srl bv nv oy ab as kk pte pty "
    "pvt private kgaa ev sarl sl oyj aps pjsc ooo mbh"
)


@dataclass(slots=True)  # not frozen, which would cost a tenth of all the time it takes to make one
class Words:
    """A string's words in normal form, with where each stands in the original and what parts it from the last.

    `joined` holds the words with one blank between; `offsets[i]` and `offset_ends[i]` are word i's place in it.
    `breaks[i]` is what stands before word i: nothing, a weak break ("and", "/"), or a strong one (a comma).
    `links[i]` tells whether an "of" joins word i to the one before it.
    `joins[i]` is what stands before word i that may begin another affiliation: nothing, "and", or "&", "/", ";".
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    links: tuple[bool, ...]
    joins: tuple[int, ...]
    joined: str
    offsets: tuple[int, ...]
    offset_ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def key(self, start: int, end: int) -> str:
        """Return the normal form of words start to end (not included)."""
        return self.joined[self.offsets[start] : self.offset_ends[end - 1]]

    def surface(self, start: int, end: int) -> str:
        """Return words start to end (not included) as written, with the bracket that closes after the last."""
        first, last = self.spans[start][0], self.spans[end - 1][1]
        written = self.text[first:last]
        if "(" in written and self.text[last : last + 1] == ")" and written.count("(") > written.count(")"):
            return f"{written})"
        return written

    def begins_segment(self, index: int) -> bool:
        """Return whether a strong break, or the string's beginning, stands before this word."""
        return index == 0 or self.breaks[index] == STRONG_BREAK

    def ends_segment(self, index: int) -> bool:
        """Return whether a strong break, or the string's end, stands before this word."""
        return index >= len(self.words) or self.breaks[index] == STRONG_BREAK

    def has_break(self, start: int, end: int, strength: int = STRONG_BREAK) -> bool:
        """Return whether a break of this strength lies between words start and end (not included)."""
        return any(self.breaks[i] >= strength for i in range(start + 1, end))


def parse_words(text: str) -> Words:
    """Return the words of an affiliation string in normal form.

    >>> parse_words("Inst. of Automation, Chinese Acad. of Sci.").joined
    'institute automation chinese academy science'
    """
    if "&" in text and ";" in text:
        text = html.unescape(text)
    text = text[:LONGEST_TEXT]
    if "#" in text:
        text = _EXPORTED.sub(lambda match: ",".ljust(len(match.group())), text)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    breaks: list[int] = []
    links: list[bool] = []
    joins: list[int] = []
    pending, join, is_linked = NO_BREAK, NO_JOIN, False
    end = 0
    for surface in _WORD.findall(text):
        start = text.find(surface, end)
        if start > end and (gap := text[end:start]) != " ":
            strength, begins_part = _gap(gap)
            if gap[:2] == ". " and text[end - 1 : end].isdigit():
                strength = STRONG_BREAK  # "Russia 191011. Supported by ..."
            pending = max(pending, strength)
            join = max(join, MARK_JOIN * begins_part)
        end = start + len(surface)
        word, is_special = _TOKENS[surface]
        if is_special:
            if word in STOPWORDS and not (
                pending == STRONG_BREAK and len(surface) == 2 and _is_code(text, end, surface)
            ):
                if word in AND_WORDS:
                    pending = max(pending, WEAK_BREAK)
                    join = max(join, AND_JOIN)
                is_linked = word in LINKS
                continue  # "..., IN" and "..., DE" are Indiana and Delaware; elsewhere they are little words
            if pending == NO_BREAK and words and words[-1] + word in SPLIT_NAMES:
                words[-1] += word
                spans[-1] = (spans[-1][0], end)
                continue
        if len(surface) == 1 and pending == NO_BREAK and words and _are_initials(text, spans[-1], surface):
            words[-1] += word  # "S N Bose" is "S.N. Bose"
            spans[-1] = (spans[-1][0], end)
            continue
        words.append(word)
        spans.append((start, end))
        breaks.append(pending)
        links.append(is_linked and pending == NO_BREAK)
        joins.append(join)
        pending, join, is_linked = NO_BREAK, NO_JOIN, False
    joined, offsets, offset_ends = join_words(words)
    return Words(
        text,
        tuple(words),
        tuple(spans),
        tuple(breaks),
        tuple(links),
        tuple(joins),
        joined,
        offsets,
        offset_ends,
    )


def _is_code(text: str, end: int, surface: str) -> bool:
    """Return whether two letters are a state's code, and no little word ("DE L'ESPACE, DE LA CULTURE")."""
    is_followed = text[end : end + 1] == " " and text[end + 1 : end + 2].isalpha()
    return surface.isupper() and not (is_followed and text.isupper())


def _are_initials(text: str, before: tuple[int, int], letter: str) -> bool:
    """Return whether a letter and what stands before it are initials, each in capitals."""
    start, end = before
    written = text[start:end].replace(" ", "")
    return (
        len(written) <= MOST_INITIALS
        and letter.isascii()
        and (written + letter).isupper()
        and "." not in written
    )


def normalise(text: str) -> str:
    """Return the normal form of a name: folded words without little words, one blank between.

    >>> normalise("The Université of Électronic Sciences & Tech.")
    'university electronic science technology'
    """
    if text.isascii() and text.isalpha():
        word = normalise_word(text)
        return "" if word in STOPWORDS else word
    surfaces = _BLANKS.split(text)
    if _PLAIN.match(text) and min(map(len, surfaces)) > 1:  # most of 300,000 place names: a tenth of the time
        words: list[str] = []
        for word in map(normalise_word, surfaces):
            if words and words[-1] + word in SPLIT_NAMES:
                words[-1] += word
            elif word not in STOPWORDS:
                words.append(word)
        return " ".join(words)
    return parse_words(text).joined


def literal(name: str) -> str:
    """Return a name in plain small letters with its little words, less one at its head; as it is written otherwise.

    >>> literal("The Universidad de El Salvador"), literal("Universidad del Salvador")
    ('universidad de el salvador', 'universidad del salvador')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = _NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in STOPWORDS else words)


def spellings(name: str) -> Iterator[str]:
    """Yield the normal forms a name may be written in: as it is, umlauts spelt out, no legal form."""
    plain = normalise(name)
    yield plain
    if not name.isascii() and (spelt_out := normalise(name.translate(_UMLAUTS))) != plain:
        yield spelt_out
    words = plain.split(" ")
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    if (bare := " ".join(words)) != plain:
        yield bare


@lru_cache(maxsize=200_000)
def normalise_word(surface: str) -> str:
    """Return one word's normal form: lower case, plain letters, no apostrophe, one spelling."""
    if surface.isascii() and surface.isalnum():
        word = surface.lower()
        return word if surface in NAMES_IN_CAPITALS else FOLDED.get(word, word)
    word = unicodedata.normalize("NFKD", _ELISION.sub("", surface).casefold().translate(_LETTERS))
    word = _NOT_WORD.sub("", "".join(c for c in word if not unicodedata.combining(c)))
    return FOLDED.get(word, word)


class _Tokens(dict[str, tuple[str, bool]]):
    """For each surface its normal form, and whether that is a little word or may be half of a split name."""

    def __missing__(self, surface: str) -> tuple[str, bool]:
        if len(self) >= MOST_TOKENS:
            self.clear()
        word = normalise_word(surface)
        found = self[surface] = (word, word in STOPWORDS or word in SPLIT_ENDS)
        return found


_TOKENS = _Tokens()


@lru_cache(maxsize=20_000)
def _gap(gap: str) -> tuple[int, bool]:
    """Return how strong the break between two words is, and whether another affiliation may begin after it."""
    begins_part = _PART.search(gap) is not None
    if _STRONG.search(gap):
        return STRONG_BREAK, begins_part
    return (WEAK_BREAK if begins_part else NO_BREAK), begins_part


def join_words(words: Sequence[str]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the words with one blank between, and where each begins and ends in that."""
    lengths = [len(word) + 1 for word in words]
    nexts = tuple(accumulate(lengths))
    return " ".join(words), (0, *nexts[:-1]) if nexts else (), tuple([after - 1 for after in nexts])
