"""One paper from several sources: by id, by DOI, then by title and authors; never on a guess."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from byline.model import Issue, Paper, TitleBlock
from byline.sources.edition import Edition
from byline.sources.harvest import Harvest, source_issue
from byline.sources.matching import Signed, contradict, match_papers


def join_harvests(edition: Edition, harvests: Sequence[Harvest]) -> Harvest:
    """Return the harvests of one edition as one. The first source that lists a paper names it and its authors.

    A paper that stands in one list only is kept, with an issue. PDFs of a folder beside a list are joined by
    id where their file is named for it; the others wait in `unjoined` until their title blocks are read.
    """
    given = [harvest for harvest in harvests if harvest.papers] or list(harvests[:1])
    empty = tuple(i for harvest in harvests if harvest not in given for i in harvest.issues)
    joined = reduce(_join, given)
    listed = {paper.paper_id for paper in joined.papers if paper.title}
    untitled = frozenset(paper.paper_id for paper in joined.papers if not paper.title)
    return replace(joined, issues=joined.issues + empty, unjoined=untitled if listed else frozenset())


def join_printed(harvest: Harvest, title_blocks: Mapping[str, TitleBlock]) -> Harvest:
    """Return the harvest with the PDFs of `unjoined` given to the listed papers that they are.

    `title_blocks` by paper id. A PDF that fits no listed paper, or two, stays a paper of its own, with an issue.
    """
    unread = Signed("", ())
    printed = {
        i: _printed(title_blocks[i]) if i in title_blocks else unread for i in sorted(harvest.unjoined)
    }
    listed = {i: paper for i, paper in _signed(harvest).items() if i not in harvest.pdf_paths}
    matches = match_papers(printed, listed)
    issues = [_unmatched(i, "the list", reason) for i, reason in matches.reasons.items()]
    return _rename(replace(harvest, issues=(*harvest.issues, *issues), unjoined=frozenset()), matches.pairs)


def _join(first: Harvest, second: Harvest) -> Harvest:
    """Return two sources as one: the second's papers take the ids of the first's where they are the same."""
    second, clashes = _with_own_ids(first, second)
    known, other = _signed(first), _signed(second)
    pairs = _by_key(first, second, known, other)
    rest = {i: paper for i, paper in other.items() if i not in pairs}
    free = {i: paper for i, paper in known.items() if i not in pairs.values()}
    matches = match_papers(rest, free)
    pairs |= matches.pairs
    sources = [next((p.source for p in h.papers), "other") for h in (first, second)]
    # A folder of PDFs that waits for its titles to be read is no list: nothing can be said of it yet.
    reasons = {i: clashes.get(i, reason) for i, reason in matches.reasons.items()}
    issues = [_unmatched(i, f"{sources[0]} list", reason) for i, reason in reasons.items() if known]
    issues += [
        _unmatched(i, f"{sources[1]} list", "nothing there fits")
        for i in free.keys() - set(pairs.values())
        if other
    ]
    return _merge(first, _rename(second, pairs), sorted(issues, key=lambda issue: issue.subject))


def _by_key(
    first: Harvest, second: Harvest, known: Mapping[str, Signed], other: Mapping[str, Signed]
) -> dict[str, str]:
    """Return the papers that share an id, else a DOI that either list gives to one paper only."""
    pairs = {i: i for i in other.keys() & {paper.paper_id for paper in first.papers}}
    by_doi, claims = _unique(first.dois), _unique(second.dois)
    for doi in sorted(by_doi.keys() & claims.keys()):
        here, there = by_doi[doi], claims[doi]
        is_free = there not in pairs and here not in pairs.values()
        if is_free and there in other and not contradict(known.get(here), other[there]):
            pairs[there] = here
    return pairs


def _unique(dois: Mapping[str, str]) -> dict[str, str]:
    """Return DOI -> paper for the DOIs that one paper alone has."""
    counts = Counter(dois.values())
    return {doi: i for i, doi in dois.items() if counts[doi] == 1}


def _with_own_ids(first: Harvest, second: Harvest) -> tuple[Harvest, dict[str, str]]:
    """Return the second source with new ids for papers that share theirs with another paper, and why in words."""
    known, other = _signed(first), _signed(second)
    clashing = [i for i in known.keys() & other.keys() if contradict(known[i], other[i])]
    names = {i: f"{i}~{second.papers[0].source}" for i in clashing}
    return _rename(second, names), {
        name: f"{i} is another paper there, {known[i].title!r}" for i, name in names.items()
    }


def _merge(first: Harvest, second: Harvest, issues: Sequence[Issue]) -> Harvest:
    papers = {paper.paper_id: paper for paper in first.papers}
    for paper in second.papers:
        papers[paper.paper_id] = _combine(papers.get(paper.paper_id), paper)
    signed = {row.paper_id for row in first.authorships}
    placed = {row.paper_id for row in first.affiliation_mentions}
    # Positions are those of the list that gives the authors, so affiliations of the other list hold only for
    # papers whose authors come from it as well, or are the same in number and order.
    names = _names(first), _names(second)
    usable = {i for i in names[1] if i not in signed or names[0][i] == names[1][i]} - placed
    return Harvest(
        papers=tuple(papers.values()),
        authorships=first.authorships + tuple(r for r in second.authorships if r.paper_id not in signed),
        affiliation_mentions=first.affiliation_mentions
        + tuple(r for r in second.affiliation_mentions if r.paper_id in usable),
        pdf_paths={**second.pdf_paths, **first.pdf_paths},
        # Of two addresses the later source's: a study names proceedings after the list that leads to them.
        pdf_addresses={**first.pdf_addresses, **second.pdf_addresses},
        dois={**second.dois, **first.dois},
        issues=(*first.issues, *second.issues, *issues),
    )


def _combine(known: Paper | None, paper: Paper) -> Paper:
    if known is None:
        return paper
    listed, other = (known, paper) if known.title else (paper, known)
    return replace(
        listed,
        url=listed.url or other.url,
        pdf_path=listed.pdf_path or other.pdf_path,
        decision=listed.decision or other.decision,
    )


def _rename(harvest: Harvest, ids: Mapping[str, str]) -> Harvest:
    """Return the harvest with papers under their new ids; two papers that get the same id become one."""
    changed = {old: new for old, new in ids.items() if old != new}
    if not changed:
        return harvest
    papers: dict[str, Paper] = {}
    for paper in sorted(harvest.papers, key=lambda p: p.paper_id in changed):
        renamed = replace(paper, paper_id=changed.get(paper.paper_id, paper.paper_id))
        papers[renamed.paper_id] = _combine(papers.get(renamed.paper_id), renamed)
    return Harvest(
        papers=tuple(papers.values()),
        authorships=tuple(
            replace(row, paper_id=changed.get(row.paper_id, row.paper_id)) for row in harvest.authorships
        ),
        affiliation_mentions=tuple(
            replace(
                row,
                paper_id=changed[row.paper_id],
                mention_id=row.mention_id.replace(row.paper_id, changed[row.paper_id], 1),
            )
            if row.paper_id in changed
            else row
            for row in harvest.affiliation_mentions
        ),
        pdf_paths={changed.get(i, i): path for i, path in harvest.pdf_paths.items()},
        pdf_addresses={changed.get(i, i): address for i, address in harvest.pdf_addresses.items()},
        dois={changed.get(i, i): doi for i, doi in harvest.dois.items()},
        issues=harvest.issues,
        unjoined=harvest.unjoined - changed.keys(),
    )


def _signed(harvest: Harvest) -> dict[str, Signed]:
    names = _names(harvest)
    return {p.paper_id: Signed(p.title, names.get(p.paper_id, ())) for p in harvest.papers if p.title}


def _names(harvest: Harvest) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for row in harvest.authorships:
        names[row.paper_id] = (*names.get(row.paper_id, ()), row.author_name)
    return names


def _printed(block: TitleBlock) -> Signed:
    return Signed(block.title, tuple(author.name for author in block.authors))


def _unmatched(paper_id: str, where: str, reason: str) -> Issue:
    message = f"not matched with {where}: {reason}; kept as a paper of its own"
    return source_issue(paper_id, "unmatched_paper", message)
