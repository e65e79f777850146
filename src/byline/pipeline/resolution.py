"""The affiliations stage: every mention resolved, and the institutions that they name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from byline.affiliations import Resolver
from byline.affiliations.overrides import apply_overrides, load_overrides
from byline.model import AffiliationMatch, AffiliationMention, Institution, Issue, Match

Answers = dict[tuple[str, str | None], tuple[Match, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows of the tables that this stage writes, and how many of them a person decided."""

    matches: list[AffiliationMatch]
    institutions: list[Institution]
    issues: list[Issue]


def resolve_mentions(
    mentions: Sequence[AffiliationMention], resolver: Resolver, overrides: Path | None = None
) -> Resolved:
    """Return one row or more for each mention, corrections applied last, and each institution that is named.

    Raises OverrideError for a file of corrections that cannot be used.
    """
    answer = remembered(resolver)
    matches = [
        AffiliationMatch.from_match(mention.mention_id, match)
        for mention in mentions
        for match in answer(*question_of(mention))
    ]
    issues = []
    if overrides:
        corrected = apply_overrides(mentions, matches, load_overrides(overrides), resolver)
        matches = corrected.matches
        message = f"{corrected.string_count + corrected.author_count} affiliations were decided by a person"
        issues.append(Issue("affiliations", str(overrides), "corrected", f"{message}, not by the rules"))
    named = sorted({m.institution_id for m in matches if m.institution_id})
    return Resolved(matches, [resolver.institution(institution_id) for institution_id in named], issues)


def question_of(mention: AffiliationMention) -> tuple[str, str | None]:
    """Return what to ask the resolver: an e-mail domain that stands alone is no affiliation string."""
    return ("" if mention.witness == "email" else mention.affiliation_text), mention.email_domain


def remembered(resolver: Resolver) -> Callable[[str, str | None], tuple[Match, ...]]:
    """Return `resolve_all` that asks once for each distinct string: a conference repeats most of them."""
    answers: Answers = {}

    def answer(text: str, email_domain: str | None) -> tuple[Match, ...]:
        key = (text, email_domain)
        if key not in answers:
            answers[key] = resolver.resolve_all(text, email_domain=email_domain)
        return answers[key]

    return answer
