"""OpenAlex and Crossref, spoken by a server on loopback; the ACL Anthology from a made-up data folder."""

from pathlib import Path
from typing import Any

import pytest
from loopback import Answer, Asked, Reply, json_reply, serving

from byline.sources import Edition, Harvest, SourceError, acl_anthology, fetch_edition, load_edition


def fetch(source: dict[str, object], answer: Answer, folder: Path) -> tuple[Harvest, list[Asked]]:
    edition = Edition.model_validate({"venue": "V", "year": 2024, "sources": [source]})
    with serving(answer) as server:
        return fetch_edition(edition, folder, server.options(is_without_pdfs=True)), server.asked


def work(number: int, *authorships: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1/{number}",
        "display_name": f"Work {number}",
        "authorships": list(authorships),
        "primary_location": {"landing_page_url": f"https://x.org/{number}", "pdf_url": None},
    }


ADA = {
    "author": {"id": "https://openalex.org/A5", "display_name": "Ada Ng"},
    "raw_author_name": "A. Ng",
    "raw_affiliation_strings": ["Mila, Montréal, Canada", "McGill University"],
    "institutions": [{"display_name": "Mila", "country_code": "CA"}],
}
BO = {
    "author": {"display_name": "Bo Li"},
    "raw_affiliation_strings": [],
    "institutions": [{"display_name": "PKU"}],
}


def openalex(works: list[dict[str, Any]], total: int | None = None) -> Answer:
    def answer(asked: Asked) -> Reply:
        start = 0 if asked.params["cursor"] == "*" else int(asked.params["cursor"])
        page = works[start : start + int(asked.params["per_page"])]
        following = str(start + len(page)) if page else None
        return json_reply({"meta": {"count": total or len(works), "next_cursor": following}, "results": page})

    return answer


def test_openalex_pages_by_cursor_with_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "k3y")
    works = [work(1, ADA, BO), work(2, *[BO] * 100), *(work(n, ADA) for n in range(3, 251))]
    harvest, asked = fetch({"name": "openalex", "source_id": "S1"}, openalex(works), tmp_path)
    assert len(harvest.papers) == 250
    assert [m.affiliation_text for m in harvest.affiliation_mentions[:3]] == [
        "Mila, Montréal, Canada",
        "McGill University",
        "PKU",
    ]
    assert harvest.authorships[0].author_name == "A. Ng"
    assert harvest.authorships[0].author_key == "A5"
    assert harvest.dois["v-2024/W1"] == "10.1/1"
    assert [i.code for i in harvest.issues] == ["authors_truncated"]
    assert asked[0].params["filter"] == "primary_location.source.id:S1,publication_year:2024"
    assert all(a.params["api_key"] == "k3y" for a in asked)


def test_openalex_without_a_key_says_where_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
    harvest, asked = fetch({"name": "openalex", "source_id": "S1"}, openalex([]), tmp_path)
    assert asked == []
    assert "OPENALEX_API_KEY" in harvest.issues[0].message


def test_openalex_that_gives_too_little_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "k3y")
    harvest, _ = fetch({"name": "openalex", "source_id": "S1"}, openalex([work(1)], total=7), tmp_path)
    assert harvest.papers == ()
    assert "announced 7 works" in harvest.issues[0].message


CROSSREF: dict[str, object] = {"name": "crossref", "prefix": "10.1145", "container": "Proceedings of V"}


def item(number: int) -> dict[str, Any]:
    affiliation = [{"name": "Tsinghua University, Beijing, China"}]
    return {
        "DOI": f"10.1145/{number}",
        "URL": f"https://doi.org/10.1145/{number}",
        "title": [f"Item {number}"],
        "author": [
            {"given": "Ada", "family": "Ng", "sequence": "first", "affiliation": affiliation},
            {"name": "The V Team", "affiliation": []},
        ],
    }


def crossref(items: list[dict[str, Any]], total: int | None = None) -> Answer:
    def answer(asked: Asked) -> Reply:
        start = int(asked.params["offset"])
        page = items[start : start + int(asked.params["rows"])]
        return json_reply({"status": "ok", "message": {"total-results": total or len(items), "items": page}})

    return answer


def test_crossref_pages_by_offset(tmp_path: Path) -> None:
    harvest, asked = fetch(CROSSREF, crossref([item(n) for n in range(1100)]), tmp_path)
    assert len(harvest.papers) == 1100
    assert harvest.papers[3].paper_id == "v-2024/10.1145_3"
    assert [a.author_name for a in harvest.authorships[:2]] == ["Ada Ng", "The V Team"]
    assert {m.affiliation_text for m in harvest.affiliation_mentions} == {
        "Tsinghua University, Beijing, China"
    }
    assert [a.path for a in asked] == ["/prefixes/10.1145/works"] * 3
    assert "container-title:Proceedings of V" in asked[0].params["filter"]


