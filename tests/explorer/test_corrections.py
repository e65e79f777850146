"""Decisions of people: written whole or not at all, counted at once, never lost."""

import os
import re
import signal
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from explored_run import INSTITUTIONS, UNPLACED, doubtful_run
from starlette.testclient import TestClient

from byline.affiliations import overrides
from byline.affiliations.directory import Directory
from byline.affiliations.index import Index
from byline.affiliations.overrides import Override, load_overrides
from byline.affiliations.packing import NUMBER, LateTable, Runs, pack_table
from byline.explorer import corrections as room
from byline.explorer import create_app
from byline.explorer.corrections import CorrectionError, Corrections
from byline.explorer.rewriting import Rewriting
from byline.model import Institution
from byline.study import Study


class MadeUpResolver:
    """Knows the run's institutions and a new one; stands in for the index, which takes seconds to build."""

    def institution(self, institution_id: str) -> Institution:
        new = Institution("byline:new", "New Institute", "CN", "CN", "university", None)
        placeless = Institution("byline:nowhere", "Placeless Academy", None, None, None, None)
        return {row.institution_id: row for row in [*INSTITUTIONS, new, placeless]}[institution_id]


INDEX = Index(
    fingerprint="made up",
    ids=["byline:new", "https://ror.org/03cve4549", "byline:nowhere", "byline:other"],
    names=["New Institute", "Tsinghua University", "Placeless Academy", "Newer Institute of Zürich"],
    name_keys=["", "", "", ""],
    sites=["CN", "CN", "", "CH"],
    homes=["CN", "CN", "", "CH"],
    cities=["", "Beijing", "", "Zürich"],
    city_keys=["", "", "", ""],
    sectors=["", "", "", ""],
    sources=["", "", "", ""],
    parents={},
    wholes={},
    seats={},
    aliases={"qinghua": 1},
    acronyms={"thu": 1},
    groups=[],
    homonyms={},
    domains=LateTable(pack_table({})),
    places={},
    lengths={},
    words={},
    word_counts=array(NUMBER),
    told=Runs.of([]),
)


