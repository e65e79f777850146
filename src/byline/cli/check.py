"""`byline check`: published claims measured again on a run, and why they differ."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from byline.cli.console import fail, out, print_json
from byline.cli.progress import waiting

if TYPE_CHECKING:
    from byline.measures import Check


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check", epilog="Example: byline check --in out/demo")(check)


def check(
    claims: Annotated[
        Path | None, typer.Argument(help="A file of claims (TOML); without it, those that ship with Byline.")
    ] = None,
    run_folder: Annotated[
        Path | None,
        typer.Option(
            "--in", metavar="OUT", help="The folder of a finished run; default: the only one below out/."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Measure published claims again, say whether a run bears them out, under which rules, and why not.

    A claim of a conference that the run does not hold cannot be measured, and says so.
    """
    from byline.engine import DuckDBEngine, EngineError
    from byline.finished import load_finished
    from byline.measures import ClaimError, check_claims
    from byline.study import StudyError

    try:
        chosen = run_folder or _only_run(Path("out"))
        load_finished(chosen)
        with (
            waiting(f"Measuring published claims on {chosen}"),
            closing(DuckDBEngine.open(chosen / "tables")) as engine,
        ):
            checks = check_claims(engine, claims)
    except (StudyError, EngineError, ClaimError) as error:
        fail(str(error))
    if as_json:
        print_json([_record(found) for found in checks])
        return
    for found in checks:
        if found.measured:
            _print_measured(found)
    _print_unmeasured([found for found in checks if not found.measured])


def _only_run(folder: Path) -> Path:
    """Return the run that is meant where none is named: the folder itself, else the only run in it."""
    from byline.finished import runs_below
    from byline.study import is_run

    below = runs_below(folder)
    if is_run(folder) or not below:
        return folder
    if len(below) > 1:
        fail(
            f"which run? {folder} holds {', '.join(map(str, below))}",
            f"name one: byline check --in {below[0]}",
        )
    return below[0]


def _print_measured(found: "Check") -> None:
    from byline.measures import presets

    claim, measured = found.claim, found.measured
    assert measured is not None
    assert found.range is not None
    _say(claim.statement, style="bold")
    _say(f"  {claim.source}, {claim.published}" if claim.published else f"  {claim.source}", style="dim")
    _say(f"  published  {_papers(claim.figure, claim.total)}")
    how = _how(presets()[claim.preset].title)
    _say(f"  measured   {_papers(measured.numerator, measured.denominator)}, counted {how}")
    low, high = found.range
    _say(f"  any rule   {low:,.0f} to {high:,.0f}, in {found.combinations} combinations this data can answer")
    _say(f"  verdict    {found.verdict}")
    if found.explanation:
        _say(found.explanation, indent=2)
    _say("  Step by step from Byline's count to the published one:")
    for step in found.bridge:
        change = f"{step.change:+,.0f}" if step is not found.bridge[0] else ""
        _say(f"    {step.numerator:>7,.0f} {change:>7}  {step.choice}")
    out.print()


def _how(nearest: str) -> str:
    return f"as{nearest.removeprefix('As')}" if nearest.startswith("As ") else f"by {nearest}"


def _print_unmeasured(checks: "Sequence[Check]") -> None:
    if not checks:
        return
    _say("Cannot be measured with this data", style="bold")
    for reason in dict.fromkeys(found.explanation for found in checks):
        _say(f"  {reason}:")
        for found in checks:
            if found.explanation == reason:
                _say(f"- {found.claim.statement} ({found.claim.source})", indent=4)


def _papers(number: float, total: float | None) -> str:
    return (
        f"{number:,.0f} of {total:,.0f} papers ({number / total:.1%})" if total else f"{number:,.0f} papers"
    )


def _say(text: str, style: str = "", indent: int = 0) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))


def _record(found: "Check") -> dict[str, Any]:
    """Return a check as plain data: the claim, the verdict, both figures, and the steps between them."""
    from dataclasses import asdict

    return {
        "claim": asdict(found.claim),
        "verdict": found.verdict,
        "measured": found.measured and asdict(found.measured),
        "range": found.range,
        "combinations": found.combinations,
        "under": found.under and asdict(found.under),
        "bridge": [asdict(step) for step in found.bridge],
        "explanation": found.explanation,
    }
