"""The run's folder: written whole or not at all, held by one run at a time."""

from contextlib import suppress
from pathlib import Path

import pytest

from byline.model import Issue
from byline.pipeline.workspace import STAMPS, Workspace, WorkspaceError, replaced


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path / "out")
    with workspace.locked():
        pass
    return workspace


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "table"
    file.write_text("old")
    with suppress(RuntimeError), replaced(file) as path:
        path.write_text("half of the n")
        raise RuntimeError
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_damaged_record_counts_as_missing(workspace: Workspace) -> None:
    workspace.save("stamps", {"papers": "ab"})
    assert workspace.load("stamps", dict[str, str]) == {"papers": "ab"}
    (workspace.cache / "stamps.json").write_text('{"papers": "a')
    assert workspace.load("stamps", dict[str, str]) is None


def test_issues_of_all_stages_come_together(workspace: Workspace) -> None:
    workspace.save_issues("papers", [Issue("documents", "a", "empty", "no page")])
    workspace.save_issues("affiliations", [Issue("affiliations", "b", "x", "y")])
    assert [issue.subject for issue in workspace.all_issues()] == ["b", "a"]


def test_two_runs_do_not_write_to_one_folder(workspace: Workspace) -> None:
    with workspace.locked(), pytest.raises(WorkspaceError, match="another run"), workspace.locked():
        pass


def test_a_run_that_came_to_nothing_leaves_nothing(tmp_path: Path) -> None:
    def stopped(workspace: Workspace, *, has_read: bool) -> None:
        with suppress(KeyboardInterrupt), workspace.locked():
            workspace.study.write_text("{}")
            workspace.save(STAMPS, {})
            if has_read:
                workspace.save("issues-papers", [])
            raise KeyboardInterrupt

    stopped(Workspace(tmp_path / "a" / "out"), has_read=False)
    assert [*tmp_path.iterdir()] == []
    (tmp_path / "mine").mkdir()
    for out in (tmp_path / "mine", tmp_path / "a" / "out"):
        stopped(Workspace(out), has_read=out.parent != tmp_path)
        assert out.is_dir()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="--out"), Workspace(tmp_path / "file" / "out").locked():
        pass
