"""`--help`: every command has an example that works when pasted, and every option says what it does."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from byline.cli.app import app
from byline.demo import study_path

# These need the network, serve until Ctrl-C, or take all the time of the demo's own tests.
UNPASTED = {"byline run us-china-neurips-2025", "byline registry update", "byline explore out/demo"}
UNPASTED |= {"byline demo --open", "byline demo", "byline registry use v1.60-ror-data_schema_v2.json.gz"}


def commands(command: object, name: str = "byline") -> Iterator[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        for word, below in command.commands.items():
            yield from commands(below, f"{name} {word}")
    elif isinstance(command, TyperCommand):
        yield name, command


COMMANDS = dict(commands(typer.main.get_command(app)))
EXAMPLES = {
    name: re.findall(r"^(?:Example: |    )(byline .*)$", command.epilog or "", re.M)
    for name, command in COMMANDS.items()
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_each_option(name: str) -> None:
    result = CliRunner().invoke(app, [*name.split()[1:], "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.stdout
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_of_itself(name: str) -> None:
    assert EXAMPLES[name]
    assert all(example.startswith(name) for example in EXAMPLES[name])


@pytest.mark.parametrize(
    "example", sorted({e for examples in EXAMPLES.values() for e in examples} - UNPASTED)
)
def test_an_example_works_when_pasted(
    example: str, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # What the examples take for given: the demo's run, and files of the reader's own.
    shutil.copytree(finished, "out/demo")
    Path("papers").mkdir()
    shutil.copy(study_path().parent / "2030" / "001.pdf", "papers")
    Path("affiliations.txt").write_text("KAIST\n")
    Path("my-technologies.toml").touch()
    source = f'{{ name = "virtual_site", path = "{study_path().parent / "list-2030.jsonl"}" }}'
    edition = f'[[editions]]\nvenue = "V"\nyear = 2030\nsources = [{source}]\n'
    study = Path("my-study.toml")
    if "new" not in example:
        study.write_text(f'name = "my-study"\ntitle = "Mine"\n{edition}')
    result = CliRunner().invoke(app, shlex.split(example)[1:])
    assert result.exit_code == 0, result.stderr
