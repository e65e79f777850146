"""`byline run`: a study from its sources to its report, resuming where it stopped."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from byline.cli.adjudication import judge_of
from byline.cli.console import WITH_FAILURES, err, fail, fail_to, out, print_json
from byline.cli.progress import shown_progress
from byline.cli.tables import print_table

if TYPE_CHECKING:
    from byline.pipeline.workspace import Workspace
    from byline.sources import Plan
    from byline.study import Study


EPILOG = """Examples:

    byline run us-china-neurips-2025 --dry-run

    byline run us-china-neurips-2025

    byline run my-study.toml --out out/my-study

`byline venues` lists the studies that ship, `byline new my-study` writes my-study.toml.
"""
NO_NETWORK_NEEDED = "`byline demo` and studies of PDFs on disk need no network."


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("run", epilog=EPILOG)(run)


def run(
    context: typer.Context,
    study: Annotated[str, typer.Argument(help="Name of a study that ships with Byline, or a TOML file.")],
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="The run's folder; default: out/NAME of the study.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read PDFs.")] = os.cpu_count() or 2,
    seconds: Annotated[float, typer.Option(min=1, help="Most seconds for one file.")] = 60.0,
    offline: Annotated[
        bool, typer.Option(help="Use what was fetched before and say what is missing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would be fetched, and fetch nothing.")] = False,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="Ask the study's [adjudicator] about unsure roles.")
    ] = False,
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Agree to the adjudicator's cost unasked.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the headline as JSON.")] = False,
) -> None:
    """Run a study: fetch, read, resolve, detect, count, and write the report.

    What is up to date is not done again; a run that was killed goes on where it was.
    `--adjudicate` asks whom the study names: `adjudicator = { url = "http://127.0.0.1:8000/v1", model = "name" }`.
    Exit code 1: done, with papers or sources that failed (listed on stderr and in the table `issues`).
    """
    from byline.affiliations.errors import OverrideError, RegistryError
    from byline.pipeline.context import Settings, default_out
    from byline.pipeline.run import run_study
    from byline.pipeline.workspace import Workspace, WorkspaceError
    from byline.sources import NothingGivenError, SourceError, is_local
    from byline.study import Study, StudyError

    try:
        asked = Study.load(study)
        if dry_run:
            print_plan(asked, out_folder or default_out(asked), as_json)
            return
        workspace = Workspace(out_folder or default_out(asked))
        # `main(.., fetching)` puts it there.
        settings = Settings(workers, seconds, is_offline=offline, fetching=context.obj)
        progress = shown_progress()
        judge = judge_of(asked, progress, is_agreed) if adjudicate else None
        with progress:
            outcome = run_study(asked, workspace, settings, progress, judge=judge)
    except NothingGivenError as error:
        kept = (
            f"What was fetched before is kept in {workspace.cache}, and the same command goes on from it"
            if workspace.out.exists() and workspace.is_holding()
            else "Nothing was fetched, and nothing is kept"
        )
        remedy = "" if all(map(is_local, asked.editions)) else f"{kept}. {NO_NETWORK_NEEDED}"
        fail(str(error), remedy, WITH_FAILURES)
    except ValueError as error:
        from byline.technologies import CatalogueError

        if not isinstance(error, CatalogueError | OverrideError | RegistryError):
            raise
        fail(str(error))
    except OSError as error:
        fail_to("read or write", error.filename or "a file", error)
    except (StudyError, SourceError, WorkspaceError) as error:
        fail(str(error))
    print_headline(workspace, asked, as_json)
    if unjudged := [issue for issue in outcome.issues if issue.code == "adjudicator"]:
        err.print(
            f"{len(unjudged)} issues of the adjudicator, the first: {unjudged[0].message}", markup=False
        )
    if outcome.failures:
        err.print(f"{len(outcome.failures)} papers or sources failed:")
        for issue in outcome.failures[:10]:
            err.print(f"  {issue.subject}: {issue.message}", markup=False)
        err.print("  all of them: the table `issues`, and the report under “What was left out”")
        raise typer.Exit(WITH_FAILURES)


def print_plan(study: "Study", out_folder: Path, as_json: bool) -> None:
    """Print how many requests, megabytes and minutes fetching each edition needs at most."""
    from byline.sources import is_local, plan_edition, total_of

    cache = out_folder / "cache" / "sources"
    plans = {
        " ".join((e.venue, str(e.year), "" if e.track == "main" else e.track)).strip(): plan_edition(
            e, cache_dir=cache
        )
        for e in study.editions
        if not is_local(e)
    }
    if as_json:
        print_json({edition: asdict(plan) for edition, plan in plans.items()})
    elif plans:
        columns = ("edition", "requests", "MB", "minutes", "PDFs on disk")
        whole = total_of(plans.values())
        sums = [] if len(plans) == 1 else [_plan_row("all", whole)]
        print_table("To fetch, at most", columns, [*(_plan_row(*entry) for entry in plans.items()), *sums])
        if not whole.is_complete:
            out.print("+: nobody states how many papers there are; their PDFs come on top")
    else:
        out.print("Nothing to fetch: every source of this study is on disk.")


def _plan_row(edition: str, plan: "Plan") -> tuple[str, ...]:
    more = "" if plan.is_complete else "+"
    figures = (plan.requests, plan.megabytes, plan.seconds / 60)
    return (edition, *(f"{figure:,.0f}{more}" for figure in figures), f"{plan.pdfs_on_disk:,}")


def print_headline(workspace: "Workspace", study: "Study", as_json: bool) -> None:
    """Print the run's main figures, with bounds, and where the report is."""
    from byline.report import headline_rows

    rows = headline_rows(workspace.out, study)
    if as_json:
        print_json({"headline": rows, "report": str(workspace.report), "tables": str(workspace.tables)})
        return
    if rows:
        print_table(study.title, rows[0], (row.values() for row in rows))
    out.print(f"Report: {workspace.report}", soft_wrap=True)
