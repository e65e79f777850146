"""The ACL Anthology through its own package (`pip install byline[acl]`), from a copy of its data.

Since 2025 its XML carries affiliations as printed for some volumes.
"""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from byline.sources.edition import Edition, SourceChoice
from byline.sources.harvest import (
    Harvest,
    ListedAffiliation,
    ListedAuthor,
    ListedPaper,
    SourceError,
    harvest_of,
)
from byline.sources.hosts import NO_NETWORK
from byline.sources.names import slug_of

if TYPE_CHECKING:
    from byline.sources.http import Client


REPOSITORY = "https://github.com/acl-org/acl-anthology.git"
# Git asks nobody for a password, and gives up on a connection that has all but stopped for a minute.
GIT_MANNERS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_HTTP_LOW_SPEED_LIMIT": "1000",
    "GIT_HTTP_LOW_SPEED_TIME": "60",
}


def load_acl_anthology(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of volumes (option `volumes`, as `["2024.naacl-long"]`) from data on disk."""
    return _harvest(edition, choice, choice.path())


def fetch_acl_anthology(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the same after bringing a copy of the Anthology's data up to date; it is a git repository."""
    folder = client.cache.folder / "acl-anthology"
    if client.options.is_offline:
        if not (folder / "data").is_dir():
            raise SourceError(f"no copy of the ACL Anthology at {folder}; run once without --offline")
    else:
        _bring_up_to_date(folder, client.options.max_age_days)
    return _harvest(edition, choice, folder / "data")


def _bring_up_to_date(folder: Path, max_age_days: float) -> None:
    """Clone the repository, or pull where the copy is old. A clone that is killed leaves no half of a copy."""
    fetched = folder.with_suffix(".fetched")
    if (folder / "data").is_dir() and fetched.is_file():
        if time.time() - fetched.stat().st_mtime < max_age_days * 86_400:
            return
        target = folder
    else:
        target = folder.with_suffix(".partial")
        for leftover in (target, folder):
            shutil.rmtree(leftover, ignore_errors=True)
    for name, value in GIT_MANNERS.items():
        os.environ.setdefault(name, value)
    try:
        _package().Anthology.from_repo(REPOSITORY, path=target, verbose=False)
    except SourceError:
        raise
    except Exception as error:  # git's and the package's own, of many classes
        lines = [line.strip() for line in str(error).splitlines()] or [type(error).__name__]
        why = next((line for line in lines if line.startswith(("fatal", "error"))), lines[0])
        raise SourceError(f"{REPOSITORY} cannot be copied to {target} ({why}); {NO_NETWORK}") from error
    if target != folder:
        target.rename(folder)
    fetched.touch()


def _package() -> Any:
    try:
        import acl_anthology
    except ImportError as error:
        raise SourceError("the ACL Anthology needs its package: pip install 'byline[acl]'") from error
    return acl_anthology


def _harvest(edition: Edition, choice: SourceChoice, data: Path) -> Harvest:
    try:
        anthology = _package().Anthology(datadir=data, verbose=False)
        volumes = choice.options.get("volumes") or _volumes_of(edition, anthology)
        return harvest_of(edition, "acl_anthology", _papers(anthology, volumes))
    except SourceError:
        raise
    except (
        Exception
    ) as error:  # damaged XML, a folder that is no Anthology: the package has no class for them
        raise SourceError(f"{data} cannot be read as data of the ACL Anthology ({error})") from error


def _volumes_of(edition: Edition, anthology: Any) -> list[str]:
    """Return the volumes of the venue's own collection of the year: `2024.naacl` has `2024.naacl-long` ..."""
    name = f"{edition.year}.{slug_of(edition.venue)}"
    collection = anthology.get(name)
    if collection is None:
        raise SourceError(f"the ACL Anthology has no collection {name}; give the option 'volumes'")
    return [volume.full_id for volume in collection.volumes()]


def _papers(anthology: Any, volumes: list[str]) -> Iterator[ListedPaper]:
    for volume_id in volumes:
        volume = anthology.get_volume(volume_id)
        if volume is None:
            raise SourceError(f"the ACL Anthology has no volume {volume_id}")
        yield from (_paper(paper) for paper in volume.papers() if not paper.is_frontmatter)


def _paper(paper: Any) -> ListedPaper:
    return ListedPaper(
        local_id=paper.full_id,
        title=paper.title.as_text(),
        authors=tuple(_author(author) for author in paper.authors),
        url=paper.web_url,
        pdf_url=paper.pdf.url if paper.pdf else None,
        doi=paper.doi,
    )


def _author(author: Any) -> ListedAuthor:
    affiliation = author.affiliation
    texts = (ListedAffiliation(affiliation.strip()),) if affiliation else ()
    return ListedAuthor(author.name.as_first_last(), author.id or "", texts)
