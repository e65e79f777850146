"""From printed title blocks to rows: who signs a paper, and where the byline says they work."""

from collections.abc import Iterable, Sequence

from byline.model import AffiliationMention, Authorship, PrintedAuthor
from byline.sources.names import fold


def printed_authorships(paper_id: str, authors: Sequence[PrintedAuthor]) -> list[Authorship]:
    """Return the authors in printed order."""
    return [
        Authorship(paper_id, position, len(authors), author.name, fold(author.name), author.notes)
        for position, author in enumerate(authors, start=1)
    ]


def printed_mentions(paper_id: str, authors: Iterable[PrintedAuthor]) -> list[AffiliationMention]:
    """Return every affiliation and e-mail domain printed for the authors, witnesses kept apart."""
    return [
        mention
        for position, author in enumerate(authors, start=1)
        for mention in (*_affiliations(paper_id, position, author), *_emails(paper_id, position, author))
    ]


def _affiliations(paper_id: str, position: int, author: PrintedAuthor) -> Iterable[AffiliationMention]:
    domain = author.email_domains[0] if author.email_domains else None
    for number, printed in enumerate(author.affiliations, start=1):
        mention_id = f"{paper_id}#{position}.pdf.{number}"
        box = tuple(printed.box)
        yield AffiliationMention(
            mention_id, paper_id, position, "pdf", printed.text, domain, printed.page, box
        )


def _emails(paper_id: str, position: int, author: PrintedAuthor) -> Iterable[AffiliationMention]:
    for number, domain in enumerate(author.email_domains, start=1):
        mention_id = f"{paper_id}#{position}.email.{number}"
        box = tuple(author.box)
        yield AffiliationMention(mention_id, paper_id, position, "email", domain, domain, author.page, box)


def align(listed: Sequence[str], printed: Sequence[str]) -> dict[int, int] | None:
    """Return listed position -> printed position (from 1) by folded name, or None where fewer than half agree.

    Names that occur once on each side are matched wherever they stand; what is left is matched by place
    if the two lists are equally long and the name shares its last word: "J. Smith" and "John Smith".
    """
    listed_keys, printed_keys = [fold(n) for n in listed], [fold(n) for n in printed]
    pairs = {
        i: printed_keys.index(key) + 1
        for i, key in enumerate(listed_keys, start=1)
        if key and listed_keys.count(key) == printed_keys.count(key) == 1
    }
    if len(listed) == len(printed):
        taken = set(pairs.values())
        for i, (left, right) in enumerate(zip(listed, printed, strict=True), start=1):
            if i not in pairs and i not in taken and _last_word(left) == _last_word(right):
                pairs[i] = i
    return pairs if 2 * len(pairs) >= max(len(listed), len(printed)) else None


def _last_word(name: str) -> str:
    words = name.split()
    return fold(words[-1]) if words else name
