"""Papers and who signs them."""

from dataclasses import dataclass
from typing import Annotated

from byline.model.table import table


@table("papers")
@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of one edition of a venue."""

    paper_id: Annotated[str, "`venue-year/local id`, unique in a run"]
    venue: Annotated[str, "venue name as the study gives it, e.g. NeurIPS"]
    year: Annotated[int, "year of the edition"]
    track: Annotated[str, "track as the venue names it, e.g. main, datasets-and-benchmarks"]
    title: Annotated[str, "title as the source gives it; of the PDF where the source gives none"]
    url: Annotated[str | None, "page of the paper at the venue"]
    source: Annotated[str, "name of the source that listed it, e.g. folder, paperlists"]
    pdf_path: Annotated[str | None, "PDF relative to the run's input, empty where none is held"]
    pdf_sha256: Annotated[str | None, "SHA-256 of the PDF's bytes, in hexadecimal"]
    page_count: Annotated[int | None, "pages of the PDF"]
    decision: Annotated[str | None, "oral, spotlight or poster, where the venue says so"] = None


@table("authorships")
@dataclass(frozen=True, slots=True)
class Authorship:
    """One author of one paper, in printed order."""

    paper_id: Annotated[str, "the paper"]
    author_position: Annotated[int, "from 1"]
    author_count: Annotated[int, "authors of this paper"]
    author_name: Annotated[str, "name as written"]
    author_key: Annotated[
        str, "the source's own author id, else the folded name; never used to decide a country"
    ]
    notes: Annotated[
        tuple[str, ...], "notes printed for the author: equal contribution, work done while at ..."
    ]
