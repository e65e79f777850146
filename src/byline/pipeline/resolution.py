"""The affiliations stage: every mention resolved, and the institutions that they name."""

from collections.abc import Callable, Iterable

from byline.affiliations import Resolver
from byline.model import AffiliationMatch, AffiliationMention, Institution, Match

Answers = dict[tuple[str, str | None], tuple[Match, ...]]


def resolve_mentions(
    mentions: Iterable[AffiliationMention], resolver: Resolver
) -> tuple[list[AffiliationMatch], list[Institution]]:
    """Return one row or more for each mention, and one for each institution that any of them names."""
    answer = remembered(resolver)
    matches = [
        AffiliationMatch.from_match(mention.mention_id, match)
        for mention in mentions
        for match in answer(*question_of(mention))
    ]
    named = sorted({m.institution_id for m in matches if m.institution_id})
    return matches, [resolver.institution(institution_id) for institution_id in named]


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
