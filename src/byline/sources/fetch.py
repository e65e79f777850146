"""One edition from the network: lists, profiles and PDFs, as far as they are not on disk already."""

from dataclasses import dataclass, replace
from pathlib import Path

from byline.sources.cache import Cache
from byline.sources.downloads import Progress, fetch_pdfs
from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import Harvest, SourceError, source_issue
from byline.sources.http import Client, FetchOptions
from byline.sources.joining import join_harvests
from byline.sources.known import check_counts, known_tracks
from byline.sources.load import load_source
from byline.sources.registry import SOURCES

# Mean of the 912 PDFs of NAACL 2024 is 2.0 MB, of the 1,009 of NeurIPS 2018 1.5 MB.
MEGABYTES_PER_PDF = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What fetching an edition will ask for, before anything is asked. `seconds`: at the hosts' pace."""

    requests: int
    megabytes: float
    seconds: float


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


def plan_edition(edition: Edition, options: FetchOptions | None = None) -> Plan:
    """Return how many requests, megabytes and seconds an edition needs at most; nothing is asked."""
    options = options or FetchOptions()
    fetched = [SOURCES[c.name] for c in edition.sources if not SOURCES[c.name].is_local(c)]
    papers = sum(known.papers or 0 for known in known_tracks(edition))
    lists = sum(1 + (papers // s.papers_per_request if s.papers_per_request else 0) for s in fetched)
    pdfs = papers if fetched and edition.pdfs and not options.is_without_pdfs else 0
    pace = max((seconds for s in fetched for seconds in s.hosts.values()), default=0.0) * options.pace
    return Plan(lists + pdfs, pdfs * MEGABYTES_PER_PDF, (lists + pdfs) * pace)


def _source(edition: Edition, choice: SourceChoice, cache_dir: Path, options: FetchOptions) -> Harvest:
    source = SOURCES[choice.name]
    if source.is_local(choice) or source.fetch is None:
        return load_source(edition, choice)
    try:
        with Client(source.hosts, Cache(cache_dir / "answers"), options) as client:
            harvest = source.fetch(client, edition, choice)
        check_counts(edition, harvest.papers, source.title)
    except SourceError as error:
        return Harvest(issues=(source_issue(f"{edition.slug} {choice.name}", "source_stopped", str(error)),))
    return harvest


def _with_pdfs(
    harvest: Harvest, edition: Edition, cache_dir: Path, how: tuple[FetchOptions, Progress]
) -> Harvest:
    options, progress = how
    addresses = {p: a for p, a in sorted(harvest.pdf_addresses.items()) if p not in harvest.pdf_paths}
    if not addresses:
        return harvest
    hosts = {host: pause for choice in edition.sources for host, pause in SOURCES[choice.name].hosts.items()}
    folder = cache_dir / "pdf" / edition.slug
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
