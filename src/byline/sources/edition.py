"""What a study asks for: one year of one venue, and the sources that witness it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from byline.sources.names import slug_of


class SourceChoice(BaseModel):
    """One source of an edition by its registered name, with the options that the source declares."""

    model_config = ConfigDict(frozen=True, extra="allow")

    name: str

    @property
    def options(self) -> Mapping[str, Any]:
        """Return the options as the study gives them: `path`, `volume`, `venueid` ..."""
        return self.model_extra or {}

    def path(self) -> Path:
        """Return the file or folder that a local source reads; KeyError where the study gives none."""
        return Path(self.options["path"])


class Edition(BaseModel):
    """One year of one venue and track: `venue = "UAI"`, `year = 2025`, and at least one source.

    A folder of PDFs and a venue's list may stand side by side: two witnesses of the same papers. `pdfs`: whether
    those that the sources lead to are fetched; without them only the lists are read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    venue: str = Field(min_length=1)
    year: int = Field(ge=1900, le=2100)
    track: str = "main"
    pdfs: bool = True
    sources: tuple[SourceChoice, ...] = Field(min_length=1)

    @property
    def slug(self) -> str:
        """Return the first half of its paper ids, e.g. `neurips-2024`."""
        return f"{slug_of(self.venue)}-{self.year}"

    @model_validator(mode="after")
    def _has_a_name_to_file_under(self) -> "Edition":
        if not slug_of(self.venue):
            raise ValueError(f"venue {self.venue!r} has no letter or digit to make a paper id of")
        return self
