"""The ACL Anthology through its own package (`pip install byline[acl]`), from a copy of its data.

Since 2025 its XML carries affiliations as printed for some volumes.
"""

from collections.abc import Iterator
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
from byline.sources.names import slug_of

if TYPE_CHECKING:
    from byline.sources.http import Client


def load_acl_anthology(edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the papers of volumes (option `volumes`, as `["2024.naacl-long"]`) from data on disk."""
    return _harvest(edition, choice, _package().Anthology(datadir=choice.path(), verbose=False))


def fetch_acl_anthology(client: "Client", edition: Edition, choice: SourceChoice) -> Harvest:
    """Return the same after bringing a copy of the Anthology's data up to date; it is a git repository."""
    folder = client.cache.folder / "acl-anthology"
    if client.options.is_offline:
        if not (folder / "data").is_dir():
            raise SourceError(f"no copy of the ACL Anthology at {folder}; run once without --offline")
        return _harvest(edition, choice, _package().Anthology(datadir=folder / "data", verbose=False))
    return _harvest(edition, choice, _package().Anthology.from_repo(path=folder, verbose=False))


def _package() -> Any:
    try:
        import acl_anthology
    except ImportError as error:
        raise SourceError("the ACL Anthology needs its package: pip install 'byline[acl]'") from error
    return acl_anthology


def _harvest(edition: Edition, choice: SourceChoice, anthology: Any) -> Harvest:
    volumes = choice.options.get("volumes") or _volumes_of(edition, anthology)
    return harvest_of(edition, "acl_anthology", _papers(anthology, volumes))


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
