"""Folders of PDFs and lists on disk."""

import time
from collections import Counter
from pathlib import Path

import orjson
import pytest

from byline.sources import Edition, Harvest, SourceError, load_edition
from byline.sources.paperlists import align_affiliations


def load(source: str, path: Path, venue: str = "NeurIPS", year: int = 2024) -> Harvest:
    sources = ({"name": source, "path": str(path)},)
    return load_edition(Edition.model_validate({"venue": venue, "year": year, "sources": sources}))


def codes(harvest: Harvest) -> Counter[str]:
    return Counter(issue.code for issue in harvest.issues)


def test_a_folder_gives_a_paper_for_each_pdf_in_order(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.pdf", "A.PDF", "deep/c.pdf", "notes.txt", "._b.pdf"):
        (tmp_path / name).write_bytes(b"")
    harvest = load("folder", tmp_path)
    assert [p.paper_id for p in harvest.papers] == ["neurips-2024/A", "neurips-2024/b", "neurips-2024/c"]
    assert [p.pdf_path for p in harvest.papers] == ["A.PDF", "b.pdf", "deep/c.pdf"]
    assert harvest.pdf_paths["neurips-2024/c"] == tmp_path / "deep" / "c.pdf"


def test_files_of_one_name_in_two_folders_stay_two_papers(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.pdf").write_bytes(b"")
    assert [p.paper_id for p in load("folder", tmp_path).papers] == ["neurips-2024/x/1", "neurips-2024/y/1"]


def test_a_folder_without_pdfs_says_so(tmp_path: Path) -> None:
    assert codes(load("folder", tmp_path)) == {"no_papers": 1}
    with pytest.raises(SourceError, match="does not exist"):
        load("folder", tmp_path / "absent")


def test_a_file_whose_name_is_no_text_is_a_paper_that_is_not_read(tmp_path: Path) -> None:
    for name in ("b.pdf", "a\udcff.pdf"):
        (tmp_path / name).write_bytes(b"")
    harvest = load("folder", tmp_path)
    assert [p.paper_id for p in harvest.papers] == ["neurips-2024/a\\udcff", "neurips-2024/b"]
    assert [*harvest.pdf_paths] == ["neurips-2024/b"]
    assert codes(harvest) == {"unreadable": 1}


def test_a_link_that_leads_in_a_circle_does_not_hang(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "1.pdf").write_bytes(b"")
    assert len(load("folder", tmp_path).papers) == 1


def test_lines_of_a_virtual_site(tmp_path: Path) -> None:
    lines = [
        {
            "title": "One",
            "authors": [
                {"name": "李明", "affiliation": "清华大学", "speaker_id": "7"},
                {"name": "Zoë Ng", "affiliation": "", "speaker_id": ""},
            ],
        },
        {"title": "One", "authors": [{"name": "Zoë Ng", "affiliation": "Mila"}]},
    ]
    file = tmp_path / "list.jsonl"
    file.write_bytes(b"\n".join([*map(orjson.dumps, lines), b"", b"{broken", b'{"title": "No authors"}']))
    harvest = load("virtual_site", file)
    assert len({p.paper_id for p in harvest.papers}) == 2
    assert [(a.author_position, a.author_count, a.author_key) for a in harvest.authorships] == [
        (1, 2, "7"),
        (2, 2, "zoe ng"),
        (1, 1, "zoe ng"),
    ]
    assert [m.affiliation_text for m in harvest.affiliation_mentions] == ["清华大学", "Mila"]
    assert codes(harvest) == {"unreadable_entry": 2}


def test_an_oral_and_its_poster_are_one_paper(tmp_path: Path) -> None:
    author = {"id": 5, "fullname": "Ada Ng", "institution": "Mila"}
    poster = {
        "id": 1,
        "uid": "u1",
        "name": "A paper",
        "authors": [author],
        "eventtype": "Poster",
        "decision": "Accept (oral)",
        "virtualsite_url": "/virtual/2025/poster/1",
        "paper_url": "https://openreview.net/forum?id=KurYdcCbjv",
        "sourceurl": "https://openreview.net/group?id=NeurIPS.cc/2025/Conference",
    }
    oral = {
        **poster,
        "id": 2,
        "eventtype": "Oral",
        "paper_url": None,
        "virtualsite_url": "/virtual/2025/oral/2",
    }
    data = {**poster, "id": 3, "uid": "u3", "name": "Data", "paper_url": "", "sourceurl": None}
    data["sourceurl"] = "https://openreview.net/group?id=NeurIPS.cc/2025/Datasets_and_Benchmarks_Track"
    file = tmp_path / "events.json"
    file.write_bytes(
        orjson.dumps({"count": 3, "next": None, "previous": None, "results": [oral, poster, data]})
    )
    harvest = load("virtual_site", file, year=2025)
    assert [(p.paper_id, p.track) for p in harvest.papers] == [
        ("neurips-2025/KurYdcCbjv", "main"),
        ("neurips-2025/3", "datasets-and-benchmarks"),
    ]
    assert harvest.papers[0].url == "https://neurips.cc/virtual/2025/poster/1"
    assert harvest.papers[0].decision == "oral"
    assert harvest.pdf_addresses == {"neurips-2025/KurYdcCbjv": "https://openreview.net/pdf?id=KurYdcCbjv"}


@pytest.mark.parametrize(
    "content",
    [
        b"<html>Not found</html>",
        b"[]",
        b'{"results": "none"}',
        b'{"count": 3, "results": [{"name": "A"}]}',
        b'{"count": 1, "next": "page 2", "results": [{"name": "A"}]}',
        b'{"results": [{"title": "changed"}]}',
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_a_list_of_another_form_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "events.json"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=r"events\.json"):
        load("virtual_site", file)


def test_affiliations_are_given_only_where_they_align() -> None:
    both = align_affiliations(2, "Tsinghua University+MIT CSAIL; MIT", "tsinghua.edu.cn;mit.edu")
    assert [[a.text for a in each] for each in both] == [["Tsinghua University", "MIT CSAIL"], ["MIT"]]
    # One address beside two affiliations does not say which of them it is of.
    assert [[a.email_domain for a in each] for each in both] == [[None, None], ["mit.edu"]]
    pair = align_affiliations(1, "UMD+UMass", "umd.edu+umass.edu")
    assert [a.email_domain for a in pair[0]] == ["umd.edu", "umass.edu"]
    assert align_affiliations(3, "Monash;Deakin", "monash.edu;deakin.edu.au") == [(), (), ()]
    assert align_affiliations(2, ";", ";") == [(), ()]


def test_paperlists_keeps_what_was_accepted_and_says_what_it_left_out(tmp_path: Path) -> None:
    entry = {"id": "x1", "title": "A", "author": "Ada Ng;Bo Li", "aff": "Mila;Mila", "status": "Poster"}
    entries = [
        {**entry, "aff_domain": "mila.quebec;mila.quebec", "track": "main", "authorids": "~Ada_Ng1;~Bo_Li2"},
        {**entry, "id": "x2", "aff": "Mila", "track": "Datasets & Benchmarks"},
        {**entry, "id": "x3", "status": "Reject"},
        {**entry, "id": "x4", "status": "Desk Reject"},
        {**entry, "id": "x5", "status": "Withdraw"},
        {**entry, "id": "x6", "aff": None, "aff_country_unique": "China"},
    ]
    file = tmp_path / "list.json"
    file.write_bytes(orjson.dumps(entries))
    harvest = load("paperlists", file)
    assert [p.paper_id.rpartition("/")[2] for p in harvest.papers] == ["x1", "x2", "x6"]
    assert harvest.papers[1].track == "datasets-and-benchmarks"
    assert {p.decision for p in harvest.papers} == {"poster"}
    assert {m.paper_id for m in harvest.affiliation_mentions} == {"neurips-2024/x1"}
    assert codes(harvest) == {"not_accepted": 3, "misaligned_affiliations": 1}
    assert [a.author_key for a in harvest.authorships[:2]] == ["~Ada_Ng1", "~Bo_Li2"]


def test_a_paper_listed_twice_is_one_paper_and_an_issue(tmp_path: Path) -> None:
    entry = {"id": "x1", "title": "A", "author": "Ada Ng", "aff": "Mila", "status": "Poster"}
    file = tmp_path / "list.json"
    file.write_bytes(orjson.dumps([entry, entry, {**entry, "title": "Another"}]))
    harvest = load("paperlists", file)
    assert len(harvest.papers) == len(harvest.authorships) == 1
    assert codes(harvest) == {"listed_twice": 2}


@pytest.mark.data
def test_the_list_of_neurips_2024_is_complete_and_quick(shared_data: Path) -> None:
    began = time.process_time()
    harvest = load("virtual_site", shared_data / "metadata" / "neurips-2024.jsonl")
    assert time.process_time() - began < 2.0
    assert (len(harvest.papers), len(harvest.authorships)) == (4553, 25002)
    assert len(harvest.affiliation_mentions) == 25002 - 620
    assert harvest.issues == ()


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "venue", "year", "papers"),
    [("icml-2024", "ICML", 2024, 2610), ("naacl-2024", "NAACL", 2024, 912), ("colm-2025", "COLM", 2025, 418)],
)
def test_paperlists_keep_every_paper(
    shared_data: Path, name: str, venue: str, year: int, papers: int
) -> None:
    harvest = load("paperlists", shared_data / "metadata" / f"paperlists-{name}.json", venue, year)
    assert len(harvest.papers) == papers
    assert {a.paper_id for a in harvest.authorships} == {p.paper_id for p in harvest.papers}
