"""What fetching an edition will ask for, and whether there is room for it, before anything is asked."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from byline.sources.edition import Edition
from byline.sources.harvest import SourceError
from byline.sources.http import FetchOptions
from byline.sources.known import known_tracks
from byline.sources.registry import SOURCES

# Mean of the 912 PDFs of NAACL 2024 is 2.0 MB, of the 1,009 of NeurIPS 2018 1.5 MB, of 118 of 2024 and 2025 0.9.
MOST_MEGABYTES_PER_PDF, LEAST_MEGABYTES_PER_PDF = 2.0, 0.9
# The 77 notes of NeurIPS 2025 orals have 6.6 kB each; no other list says more of a paper, no profile of an author.
MEGABYTES_PER_ENTRY = 0.0066
# NeurIPS 2024 has 5.5 authors a paper; fewer are left once those of several papers are counted once.
AUTHORS_PER_PAPER = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Requests, megabytes, and seconds at the hosts' pace, at most; answers on disk are not counted off.

    `pdfs_on_disk` are, and are not asked for again. `is_complete`: whether it is known how many papers there
    are; if not, PDFs and further pages of lists come on top.
    """

    requests: int
    megabytes: float
    seconds: float
    pdfs_on_disk: int = 0
    is_complete: bool = True


def plan_edition(
    edition: Edition, options: FetchOptions | None = None, cache_dir: Path | None = None
) -> Plan:
    """Return what an edition needs; nothing is asked. `cache_dir`: where an earlier run kept what it fetched."""
    options = options or FetchOptions()
    fetched = [SOURCES[c.name] for c in edition.sources if not SOURCES[c.name].is_local(c)]
    counts = [known.papers for known in known_tracks(edition)]
    papers = sum(count or 0 for count in counts)
    authors = papers * AUTHORS_PER_PAPER
    lists = sum(s.requests_for(papers, authors) for s in fetched)
    entries = sum(papers + (authors if s.authors_per_request else 0) for s in fetched)
    held = _pdf_count(pdf_folder(edition, cache_dir)) if cache_dir else 0
    is_fetching_pdfs = bool(fetched) and edition.pdfs and not options.is_without_pdfs
    pdfs = max(0, papers - held) if is_fetching_pdfs else 0
    pace = max((seconds for s in fetched for seconds in s.hosts.values()), default=0.0) * options.pace
    requests, megabytes = lists + pdfs, entries * MEGABYTES_PER_ENTRY + pdfs * MOST_MEGABYTES_PER_PDF
    return Plan(requests, megabytes, requests * pace, held, bool(counts) and None not in counts)


def total_of(plans: Iterable[Plan]) -> Plan:
    """Return what several editions need together."""
    listed = list(plans)
    return Plan(
        sum(plan.requests for plan in listed),
        sum(plan.megabytes for plan in listed),
        sum(plan.seconds for plan in listed),
        sum(plan.pdfs_on_disk for plan in listed),
        all(plan.is_complete for plan in listed),
    )


def pdf_folder(edition: Edition, cache_dir: Path) -> Path:
    """Return the folder of an edition's PDFs."""
    return cache_dir / "pdf" / edition.slug


def check_room(edition: Edition, pdf_count: int, cache_dir: Path) -> None:
    """Return unless the disk certainly cannot hold the PDFs still to be fetched; SourceError says what to do."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    needed = max(0, pdf_count - _pdf_count(pdf_folder(edition, cache_dir))) * LEAST_MEGABYTES_PER_PDF
    free = shutil.disk_usage(cache_dir).free / 1e6
    if needed > free:
        raise SourceError(
            f"{edition.slug}: the PDFs still to fetch need {needed:,.0f} MB at least, and {cache_dir} has room for "
            f"{free:,.0f} MB; make room, or name another disk with --out"
        )


def _pdf_count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.pdf"))
