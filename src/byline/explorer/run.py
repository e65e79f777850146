"""One finished run, open for reading: its tables, its numbers, and what it can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from byline.engine import DuckDBEngine, EngineError
from byline.explorer.answers import Answers
from byline.explorer.depth import Depth
from byline.explorer.library import Library
from byline.explorer.state import Scope
from byline.measures import AuditError, all_heard, heard_witnesses, load_sheet
from byline.study import Study
from byline.views.sections.rules import one_change


class ExploreError(Exception):
    """The folder cannot be explored; the message says what to do."""


@dataclass(frozen=True, slots=True)
class OpenRun:
    """The run as it was when it was opened; a run that changes on disk is opened anew.

    `checked`: the countries of the papers that a person has read, by paper id. `heard`: for each edition, the
    choices of the rule `witness` that its papers can answer.
    """

    out: Path
    study: Study
    library: Library
    answers: Answers
    scope: Scope
    checked: Mapping[str, frozenset[str]]
    heard: Mapping[str, frozenset[str]]
    depth: Depth

    @property
    def run_id(self) -> str:
        """The id of the run, which changes with its study, inputs, code and corrections."""
        return str(self.library.runs[-1]["run_id"]) if self.library.runs else ""

    def close(self) -> None:
        """Let go of the run's tables, and of what is being measured."""
        self.depth.close()
        self.answers.close()


def open_run(out: Path, study: Study) -> OpenRun:
    """Return the run in a folder, its tables loaded; ExploreError where it is none."""
    try:
        engine = DuckDBEngine.open(out / "tables", is_copy=True)
        checked = load_sheet(study.audit) if study.audit else {}
    except EngineError as error:
        raise ExploreError(f"{out} is no finished run: {error}") from None
    except AuditError as error:
        raise ExploreError(str(error)) from None
    library = Library(out)
    pair = study.pairs[0] if study.pairs else study.countries[:2]
    scope = Scope(
        rules=study.rules,
        countries=pair if len(pair) == 2 else ("CN", "US"),
        venues=library.venues,
        years=library.years,
        tracks=library.tracks,
        groups=study.groups,
    )
    heard = heard_witnesses(engine)
    witnesses = all_heard(heard, study.rules)
    answers = Answers(engine, dict(study.groups), one_change(study.rules, witnesses), witnesses)
    return OpenRun(out, study, library, answers, scope, checked, heard, Depth(out, study))
