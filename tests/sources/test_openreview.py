"""OpenReview, API v2, spoken by a server on loopback."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from loopback import Answer, Asked, Reply, json_reply, serving

from byline.sources import Edition, Harvest, fetch_edition
from byline.sources.openreview import parse_note
from byline.sources.profiles import affiliations_in

VENUE = "V.cc/2025/Conference"
EDITION = Edition.model_validate(
    {"venue": "V", "year": 2025, "sources": [{"name": "openreview", "venueid": VENUE}]}
)


def note(number: int, **changes: Any) -> dict[str, Any]:
    content = {
        "title": f"Paper {number} — ünï",
        "authors": ["Ada Ng", "李明"],
        "authorids": ["~Ada_Ng1", "li@example.org"],
        "venueid": VENUE,
        "pdf": f"/pdf/{number}.pdf",
    }
    fields = {name: {"value": value} for name, value in {**content, **changes}.items()}
    return {"id": f"id{number:05}", "forum": f"id{number:05}", "number": number, "content": fields}


def profile(name: str, *history: dict[str, Any], usernames: tuple[str, ...] = ()) -> dict[str, Any]:
    names = [{"fullname": "x", "username": username} for username in usernames]
    return {"id": name, "content": {"history": list(history), "names": names}}


def at(institution: str, start: int | None, end: int | None, country: str = "CN") -> dict[str, Any]:
    return {
        "position": "PhD student",
        "start": start,
        "end": end,
        "institution": {"name": institution, "domain": "x.edu", "country": country},
    }


def answering(
    notes: list[dict[str, Any]], profiles: list[dict[str, Any]], is_shifted: bool = False
) -> Answer:
    """Return an answer in the API's way: pages of 1,000 by `after`, `count` of all."""

    def answer(asked: Asked) -> Reply:
        if asked.path == "/login":
            return json_reply({"token": "t0ken", "user": {}})
        if asked.path == "/profiles/search":
            wanted = {name for names in orjson.loads(asked.body).values() for name in names}
            names = [
                [p["id"], p.get("email"), *(n["username"] for n in p["content"]["names"])] for p in profiles
            ]
            return json_reply(
                {"profiles": [p for p, own in zip(profiles, names, strict=True) if wanted & {*own}]}
            )
        rest = [n for n in notes if n["id"] > asked.params.get("after", "")]
        if is_shifted and "after" in asked.params:
            rest = notes[999:]
        return json_reply({"notes": rest[:1000], "count": len(notes)})

    return answer


def fetch(
    answer: Answer, folder: Path, monkeypatch: pytest.MonkeyPatch, is_logged_in: bool = True
) -> Harvest:
    for name in ("OPENREVIEW_USERNAME", "OPENREVIEW_PASSWORD"):
        monkeypatch.setenv(name, "me" if is_logged_in else "")
    with serving(answer) as server:
        return fetch_edition(EDITION, folder, server.options(is_without_pdfs=True))


def test_all_pages_come_with_affiliations_of_the_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [note(i) for i in range(2500)]
    ada = profile("~Ada_Ng2", at("Old University", 2018, 2023), at("Tsinghua University", 2024, None))
    ada["content"]["names"] = [{"username": "~Ada_Ng1"}, {"username": "~Ada_Ng2"}]
    li = {**profile("~Li1", at("Peking University", 2020, None)), "email": "li@example.org"}
    harvest = fetch(answering(notes, [ada, li]), tmp_path, monkeypatch)
    assert len(harvest.papers) == 2500
    assert harvest.papers[7].paper_id == "v-2025/id00007"
    assert harvest.papers[7].track == "main"
    places = {(m.author_position, m.affiliation_text) for m in harvest.affiliation_mentions}
    assert places == {(1, "Tsinghua University, China"), (2, "Peking University, China")}
    assert harvest.pdf_addresses["v-2025/id00007"] == "https://api2.openreview.net/pdf?id=id00007"
    assert harvest.issues == ()


def test_pages_that_repeat_papers_do_not_count_them_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [note(i) for i in range(1500)]
    harvest = fetch(answering(notes, [], is_shifted=True), tmp_path, monkeypatch, is_logged_in=False)
    assert len(harvest.papers) == len({p.paper_id for p in harvest.papers}) == 1500


def test_a_page_that_is_missing_stops_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answering([note(i) for i in range(1500)], [])

    def answer(asked: Asked) -> Reply:
        return json_reply({"notes": []}) if "after" in asked.params else whole(asked)

    harvest = fetch(answer, tmp_path, monkeypatch, is_logged_in=False)
    assert harvest.papers == ()
    (issue,) = harvest.issues
    assert issue.code == "source_stopped"
    assert "announced 1,500 papers of V.cc/2025/Conference and gave 1,000" in issue.message


def test_a_fault_in_the_middle_of_paging_is_overcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answering([note(i) for i in range(1500)], [])
    faults = [Reply(status=500), Reply(status=429), Reply(b"{", cut_after=0)]

    def answer(asked: Asked) -> Reply:
        return faults.pop() if "after" in asked.params and faults else whole(asked)

    assert len(fetch(answer, tmp_path, monkeypatch, is_logged_in=False).papers) == 1500


