"""Published figures and chance in the explorer: measured once, beside the answers, and said when they cannot be."""

from pathlib import Path

import pytest
from explored_run import doubtful_run
from starlette.testclient import TestClient

from byline.engine import DuckDBEngine
from byline.explorer import create_app, depth
from byline.measures import check_claims, expected_by_chance

HOME = "http://127.0.0.1"


def test_chance_is_what_the_measure_gives(client: TestClient, engine: DuckDBEngine) -> None:
    page = client.get("/claims.json").json()
    (chance,) = [section for section in page["sections"] if section["title"] == "Against chance"]
    rows = chance["tables"][0]["rows"]
    study = client.app.state.explorer.study  # type: ignore[attr-defined]
    expected = expected_by_chance(engine, study.rules, countries=study.pairs[0])
    assert [row["joint papers"]["value"] for row in rows] == [c.observed for c in expected]
    assert [row["by chance"]["value"] for row in rows] == [round(c.expected, 2) for c in expected]


def test_a_run_without_a_claimed_edition_says_so(client: TestClient, engine: DuckDBEngine) -> None:
    checks = check_claims(engine)
    assert not any(check.measured for check in checks)
    assert f"None of the {len(checks)} published figures" in client.get("/claims").text


def test_while_it_is_measured_the_page_says_so_and_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    study = doubtful_run(out)
    monkeypatch.setattr(depth.Depth, "_work", lambda self: None)
    with TestClient(create_app(out, study), base_url=HOME) as client:
        waiting = client.get("/claims")
        assert waiting.status_code == 202
        assert "Look again" in waiting.text
        client.app.state.explorer.site.run.depth._found = depth.Found()  # type: ignore[attr-defined]
        assert client.get("/claims").status_code == 200


def test_what_goes_wrong_is_said_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("no such table <b>")

    out = tmp_path / "out"
    study = doubtful_run(out)
    monkeypatch.setattr(depth, "check_claims", fails)
    with TestClient(create_app(out, study), base_url=HOME) as client:
        client.get("/claims")
        assert client.app.state.explorer.site.run.depth.wait(60)  # type: ignore[attr-defined]
        page = client.get("/claims").text
        assert "no such table &lt;b&gt;" in page
        assert client.get("/").status_code == 200
