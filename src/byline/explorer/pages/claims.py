"""Published figures measured again on this run, and its own against chance."""

from byline.explorer.depth import Found
from byline.explorer.page import Page
from byline.explorer.view import View
from byline.views.parts import Section
from byline.views.sections import against_chance, claims

TITLE = "Published figures, and chance"


def measured_again(view: View) -> Page:
    """Return the claims with their verdicts; while they are measured, a page of status 202 that says so."""
    view.finish()
    found = view.run.depth.found()
    if found is None:
        return Page(TITLE, "waiting.html.j2", has_choices=False, status=202)
    lead = "Under the study's own rules, whatever is chosen elsewhere; a published figure under the rules it names."
    return Page(TITLE, lead=lead, sections=_sections(found), has_choices=False)


def _sections(found: Found) -> list[Section]:
    if found.problem:
        words = f"This could not be measured ({found.problem}). `byline check --in OUT` says more."
        return [Section("claims", "Published figures, measured again", paragraphs=[words])]
    none = Section(
        "claims",
        "Published figures, measured again",
        paragraphs=[
            f"None of the {len(found.checks)} published figures that ship with Byline is about an edition that this "
            "run holds. `byline check CLAIMS --in OUT` measures your own."
        ],
    )
    chance = against_chance(found.chances)
    return [claims(found.checks) or none, *([chance] if chance else [])]
