"""`byline check`: published claims measured again on a run, and why they differ."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from byline.cli.console import fail, out, print_json

if TYPE_CHECKING:
    from byline.measures.claims import Check


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("check", epilog="Example: byline check --in out/neurips-2024-list")(check)


def check(
    claims: Annotated[
        Path | None, typer.Argument(help="A file of claims (TOML); without it, those that ship with Byline.")
    ] = None,
    run_folder: Annotated[Path, typer.Option("--in", help="The folder of a finished run.")] = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Measure published claims again, say whether a run bears them out, under which rules, and why not.

    A claim of a conference that the run does not hold cannot be measured, and says so.
    """
    from byline.engine import DuckDBEngine, EngineError
    from byline.measures.claims import ClaimError, check_claims

    try:
        engine = DuckDBEngine.open(run_folder / "tables")
    except EngineError as error:
        fail(f"{run_folder} is no finished run: {error}", "name it with --in; `byline run STUDY` makes one")
    try:
        checks = check_claims(engine, claims)
    except ClaimError as error:
        fail(str(error))
    finally:
        engine.close()
    if as_json:
        print_json([_record(found) for found in checks])
        return
    for found in checks:
        _print(found)


def _print(found: "Check") -> None:
    claim, measured = found.claim, found.measured
    out.print(f"{claim.statement}", style="bold", markup=False)
    out.print(f"  {claim.source}", style="dim", markup=False)
    out.print(f"  {found.verdict}", markup=False)
    if measured is not None:
        of = f" of {measured.denominator:,.0f}" if measured.denominator else ""
        out.print(f"  published {claim.figure:,.0f}; measured {measured.numerator:,.0f}{of}", markup=False)
    out.print(f"  {found.explanation}", markup=False)
    for step in found.bridge:
        out.print(f"    {step.choice}: {step.numerator:,.0f} ({step.change:+,.0f})", markup=False)
    out.print()


def _record(found: "Check") -> dict[str, Any]:
    """Return a check as plain data: the claim, the verdict, both figures, and the steps between them."""
    from dataclasses import asdict

    return {
        "claim": asdict(found.claim),
        "verdict": found.verdict,
        "measured": found.measured and asdict(found.measured),
        "range": found.range,
        "under": found.under and asdict(found.under),
        "bridge": [asdict(step) for step in found.bridge],
        "explanation": found.explanation,
    }
