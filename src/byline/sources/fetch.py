"""One edition from the network: lists, profiles and PDFs, as far as they are not on disk already."""

from dataclasses import replace
from pathlib import Path

import byline
from byline.sources.cache import Cache
from byline.sources.downloads import Progress, fetch_pdfs
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, SourceError, UnexpectedAnswerError, source_issue
from byline.sources.http import Client, FetchOptions
from byline.sources.joining import join_harvests
from byline.sources.known import check_counts
from byline.sources.load import load_source
from byline.sources.plan import check_room, pdf_folder
from byline.sources.registry import SOURCES, Source


def fetch_edition(
    edition: Edition, cache_dir: Path, options: FetchOptions | None = None, progress: Progress | None = None
) -> Harvest:
    """Return what the edition's sources give, fetched where they are not on disk, papers joined.

    `progress(step, done, total)` is told of every list and PDF. A source that fails, or whose answer is not
    what was declared, gives nothing but an issue; the others go on. What is fetched stays in `cache_dir`, so
    that a run that was stopped, however, continues there.
    """
    options, progress = options or FetchOptions(), progress or (lambda step, done, total: None)
    harvests = []
    for number, choice in enumerate(edition.sources, start=1):
        harvests.append(_source(edition, choice, cache_dir, options))
        progress("list", number, len(edition.sources))
    joined = join_harvests(edition, harvests)
    is_listing = options.is_without_pdfs or not edition.pdfs
    return joined if is_listing else _with_pdfs(joined, edition, cache_dir, (options, progress))


def _source(edition: Edition, choice: SourceChoice, cache_dir: Path, options: FetchOptions) -> Harvest:
    source = SOURCES[choice.name]
    if source.is_local(choice) or source.fetch is None:
        return load_source(edition, choice)
    try:
        with Client(source.hosts, Cache(cache_dir / "answers"), options) as client:
            harvest = source.fetch(client, edition, choice)
        check_counts(edition, harvest.papers, source.title)
    except UnexpectedAnswerError as error:
        return _stopped(edition, choice, f"{error}. {how_to_report(source)}")
    except SourceError as error:
        return _stopped(edition, choice, str(error))
    return harvest


def _stopped(edition: Edition, choice: SourceChoice, why: str) -> Harvest:
    return Harvest(issues=(source_issue(f"{edition.slug} {choice.name}", "source_stopped", why),))


def how_to_report(source: Source) -> str:
    """Return what a user does about an answer that is not what was declared."""
    return (
        f"Nothing of this source is used. If a browser shows the papers at {source.address}, their form or the "
        f"expectation has changed: report it with this message, from Byline {byline.__version__}"
    )


def _with_pdfs(
    harvest: Harvest, edition: Edition, cache_dir: Path, how: tuple[FetchOptions, Progress]
) -> Harvest:
    options, progress = how
    addresses = {p: a for p, a in sorted(harvest.pdf_addresses.items()) if p not in harvest.pdf_paths}
    if not addresses:
        return harvest
    if not options.is_offline:
        check_room(edition, len(addresses), cache_dir)
    hosts = {host: pause for choice in edition.sources for host, pause in SOURCES[choice.name].hosts.items()}
    folder = pdf_folder(edition, cache_dir)
    with Client(hosts, Cache(cache_dir / "answers"), options) as client:
        found = fetch_pdfs(client, addresses, folder, progress)
    papers = tuple(
        replace(p, pdf_path=found.paths[p.paper_id].relative_to(cache_dir).as_posix())
        if p.paper_id in found.paths
        else p
        for p in harvest.papers
    )
    paths = {**found.paths, **harvest.pdf_paths}
    return replace(harvest, papers=papers, pdf_paths=paths, issues=harvest.issues + found.issues)
