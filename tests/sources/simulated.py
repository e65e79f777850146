"""A simulated NeurIPS behind loopback: OpenReview with profiles, the virtual site, the proceedings and the PDFs."""

import hashlib
from functools import cache
from typing import Any

import orjson
from loopback import Answer, Asked, Reply, html_reply, json_reply
from printed_papers import Line, pdf_of_lines

from byline.sources import Edition

SITES = ({"name": "virtual_site"}, {"name": "neurips_proceedings"})
SOURCES = ({"name": "openreview"}, *SITES)
# A year that Byline does not know, so that any number of papers is as expected; 2025 for the full number.
SMALL_YEAR, FULL_YEAR = 2016, 2025
FULL_COUNT = 5290
LOGIN = {"OPENREVIEW_USERNAME": "reader", "OPENREVIEW_PASSWORD": "made up"}

GIVEN = [
    "Ada", "Bo", "Chen", "Dana", "Élodie", "Fang", "Goran", "Hye-jin",
    "Ines", "Jürgen", "Kaito", "Lena", "Ming", "Nadia", "Omar", "Priya",
]  # fmt: skip
FAMILY = [
    "Abara", "Becker", "Chang", "Dvorak", "Evans", "Fischer", "García", "Huang",
    "Ivanova", "Jansen", "Kim", "Li", "Müller", "Novak", "Okafor", "Wang",
]  # fmt: skip
WHERE = (
    ("Tsinghua University", "Beijing, China", "tsinghua.edu.cn", "CN"),
    ("Massachusetts Institute of Technology", "Cambridge, USA", "mit.edu", "US"),
    ("ETH Zurich", "Switzerland", "ethz.ch", "CH"),
    ("University of Hong Kong", "Hong Kong", "hku.hk", "HK"),
    ("Peking University", "Beijing, China", "pku.edu.cn", "CN"),
    ("Mila", "Montréal, Canada", "mila.quebec", "CA"),
    ("Institute of Things That Nobody Knows", "", "", ""),
)
SENTENCES = (
    "We fine-tune Llama-2 7B on data that was made up for this page and report what comes of it.",
    "Our baseline is Qwen2.5, run as its authors describe, without any change to its settings.",
    "The Transformer is the architecture of all models that are compared in this made-up paper.",
    "Nothing on this page was ever measured, and nobody should draw a conclusion from any of it.",
)


def edition(year: int, sources: Any = SITES) -> Edition:
    """Return the edition that is simulated."""
    return Edition.model_validate({"venue": "NeurIPS", "year": year, "sources": sources})


def study_toml(year: int) -> str:
    """Return the study of the simulated year: all three sources, the questions of the study that ships."""
    sources = ", ".join(f'{{ name = "{source["name"]}" }}' for source in SOURCES)
    return f"""name = "simulated"
title = "A simulated NeurIPS"
is_invented = true
pairs = [["US", "CN"]]
technologies = ["transformer", "llama", "qwen"]
[rules]
witness = "prefer_pdf"
[[editions]]
venue = "NeurIPS"
year = {year}
sources = [{sources}]
"""


def simulated(paper_count: int, year: int = SMALL_YEAR) -> Answer:
    """Return an answer that stands for all of them. Every title differs in more than a number."""
    numbers = range(paper_count)
    site = json_reply({"count": paper_count, "results": [_event(n, year) for n in numbers]})
    index = html_reply("<ul>" + "".join(_entry(n, year) for n in numbers) + "</ul></html>")
    notes = [_note(n, year) for n in numbers]

    def answer(asked: Asked) -> Reply:
        if asked.path.endswith("orals-posters.json"):
            return site
        if asked.path == "/notes":
            return json_reply(_notes(notes, asked, year))
        if asked.path == "/login":
            return json_reply({"token": "t0ken"})
        if asked.path == "/profiles/search":
            is_logged_in = asked.headers.get("authorization") == "Bearer t0ken"
            return json_reply(_profiles(asked, year)) if is_logged_in else Reply(status=403)
        if asked.path.endswith(".pdf"):
            return _pdf_reply(int(asked.path.rpartition("/")[2].partition("-")[0], 16), asked)
        return index

    return answer


def _notes(notes: list[dict[str, Any]], asked: Asked, year: int) -> dict[str, Any]:
    """Return a page of the group that was asked for; other groups than the conference hold nothing."""
    if asked.params["content.venueid"] != f"NeurIPS.cc/{year}/Conference":
        return {"notes": [], "count": 0}
    rest = [note for note in notes if note["id"] > asked.params.get("after", "")]
    return {"notes": rest[: int(asked.params["limit"])], "count": len(notes)}


