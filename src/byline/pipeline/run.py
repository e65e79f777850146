"""A run: the stages in order, each skipped where nothing it depends on has changed."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from byline.model import Issue
from byline.pipeline.context import Context, Progress, Settings, Silent
from byline.pipeline.failures import FAILURE_CODES
from byline.pipeline.pool import Workers
from byline.pipeline.stages import STAGES, Stage
from byline.pipeline.workspace import STAMPS, Workspace
from byline.study import Study

if TYPE_CHECKING:
    from byline.pipeline.adjudication import Judge


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: the stages that ran, and what could not be read."""

    workspace: Workspace
    stages_run: tuple[str, ...]
    issues: tuple[Issue, ...]

    @property
    def failures(self) -> tuple[Issue, ...]:
        """The issues that cost a paper or a source."""
        return tuple(issue for issue in self.issues if issue.code in FAILURE_CODES)


def run_study(
    study: Study,
    workspace: Workspace,
    settings: Settings | None = None,
    progress: Progress | None = None,
    stages: Sequence[Stage] = STAGES,
    judge: "Judge | None" = None,
) -> Outcome:
    """Run what is not up to date, and return what was done. A `judge` is asked about unsure roles; none by default.

    Killed at any moment, a run leaves whole tables and every document read so far; the next run goes on there.
    Raises WorkspaceError where the folder is in use or cannot be written.
    """
    settings = settings or Settings()
    workers = Workers(settings)
    context = Context(study, workspace, settings, progress or Silent(), workers, judge)
    with workspace.locked(), closing(workers):
        workspace.study.write_text(study.model_dump_json(indent=2), encoding="utf-8")
        ran = [stage.name for stage in stages if _bring_up_to_date(context, stage)]
        return Outcome(workspace, tuple(ran), tuple(workspace.all_issues()))


def _bring_up_to_date(context: Context, stage: Stage) -> bool:
    """Run the stage if what it depends on has changed or a table of its is missing; return whether it ran."""
    stamps = context.workspace.load(STAMPS, dict[str, str]) or {}
    wanted = stage.depends_on(context)
    context.stamps[stage.name] = wanted
    is_fresh = stamps.get(stage.name) == wanted and _has_tables(context, stage)
    context.progress.start(stage.name, stage.title)
    if not is_fresh:
        # Forgotten first, so that a run killed in the middle of the stage does it again.
        context.workspace.save(STAMPS, {k: v for k, v in stamps.items() if k != stage.name})
        if stage.run(context):
            context.workspace.save(STAMPS, stamps | {stage.name: wanted})
    context.progress.finish(stage.name, is_fresh)
    return not is_fresh


def _has_tables(context: Context, stage: Stage) -> bool:
    return all(context.workspace.table_path(name).is_file() for name in stage.tables)
