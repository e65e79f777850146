"""docs/sources.md names everything that a user can set, choose or meet."""

import re
from pathlib import Path

import pytest

from byline.sources import SOURCES, Source, plan_edition, total_of
from byline.study import Study, studies

PAGE = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
CODE = "".join(path.read_text("utf-8") for path in Path(__file__).parents[2].glob("src/byline/sources/*.py"))


@pytest.mark.parametrize(("name", "source"), SOURCES.items())
def test_a_source_stands_there_with_its_options_hosts_and_logins(name: str, source: Source) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    options = (*source.required, *source.optional, *(("path",) if source.load else ()))
    assert all(f"`{option}`" in row for option in options)
    assert all(host in row for host in source.hosts)
    assert all(f"`{variable}`" in PAGE for variable in source.login)


@pytest.mark.parametrize("name", studies())
def test_a_study_that_ships_stands_there_with_what_it_fetches(name: str) -> None:
    whole = total_of(plan_edition(edition) for edition in Study.load(name).editions)
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    room = f"{whole.megabytes:,.0f} MB" if whole.megabytes < 1000 else f"{whole.megabytes / 1000:.1f} GB"
    assert f"| {whole.requests:,} | {room} |" in row


def test_every_issue_of_fetching_is_explained() -> None:
    named = set(re.findall(r'source_issue\([^\n]*?, "([a-z]+_[a-z_]+)"', CODE))
    assert {"source_stopped", "pdf_missing", "profiles_need_login"} <= named
    assert {code for code in named if f"`{code}`" not in PAGE} == set()
