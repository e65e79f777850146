"""What `byline run --adjudicate` asks the user before anything is asked of an endpoint."""

from typing import TYPE_CHECKING

import typer

from byline.cli.console import err, fail

if TYPE_CHECKING:
    from byline.cli.progress import LineProgress
    from byline.pipeline.adjudication import Judge
    from byline.study import Study
    from byline.technologies.adjudicate import Cost


def judge_of(study: "Study", progress: "LineProgress", is_agreed: bool) -> "Judge":
    """Return the study's adjudicator, which tells its cost and waits for a yes before it asks anything."""
    from byline.pipeline.adjudication import Judge, endpoint_of

    if study.adjudicator is None:
        fail(
            "--adjudicate needs an [adjudicator] in the study file",
            'for example: adjudicator = { url = "http://127.0.0.1:8000/v1", model = "name" }',
        )
    endpoint = endpoint_of(study.adjudicator)

    def approve(cost: "Cost") -> bool:
        with progress.paused():
            err.print(f"Adjudicator {endpoint.model} at {endpoint.url}: {in_words(cost)}", markup=False)
            return is_agreed or cost.question_count == 0 or is_yes("Ask?")

    return Judge(endpoint, approve)


def in_words(cost: "Cost") -> str:
    """Return what asking would take."""
    price = "" if cost.price is None else f", about {cost.price:,.2f} at the prices given"
    tokens = f"{cost.input_tokens:,} tokens in and {cost.output_tokens:,} out"
    return f"{cost.question_count} questions ({cost.kept_count} more answered before), about {tokens}{price}"


def is_yes(question: str) -> bool:
    """Return a person's answer; no, where there is no person."""
    try:
        return typer.confirm(question, err=True)
    except typer.Abort:
        err.print("No answer, so nothing is asked; --yes agrees beforehand.")
        return False
