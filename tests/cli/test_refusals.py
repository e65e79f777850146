"""What a person is told who names the wrong file or folder: what was looked for, what is wrong, what to do."""

import errno
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from byline.cli.app import app, main
from byline.demo import study_path
from byline.files import reason

# Words of Python, or of its libraries, which are no words for a person.
OF_PYTHON = re.compile(r"\[Errno|\w+Error\b|\bNone\b|Traceback|codec|surrogate|\{|'[a-z]+'$")
BINARY = bytes(range(128, 256)) * 20
# A command for each file that a person may name, `FILE` in its place.
READING = {
    "resolve": ("resolve", "--input", "FILE"),
    "resolve csv": ("resolve", "--input", "FILE.csv", "--column", "text"),
    "resolve jsonl": ("resolve", "--input", "FILE.jsonl"),
    "registry": ("registry", "use", "FILE.json"),
    "strings": ("institutions", "check", "--strings", "FILE"),
    "catalogue": ("technologies", "check", "FILE.toml"),
    "study": ("run", "FILE.toml"),
    "claims": ("check", "FILE.toml", "--in", "RUN"),
}
WRITING = {
    "resolve": ("resolve", "MIT", "--jsonl", "FILE"),
    "parse": ("parse", "paper.pdf", "--jsonl", "FILE"),
    "audit": ("audit", "RUN", "--to", "FILE"),
    "methods": ("export", "RUN", "--format", "methods", "--to", "FILE.md"),
    "new": ("new", "mine", "--in", "FILE"),
}
OF_RUNS = {
    "report": ("report", "OUT"),
    "export": ("export", "OUT", "--format", "csv"),
    "explore": ("explore", "OUT", "--no-open", "--port", "0"),
    "check": ("check", "--in", "OUT"),
    "audit": ("audit", "OUT", "--to", "sheet.csv"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refused(*arguments: str) -> str:
    """Return what is said by a command that is used wrongly: exit code 2, and nothing as a result."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 2, (result.stdout, result.stderr)
    assert result.stdout == ""
    assert not OF_PYTHON.search(result.stderr.strip()), result.stderr
    return result.stderr


def put(kind: str, name: str) -> None:
    """Put a file of a kind, or what stands in its place, where a command will look for it."""
    match kind:
        case "folder":
            Path(name).mkdir()
        case "empty":
            Path(name).touch()
        case "binary":
            Path(name).write_bytes(BINARY)


def filled(arguments: tuple[str, ...], name: str, run: Path) -> list[str]:
    return [word.replace("FILE", name).replace("RUN", str(run)) for word in arguments]


@pytest.mark.parametrize("kind", ["absent", "folder", "empty", "binary"])
@pytest.mark.parametrize("command", READING)
def test_a_file_that_cannot_be_used_is_named_as_it_was_typed(command: str, kind: str, finished: Path) -> None:
    if kind == "empty" and command in ("strings", "catalogue"):
        pytest.skip("an empty list of one's own is no mistake")
    words = filled(READING[command], "mine", finished)
    name = next(word for word in words if "mine" in word)
    put(kind, name)
    said = refused(*words)
    assert name in said
    assert Path.cwd().as_posix() not in said
    wrong = {
        "absent": "there is no such file|does not exist",
        "folder": "is a folder",
        "empty": "is empty|holds no|is no JSON|is missing",
        "binary": "not text in UTF-8|is no JSON",
    }
    assert re.search(wrong[kind], said)


@pytest.mark.parametrize("command", WRITING)
def test_a_file_that_cannot_be_written_is_named(command: str, finished: Path) -> None:
    Path("paper.pdf").write_bytes(b"no PDF")
    for name, wrong in (
        ("nowhere/mine", "there is no folder nowhere"),
        ("paper.pdf/mine", "is a file, not a folder"),
    ):
        said = refused(*filled(WRITING[command], name, finished))
        assert name in said
        assert wrong in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "in.csv has no column c\n  choose one with --column: a, b"),
        ('c\n"' + "x" * 200_000, "in.csv cannot be read as CSV"),
    ],
)
def test_a_table_is_named_with_its_columns(text: str, says: str) -> None:
    Path("in.csv").write_text(text)
    assert says in refused("resolve", "--input", "in.csv", "--column", "c")


def test_a_table_of_which_no_column_was_named_asks_for_one() -> None:
    Path("in.csv").write_text("a,b\n1,2\n")
    assert "which column of in.csv" in refused("resolve", "--input", "in.csv")


@pytest.mark.parametrize(
    "line", ['{"a": 1}', '{"text": 1}', '{"text": "MIT", "email_domain": 5}', "[1]", "{"]
)
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    Path("in.jsonl").write_text(line)
    result = CliRunner().invoke(app, ["resolve", "--input", "in.jsonl"])
    assert result.exit_code == 2
    assert "in.jsonl, line 1" in result.stderr


@pytest.mark.parametrize("command", OF_RUNS)
@pytest.mark.parametrize(
    "kind", ["absent", "folder", "empty", "begun", "uncounted", "damaged", "study", "part", "above"]
)
def test_a_folder_that_is_no_finished_run_says_what_it_is(command: str, kind: str, finished: Path) -> None:
    out, says = spoilt(kind, finished)
    said = refused(*[word.replace("OUT", out) for word in OF_RUNS[command]])
    assert says in said
    assert out in said
    assert "byline run STUDY --out" in said
    assert not Path("sheet.csv").exists()


def spoilt(kind: str, finished: Path) -> tuple[str, str]:
    """Make something that is no finished run; return its name and what has to be said of it."""
    run = Path("mine/run")
    if kind not in ("absent", "folder", "empty"):
        shutil.copytree(finished, run, ignore=shutil.ignore_patterns("report.html", "cache"))
    match kind:
        case "begun":
            shutil.rmtree(run / "tables")
            return str(run), "has not finished"
        case "uncounted":
            (run / "tables" / "runs.parquet").unlink()
            return str(run), "tables/runs.parquet is missing"
        case "damaged":
            (run / "tables" / "papers.parquet").write_bytes(b"PAR1 and then nothing")
            return str(run), "papers.parquet is damaged"
        case "study":
            (run / "study.json").write_text("{}")
            return str(run), "study.json is damaged"
        case "part":
            return str(run / "tables"), "its folder is mine/run"
        case "above":
            return "mine", "but holds mine/run"
    put(kind, "mine")
    return "mine", {"absent": "there is no folder", "folder": "holds no study.json", "empty": "is a file"}[
        kind
    ]


def test_the_only_run_is_checked_where_none_is_named_and_two_are_asked_about(finished: Path) -> None:
    assert "there is no folder out" in refused("check")
    ignored = shutil.ignore_patterns("report.html", "cache")
    shutil.copytree(finished, "out/one", ignore=ignored)
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 0
    assert "on out/one" in result.stderr
    shutil.copytree(finished, "out/two", ignore=ignored)
    assert "out holds out/one, out/two" in refused("check")


def test_a_study_is_not_taken_for_what_is_none(finished: Path) -> None:
    for named in (str(finished), str(finished / "study.json")):
        assert f"`byline report {finished}`" in refused("run", named)
    Path("papers").mkdir()
    assert "`byline parse papers`" in refused("run", "papers")
    assert "did you mean 'us-china-neurips-2025'" in refused("run", "us-china-neurips-2025.toml")


@pytest.mark.parametrize("key", ["catalogue", "overrides", "audit"])
def test_a_studys_own_files_are_looked_at_before_any_paper(key: str) -> None:
    Path("papers").mkdir()
    edition = '[[editions]]\nvenue = "V"\nyear = 2025\nsources = [{ name = "folder", path = "papers" }]\n'
    Path("mine.toml").write_text(f'name = "mine"\ntitle = "Mine"\n{key} = "absent"\n{edition}')
    said = refused("run", "mine.toml")
    assert f"mine.toml: {key}: cannot read" in said
    assert not Path("out").exists()


def test_a_folder_without_pdfs_is_no_run_of_zeros() -> None:
    Path("papers.pdf").mkdir()
    assert "papers.pdf is a folder in which no file ends in .pdf" in refused("parse", "papers.pdf")
    edition = '[[editions]]\nvenue = "V"\nyear = 2025\nsources = [{ name = "folder", path = "papers.pdf" }]\n'
    Path("mine.toml").write_text(f'name = "mine"\ntitle = "Mine"\n{edition}')
    result = CliRunner().invoke(app, ["run", "mine.toml"])
    assert result.exit_code == 1
    assert "the folder holds no file that ends in .pdf" in result.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["tables.csv", "run.zip"])
def test_an_export_of_many_files_is_not_written_to_a_file(name: str, finished: Path) -> None:
    said = refused("export", str(finished), "--format", "csv", "--to", name)
    assert f"{name} is the name of a file" in said
    assert not Path(name).exists()


def test_the_methods_are_written_to_a_file_and_no_edit_of_it_is_lost(finished: Path) -> None:
    arguments = ["export", str(finished), "--format", "methods", "--to", "methods.md"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert result.stdout == "methods.md\n"
    assert Path("methods.md").read_text("utf-8").startswith("# Methods: Listed")
    assert "somebody's edits" in refused(*arguments)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "a"), "you have no permission"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (ConnectionError("[Errno -2] Name or service not known"), "Name or service not known"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a"), "there is no such file"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "b/a"), "there is no folder b"),
    ],
)
def test_an_error_of_the_system_is_put_in_words(error: Exception, says: str) -> None:
    assert reason(error) == says


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "a"),
            2,
            "cannot read or write a: you have no permission",
        ),
        (KeyError("a"), 1, "BYLINE_TRACEBACK=1"),
    ],
)
def test_an_error_that_no_command_expects_is_no_traceback(
    error: Exception,
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("byline.sources.known_editions", fail)
    with pytest.raises(SystemExit) as end:
        main(["venues"])
    assert end.value.code == code
    assert says in capsys.readouterr().err
    monkeypatch.setenv("BYLINE_TRACEBACK", "1")
    with pytest.raises(type(error)):
        main(["venues"])


def test_a_file_whose_name_is_no_text_ends_no_run() -> None:
    Path("papers").mkdir()
    Path("papers/a\udcff.pdf").touch()
    edition = '[[editions]]\nvenue = "V"\nyear = 2025\nsources = [{ name = "folder", path = "papers" }]\n'
    Path("mine.toml").write_text(f'name = "mine"\ntitle = "Mine"\n{edition}')
    result = CliRunner().invoke(app, ["run", "mine.toml"])
    assert result.exit_code == 1
    assert "the name of the file is not UTF-8" in result.stderr
    assert Path("out/mine/report.html").is_file()


def test_a_name_that_is_no_text_is_answered_all_the_same() -> None:
    shutil.copy(study_path().parent / "2030" / "001.pdf", "a\udcff.pdf")
    result = CliRunner().invoke(app, ["parse", ".", "--workers", "1"])
    assert result.exit_code == 0
    assert '"path": "a?.pdf"' in result.stdout
    assert '"text":"MIT?"' in CliRunner().invoke(app, ["resolve", "MIT\udcff"]).stdout