@pytest.mark.parametrize(
    ("options", "wanted", "words"),
    [
        ({"isbn": "979-8-4007-0192-4"}, "isbn:9798400701924,", ""),
        ({}, "", "needs the option 'container' or 'isbn'"),
        (
            {"container": "Fairness, Accountability, and Transparency"},
            "",
            "has a comma: give the option 'isbn'",
        ),
    ],
)
def test_crossref_is_asked_for_a_volume_by_its_isbn(
    tmp_path: Path, options: dict[str, object], wanted: str, words: str
) -> None:
    source = {"name": "crossref", "prefix": "10.1145", **options}
    harvest, asked = fetch(source, crossref([item(1)]), tmp_path)
    assert [a.params["filter"].startswith(wanted) for a in asked] == ([True] if wanted else [])
    assert (len(harvest.papers), len(harvest.issues)) == ((1, 0) if wanted else (0, 1))
    assert all(words in issue.message for issue in harvest.issues)


def test_crossref_that_gives_too_little_is_stopped(tmp_path: Path) -> None:
    harvest, _ = fetch(CROSSREF, crossref([item(1)], total=2), tmp_path)
    assert "announced 2 papers" in harvest.issues[0].message


@pytest.mark.parametrize("source", [CROSSREF, {"name": "openalex", "filter": "x:y"}])
def test_an_answer_of_another_form_stops_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: dict[str, object]
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "k3y")
    harvest, _ = fetch(source, lambda asked: json_reply({"message": "gone"}), tmp_path)
    assert [i.code for i in harvest.issues] == ["source_stopped"]
    assert "does not answer with" in harvest.issues[0].message


ANTHOLOGY = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2024.vconf">
  <volume id="long" type="proceedings">
    <meta><booktitle>Proceedings of V</booktitle><year>2024</year><venue>vconf</venue></meta>
    <paper id="1"><title>A <fixed-case>P</fixed-case>aper</title>
      <author><first>Ada</first><last>Ng</last><affiliation>Mila, Canada</affiliation></author>
      <author><first>Bo</first><last>Li</last></author>
      <pdf/><bibkey>ng-li-2024-paper</bibkey></paper>
  </volume>
</collection>
"""


def test_the_acl_anthology_through_its_own_package(tmp_path: Path) -> None:
    package = pytest.importorskip("acl_anthology", reason="the extra byline[acl] is not installed")
    (tmp_path / "xml").mkdir()
    schema = (Path(package.__file__).parent / "data" / "schema.rnc").read_bytes()
    (tmp_path / "xml" / "schema.rnc").write_bytes(schema)
    (tmp_path / "xml" / "2024.vconf.xml").write_text(ANTHOLOGY, "utf-8")
    source = {"name": "acl_anthology", "path": str(tmp_path), "volumes": ["2024.vconf-long"]}
    harvest = load_edition(Edition.model_validate({"venue": "V", "year": 2024, "sources": [source]}))
    assert [(p.paper_id, p.title) for p in harvest.papers] == [("v-2024/2024.vconf-long.1", "A Paper")]
    assert [a.author_name for a in harvest.authorships] == ["Ada Ng", "Bo Li"]
    assert [m.affiliation_text for m in harvest.affiliation_mentions] == ["Mila, Canada"]


class Repository:
    """What stands in for the package where only its git matters: `from_repo` clones, or fails as git does."""

    def __init__(self, is_reachable: bool) -> None:
        self.is_reachable = is_reachable
        self.cloned: list[Path] = []

    @property
    def Anthology(self) -> "Repository":  # noqa: N802
        return self

    def from_repo(self, address: str, path: Path, verbose: bool) -> None:
        (path / "data").mkdir(parents=True, exist_ok=True)
        if not self.is_reachable:
            raise RuntimeError("Cmd('git') failed\n  fatal: could not resolve host: github.com")
        self.cloned.append(path)

    def __call__(self, datadir: Path, verbose: bool) -> "Repository":
        return self

    def get(self, name: str) -> None:
        return None


def test_the_copy_of_the_acl_anthology_is_whole_or_absent_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, there = Repository(is_reachable=False), Repository(is_reachable=True)
    for package, words in (
        (away, "could not resolve host: github.com); is there a network?"),
        (there, "has no collection 2024.v"),
        (there, "has no collection 2024.v"),
    ):
        monkeypatch.setattr(acl_anthology, "_package", lambda package=package: package)
        harvest, _ = fetch({"name": "acl_anthology"}, lambda asked: Reply(), tmp_path)
        assert [i.code for i in harvest.issues] == ["source_stopped"]
        assert words in harvest.issues[0].message
    assert [path.name for path in there.cloned] == ["acl-anthology.partial"]
    assert (tmp_path / "answers" / "acl-anthology" / "data").is_dir()


def test_a_folder_that_is_no_anthology_is_named(tmp_path: Path) -> None:
    pytest.importorskip("acl_anthology", reason="the extra byline[acl] is not installed")
    source = {"name": "acl_anthology", "path": str(tmp_path), "volumes": ["2024.vconf-long"]}
    with pytest.raises(SourceError, match="ACL Anthology"):
        load_edition(Edition.model_validate({"venue": "V", "year": 2024, "sources": [source]}))