@pytest.fixture(autouse=True)
def rewritten(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the runs whose report was asked to be written again, which takes a process of its own."""
    asked: list[Path] = []
    monkeypatch.setattr(Rewriting, "ask", lambda self: asked.append(self.out))
    return asked


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Study]:
    """Return the folder and study of a run that a test may write to."""
    monkeypatch.setattr(room, "_resolver", MadeUpResolver)
    monkeypatch.setattr(room, "directory", lambda: Directory(INDEX))
    out = tmp_path / "out"
    return out, doubtful_run(out)


@pytest.fixture
def client(written: tuple[Path, Study]) -> Iterator[TestClient]:
    with TestClient(create_app(*written), base_url="http://127.0.0.1") as client:
        yield client


def decide(client: TestClient, mention: str, **form: str) -> Any:
    """Send the form of a decision as its page would; return the answer before it leads on."""
    page = client.get("/check", params={"mention": mention}).text
    secret = re.search(r'name="secret" value="([^"]+)"', page)
    assert secret
    values = {
        "secret": secret[1],
        "mention": mention,
        "reason": "its site",
        "who": "A Reader",
        "back": "/check",
    }
    return client.post("/decide", data=values | form, follow_redirects=False)


def headline(client: TestClient) -> list[float]:
    return [figure["value"] for figure in client.get("/index.json").json()["sections"][0]["figures"]]


def test_a_correction_is_written_and_the_headline_follows(
    client: TestClient, written: tuple[Path, Study]
) -> None:
    assert headline(client) == [1, 2]
    answer = decide(client, "v-2024/perhaps#1.pdf.1", decision="correct", country="CN", reach="string")
    assert answer.headers["location"] == "/check?done=counted"
    assert headline(client) == [1, 3]
    (override,) = load_overrides(written[0] / "overrides.csv")
    assert (override.kind, override.text, override.country) == ("string", UNPLACED, "CN")
    assert (override.who, override.reason) == ("A Reader", "its site")
    evidence = client.get("/paper/v-2024/perhaps.json").json()["paper"]["authors"][0]["evidence"][0]
    assert evidence["decided_by"] == "override: A Reader"
    assert "its site" in evidence["explanation"]


def test_accepting_the_list_moves_one_author_of_one_paper(
    client: TestClient, written: tuple[Path, Study]
) -> None:
    by_list = "v-2024/disputed#2.metadata.2"
    decide(client, "v-2024/disputed#2.pdf.1", decision=f"accept:{by_list}", reach="mention")
    assert headline(client) == [1, 1]
    (override,) = load_overrides(written[0] / "overrides.csv")
    assert (override.kind, override.paper_id, override.author_position) == ("author", "v-2024/disputed", 2)


def test_rejecting_leaves_an_affiliation_unresolved(client: TestClient) -> None:
    decide(client, "v-2024/disputed#2.pdf.1", decision="reject", reach="mention")
    assert headline(client) == [1, 1]
    evidence = client.get("/paper/v-2024/disputed.json").json()["paper"]["authors"][1]["evidence"]
    assert {e["country"] for e in evidence} == {None}


def test_a_second_decision_outweighs_the_first_and_quotes_the_rules_once(client: TestClient) -> None:
    mention = "v-2024/perhaps#1.pdf.1"
    decide(client, mention, decision="correct", country="CN", reach="mention")
    decide(client, mention, decision="correct", country="GB", reach="mention")
    assert headline(client) == [1, 2]
    evidence = client.get("/paper/v-2024/perhaps.json").json()["paper"]["authors"][0]["evidence"][0]
    assert evidence["country"] == "GB"
    assert evidence["explanation"].count("The rules said") == 1


def test_a_person_chooses_an_institution_by_its_name(
    client: TestClient, written: tuple[Path, Study], rewritten: list[Path]
) -> None:
    mention = "v-2024/perhaps#1.pdf.1"
    page = client.get("/check", params={"mention": mention, "find": "new institute"}).text
    assert re.findall(r'value="institution:([^"]+)"', page) == ["byline:new", "byline:other"]
    decide(client, mention, decision="institution:byline:new", reach="string")
    assert headline(client) == [1, 3]
    (override,) = load_overrides(written[0] / "overrides.csv")
    assert (override.institution_id, override.country) == ("byline:new", None)
    assert client.get("/institution/byline:new").status_code == 200
    assert rewritten == [written[0]]


def test_an_institution_may_have_its_campus_elsewhere(
    client: TestClient, written: tuple[Path, Study]
) -> None:
    mention = "v-2024/perhaps#1.pdf.1"
    decide(client, mention, decision="institution:byline:new", site="GB", reach="mention")
    assert headline(client) == [1, 2]
    evidence = client.get("/paper/v-2024/perhaps.json").json()["paper"]["authors"][0]["evidence"][0]
    assert (evidence["institution"], evidence["country"]) == ("New Institute", "GB")


def test_a_search_that_finds_nothing_says_what_to_do(client: TestClient) -> None:
    params = {"mention": "v-2024/perhaps#1.pdf.1", "find": "zzz"}
    assert "No institution that Byline knows" in client.get("/check", params=params).text


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tsinghua", "Tsinghua University"),
        ("THU", "Tsinghua University"),
        ("university of qinghua", "Tsinghua University"),
        ("zurich new", "Newer Institute of Zürich"),
        ("NEW  institute", "New Institute"),
        ("03cve4549", "Tsinghua University"),
    ],
)
def test_institutions_are_found_by_any_name_town_or_id(words: str, first: str) -> None:
    assert Directory(INDEX).find(words).institutions[0].display_name == first


def test_no_words_find_no_institution() -> None:
    for words in ("", "  ", "of the", "(!)"):
        assert Directory(INDEX).find(words).count == 0


HALF_DECISIONS: tuple[dict[str, str], ...] = (
    {"decision": "correct", "country": ""},
    {"decision": "correct", "country": "Nowhere"},
    {"decision": "correct", "country": "CN", "reason": "  "},
    {"decision": "correct", "country": "CN", "who": ""},
    {"decision": "", "country": ""},
    {"decision": "accept:of another paper"},
    {"decision": "institution:"},
    {"decision": "institution:byline:none"},
    {"decision": "institution:byline:nowhere"},
    {"decision": "institution:byline:new", "site": "Nowhere"},
    {"decision": "correct", "country": "CN", "mention": "none"},
)


def test_half_a_decision_is_refused_and_nothing_written(
    client: TestClient, written: tuple[Path, Study]
) -> None:
    secret = re.search(r'name="secret" value="([^"]+)"', client.get("/check").text)
    assert secret
    for form in HALF_DECISIONS:
        sent = {"secret": secret[1], "reason": "r", "who": "w", "mention": "v-2024/perhaps#1.pdf.1"} | form
        assert client.post("/decide", data=sent).status_code == 400, form
    assert not (written[0] / "overrides.csv").exists()
    assert headline(client) == [1, 2]


def test_a_decision_leads_back_to_our_own_page_only(client: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"):
        answer = decide(client, "v-2024/perhaps#1.pdf.1", decision="correct", country="CN", back=back)
        assert answer.headers["location"] == "/check?done=counted"


def made_up(number: int) -> Override:
    return Override(
        "string", f"String {number}, with a comma", "", None, None, "CN", "why", "who", "2026-01-01"
    )


def add(file: Corrections, first: int, count: int) -> None:
    for number in range(first, first + count):
        file.add(made_up(number))


def test_two_tabs_lose_nothing(written: tuple[Path, Study]) -> None:
    file = Corrections(*written)
    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(lambda first: add(file, first, 10), range(0, 80, 10)))
    assert sorted(o.text for o in load_overrides(file.file)) == sorted(made_up(n).text for n in range(80))


def test_a_process_killed_while_it_writes_leaves_a_whole_file(written: tuple[Path, Study]) -> None:
    file = Corrections(*written)
    add(file, 0, 1)
    writer = get_context("fork").Process(target=add, args=(file, 1, 100_000))
    writer.start()
    while len(load_overrides(file.file)) < 20:
        assert writer.is_alive()
    assert writer.pid
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    kept = load_overrides(file.file)
    assert [o.text for o in kept] == [made_up(n).text for n in range(len(kept))]
    add(file, 200_000, 1)
    assert len(load_overrides(file.file)) == len(kept) + 1


def test_a_file_that_a_person_broke_is_left_as_it_is(written: tuple[Path, Study]) -> None:
    file = Corrections(*written)
    file.file.write_text(",".join(overrides.COLUMNS) + "\nnonsense,,,,,,,,\n")
    before = file.file.read_bytes()
    with pytest.raises(CorrectionError, match=r"overrides\.csv:2"):
        file.add(made_up(1))
    assert file.file.read_bytes() == before


def test_lines_that_a_person_wrote_stay(written: tuple[Path, Study]) -> None:
    file = Corrections(*written)
    head = ",".join(overrides.COLUMNS)
    file.file.write_text(f"{head}\nstring,By hand,,,,US,why,who,2026-01-01")
    file.add(made_up(1))
    assert [o.text for o in load_overrides(file.file)] == ["By hand", made_up(1).text]


def test_an_institution_that_nobody_knows_is_refused_in_words(
    written: tuple[Path, Study], monkeypatch: Any
) -> None:
    file = Corrections(*written)
    override = Override("string", UNPLACED, "", None, "byline:none", None, "why", "who", "2026-01-01")
    with pytest.raises(CorrectionError, match="no institution"):
        file.add(override)
    assert not file.file.exists()


def test_a_newly_named_institution_gets_its_row(written: tuple[Path, Study]) -> None:
    file = Corrections(*written)
    file.add(Override("string", UNPLACED, "", None, "byline:new", None, "why", "who", "2026-01-01"))
    file.count()
    with TestClient(create_app(*written), base_url="http://127.0.0.1") as client:
        assert headline(client) == [1, 3]
        assert "New Institute" in client.get("/institution/byline:new").text
