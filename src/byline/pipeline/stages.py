"""The stages of a run, in order: what each depends on, what it does, and which tables it writes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from byline.model import AffiliationMention
from byline.pipeline.context import Context
from byline.pipeline.failures import MISSING_CODES, WITHHELD_CODES
from byline.pipeline.fingerprint import code, fingerprint, of_content, of_files
from byline.pipeline.record import run_record


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a run. `depends_on` returns its fingerprint: equal to the last run's, the stage is skipped.

    `run` returns whether the stage is complete; one that is not (a source did not answer) is done again by the
    next run. Later stages depend on the content of the tables, so they run again only if something came of it.
    Imports stand inside the stages: a run in which nothing changed loads nothing.
    """

    name: str
    title: str
    depends_on: Callable[[Context], str]
    run: Callable[[Context], bool]
    tables: tuple[str, ...] = ()


def _papers_depend_on(context: Context) -> str:
    editions = [edition.model_dump_json() for edition in context.study.editions]
    inputs = of_files(sorted(_input_files(context)))
    return fingerprint(*editions, inputs, code("model", "sources", "documents", "pipeline/papers.py"))


def _input_files(context: Context) -> Iterator[Path]:
    for edition in context.study.editions:
        for choice in edition.sources:
            path = Path(choice.options["path"]) if "path" in choice.options else None
            if path is not None:
                yield from path.rglob("*") if path.is_dir() else [path]


def _read_papers(context: Context) -> bool:
    from byline.pipeline.papers import read_papers

    rows = read_papers(context)
    context.workspace.write_table("papers", rows.papers)
    context.workspace.write_table("authorships", rows.authorships)
    context.workspace.write_table("affiliation_mentions", rows.mentions)
    context.workspace.save_issues("papers", rows.issues)
    context.workspace.save("pdfs", {paper_id: str(path) for paper_id, path in rows.pdf_paths.items()})
    return not any(issue.code in MISSING_CODES | WITHHELD_CODES for issue in rows.issues)


def _affiliations_depend_on(context: Context) -> str:
    from byline.affiliations import registry

    overrides = _overrides(context)
    in_use = registry.info()
    dumps = [in_use.path] if in_use else []
    mentions = of_content([context.workspace.table_path("affiliation_mentions")])
    return fingerprint(
        mentions, code("model", "affiliations"), of_files(dumps), of_content([overrides] if overrides else [])
    )


def _overrides(context: Context) -> Path | None:
    """Return the study's file of corrections, else the one that the explorer writes in the run's folder."""
    own = context.workspace.out / "overrides.csv"
    return context.study.overrides or (own if own.is_file() else None)


def _resolve_affiliations(context: Context) -> bool:
    from byline.pipeline.resolution import resolve_mentions
    from byline.pipeline.warm import open_resolver

    rows = context.workspace.load_table("affiliation_mentions")
    mentions = [AffiliationMention(**row) for row in rows]
    resolved = resolve_mentions(mentions, open_resolver(context.progress.note), _overrides(context))
    context.workspace.write_table("affiliation_matches", resolved.matches)
    context.workspace.write_table("institutions", resolved.institutions)
    context.workspace.save_issues("affiliations", resolved.issues)
    return True


def _technologies_depend_on(context: Context) -> str:
    additions = [context.study.catalogue] if context.study.catalogue else []
    papers = of_content([context.workspace.table_path("papers")])
    parts = [papers, code("model", "documents", "technologies"), of_files(additions)]
    # Without a judge the roles are the rules', whatever endpoint the study names.
    judged_by = [str(context.judge), code("pipeline/adjudication.py")] if context.judge else []
    return fingerprint(*parts, *judged_by)


def _find_technologies(context: Context) -> bool:
    from byline.pipeline.features import find_technologies

    found = find_technologies(context)
    is_complete = True
    if context.judge:
        from byline.pipeline.adjudication import judge_roles

        is_complete = judge_roles(context, context.judge, found)
    context.workspace.write_table("technologies", found.technologies)
    context.workspace.write_table("technology_mentions", found.mentions)
    context.workspace.write_table("technology_roles", found.roles)
    context.workspace.save_issues("technologies", found.issues)
    return is_complete


def _report_depends_on(context: Context) -> str:
    asked = context.study.model_dump_json(
        exclude={"editions", "catalogue", "overrides", "audit", "adjudicator"}
    )
    tables = [context.workspace.table_path(name) for stage in STAGES[:-1] for name in stage.tables]
    # Where a report's own numbers change nothing, its words and drawings still may.
    issues = repr(context.workspace.all_issues())
    sheet = of_content([context.study.audit] if context.study.audit else [])
    return fingerprint(
        of_content(tables),
        issues,
        sheet,
        asked,
        code("model", "engine", "measures", "charts", "views", "report"),
    )


def _count_and_report(context: Context) -> bool:
    from byline.engine import write_database
    from byline.report import render_report

    workspace = context.workspace
    workspace.write_table("issues", workspace.all_issues())
    data_files = [path for path in (context.study.catalogue, _overrides(context)) if path]
    workspace.write_table("runs", [run_record(context, data_files)])
    # The views look for a table's file now and for its rows when they are asked, so that the file comes first.
    workspace.write_table("measure_values", [])
    with ThreadPoolExecutor(1) as beside:
        views = beside.submit(write_database, workspace.tables, workspace.database)
        _, values = render_report(workspace.out, context.study)
        views.result()
    workspace.write_table("measure_values", values)
    return True


STAGES = (
    Stage(
        "papers",
        "Reading papers and lists",
        _papers_depend_on,
        _read_papers,
        ("papers", "authorships", "affiliation_mentions"),
    ),
    Stage(
        "affiliations",
        "Resolving affiliations",
        _affiliations_depend_on,
        _resolve_affiliations,
        ("affiliation_matches", "institutions"),
    ),
    Stage(
        "technologies",
        "Finding technologies",
        _technologies_depend_on,
        _find_technologies,
        ("technologies", "technology_mentions", "technology_roles"),
    ),
    Stage(
        "report",
        "Counting, and writing the report",
        _report_depends_on,
        _count_and_report,
        ("issues", "runs", "measure_values"),
    ),
)