def test_without_a_login_papers_come_and_the_issue_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest = fetch(answering([note(1)], []), tmp_path, monkeypatch, is_logged_in=False)
    assert len(harvest.papers) == 1
    assert harvest.affiliation_mentions == ()
    (issue,) = harvest.issues
    assert issue.code == "profiles_need_login"
    assert "OPENREVIEW_USERNAME" in issue.message


def test_profiles_that_are_not_given_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    harvest = fetch(answering([note(1)], []), tmp_path, monkeypatch)
    assert [i.message for i in harvest.issues] == ["2 of 2 author profiles were not given: unresolved"]


def test_what_a_profile_says_of_today_is_counted_and_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = profile("~Ada_Ng1", at("Today", 2026, None))
    li = {**profile("~Li1", at("Then", 2020, None)), "email": "li@example.org"}
    harvest = fetch(answering([note(1)], [ada, li]), tmp_path, monkeypatch)
    assert [m.affiliation_text for m in harvest.affiliation_mentions] == ["Then, China"]
    (issue,) = harvest.issues
    assert issue.code == "profiles_of_other_years"
    assert issue.message.startswith("1 of 2 author profiles name no institution in 2025")


@pytest.mark.parametrize(
    ("source", "venue", "year", "groups"),
    [
        ({}, "NeurIPS", 2025, ["Conference", "Datasets_and_Benchmarks_Track"]),
        ({}, "NeurIPS", 2023, ["Conference", "Track/Datasets_and_Benchmarks"]),
        ({}, "ICLR", 2031, ["Conference"]),
        ({"venueid": ["ICLR.cc/2031/A", "ICLR.cc/2031/B"]}, "ICLR", 2031, ["A", "B"]),
    ],
)
def test_all_tracks_of_a_venue_are_asked_for(
    tmp_path: Path, source: dict[str, Any], venue: str, year: int, groups: list[str]
) -> None:
    wanted = {"venue": venue, "year": year, "sources": [{"name": "openreview", **source}]}
    with serving(lambda asked: json_reply({"notes": [], "count": 0})) as server:
        fetch_edition(Edition.model_validate(wanted), tmp_path, server.options())
    assert [asked.params["content.venueid"] for asked in server.asked] == [
        f"{venue}.cc/{year}/{group}" for group in groups
    ]


@pytest.mark.parametrize("value", [{"error": "x"}, {"notes": None}, {"notes": [{"number": 1}]}, [], "x"])
def test_an_answer_of_another_form_stops_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    harvest = fetch(lambda asked: json_reply(value), tmp_path, monkeypatch, is_logged_in=False)
    assert [i.code for i in harvest.issues] == ["source_stopped"]
    assert "does not answer with 'notes'" in harvest.issues[0].message


def test_missing_fields_leave_gaps_not_crashes() -> None:
    bare = parse_note({"id": "x", "content": {"title": {"value": "T"}}}, {}, 2025)
    assert (bare.title, bare.authors, bare.pdf_url, bare.url) == (
        "T",
        (),
        None,
        "https://openreview.net/forum?id=x",
    )
    uneven = parse_note(note(1, authorids=["~Ada_Ng1"]), {"~Ada_Ng1": profile("~Ada_Ng1")}, 2025)
    assert [author.key for author in uneven.authors] == ["", ""]


def test_a_profile_is_read_for_the_year_not_for_today() -> None:
    moved = profile("~A1", at("Before", 2015, 2020), at("Then", 2021, 2025), at("Today", 2026, None))
    assert affiliations_in(moved, 2025) == [("Then, China", "x.edu")]
    two = profile(
        "~A1", at("One", 2020, None, "US"), at("Two", 2020, 2025, "HK"), at("One", 2019, None, "US")
    )
    assert [text for text, _ in affiliations_in(two, 2025)] == ["One, United States", "Two, Hong Kong"]


def test_an_undated_entry_of_a_profile_is_no_evidence() -> None:
    assert affiliations_in(profile("~A1", at("Sometime", None, None)), 2025) == []
    assert affiliations_in(profile("~A1", at("Until then", None, 2025)), 2025) == [
        ("Until then, China", "x.edu")
    ]
    assert affiliations_in({"id": "~A1"}, 2025) == []
    assert affiliations_in({"content": {"history": [{"institution": "y", "start": 2020}]}}, 2025) == []


@pytest.mark.data
def test_notes_as_the_api_returns_them(shared_data: Path) -> None:
    notes = orjson.loads((shared_data / "openreview" / "neurips-2025-oral-notes.json").read_bytes())
    papers = [parse_note(entry, {}, 2025) for entry in notes]
    assert len(papers) == 77
    assert all(p.title and p.authors and p.pdf_url and p.track for p in papers)
    assert {p.decision for p in papers} == {"oral"}
    assert all(author.key.startswith("~") for p in papers for author in p.authors if author.key)