def title(number: int) -> str:
    digest = hashlib.sha256(number.to_bytes(4, "big")).hexdigest()
    return f"On {digest[:9]} and {digest[9:18]}: a made-up study"


def people(number: int) -> list[int]:
    """Return the authors of a paper, each a number; people sign several papers."""
    return [(3 * number + 5 * place) % 4096 for place in range(1 + number % 3)]


def _name(person: int) -> str:
    # Three words, so that 4,096 people have as many names.
    return f"{GIVEN[person % 16]} {GIVEN[person // 16 % 16]} {FAMILY[person // 256]}"


def _place(person: int) -> tuple[str, str, str, str]:
    return WHERE[person % len(WHERE)]


def _event(number: int, year: int) -> dict[str, object]:
    authors = [{"id": p, "fullname": _name(p), "institution": _place(p)[0]} for p in people(number)]
    return {
        "id": number,
        "uid": f"u{number}",
        "name": title(number),
        "authors": authors,
        "eventtype": "Poster",
        "decision": "Accept (poster)",
        "virtualsite_url": f"/virtual/{year}/poster/{number}",
        "paper_url": f"https://openreview.net/forum?id=f{number:05}",
        "sourceurl": f"https://openreview.net/group?id=NeurIPS.cc/{year}/Conference",
    }


def _note(number: int, year: int) -> dict[str, Any]:
    content = {
        "title": title(number),
        "authors": [_name(p) for p in people(number)],
        "authorids": [f"~P{p}" for p in people(number)],
        "venueid": f"NeurIPS.cc/{year}/Conference",
        "venue": f"NeurIPS {year} poster",
        "pdf": f"/pdf/{number}.pdf",
    }
    return {
        "id": f"f{number:05}",
        "forum": f"f{number:05}",
        "content": {name: {"value": value} for name, value in content.items()},
    }


def _profiles(asked: Asked, year: int) -> dict[str, Any]:
    return {"profiles": [_profile(int(name[2:]), year) for name in orjson.loads(asked.body)["ids"]]}


def _profile(person: int, year: int) -> dict[str, Any]:
    name, _, domain, country = _place(person)
    then = {"name": name, "domain": domain, "country": country}
    now = {"name": "A University Of Later Years", "domain": "later.example", "country": "AQ"}
    history = [
        {"position": "PhD student", "start": year - 3, "end": year, "institution": then},
        {"position": "Researcher", "start": year + 1, "end": None, "institution": now},
    ]
    names = [{"fullname": _name(person), "username": f"~P{person}"}]
    return {"id": f"~P{person}", "content": {"names": names, "history": history}}


def _entry(number: int, year: int) -> str:
    names = ", ".join(_name(p) for p in people(number))
    href = f"/paper_files/paper/{year}/hash/{number:032x}-Abstract-Conference.html"
    return f'<li><a href="{href}">{title(number)}</a> <span class="paper-authors">{names}</span></li>'


def _pdf_reply(number: int, asked: Asked) -> Reply:
    """Return the PDF, or the rest of it where a download is continued."""
    content, etag = pdf(number), f'"{number}"'
    start = 0
    if "range" in asked.headers and asked.headers.get("if-range") == etag:
        start = int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))
    headers = {"ETag": etag, "Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
    return Reply(content[start:], 206 if start else 200, "application/pdf", headers)


@cache
def pdf(number: int) -> bytes:
    """Return a paper of one page: title, authors, where they are, and some sentences."""
    marked = list(zip("123", people(number), strict=False))
    names = ", ".join(f"{_name(p)}^{mark}" for mark, p in marked)
    places = ["^" + mark + ", ".join(part for part in _place(p)[:2] if part) for mark, p in marked]
    words = [SENTENCES[(number + line) % len(SENTENCES)] for line in range(24)]
    lines = [
        Line(title(number), 15, is_bold=True, is_centred=True),
        Line(""),
        Line(names, 11, is_centred=True),
        *(Line(place, is_centred=True) for place in places),
        Line(""),
        Line("Abstract", 11, is_bold=True, is_centred=True),
        *map(Line, words[:8]),
        Line("1 Introduction", 12, is_bold=True),
        *map(Line, words[8:]),
        Line("References", 12, is_bold=True),
        Line("[1] A. Vaswani et al. Attention is all you need. NeurIPS, 2017."),
    ]
    return pdf_of_lines(lines)
