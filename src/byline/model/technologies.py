"""Technologies that papers name, and the role they play."""

from dataclasses import dataclass
from typing import Annotated, Literal

from byline.model.table import table

Role = Literal["mentioned", "cited", "evaluated", "built_on"]
ROLES: tuple[Role, ...] = ("mentioned", "cited", "evaluated", "built_on")


@table("technologies")
@dataclass(frozen=True, slots=True)
class Technology:
    """An entry of the catalogue, as the run used it."""

    technology_id: Annotated[str, "short lower-case id, e.g. llama"]
    display_name: Annotated[str, "name to show"]
    family: Annotated[str, "architecture, language_model, framework, hardware, dataset ..."]
    developer: Annotated[str, "who introduced it"]
    home_country: Annotated[str | None, "ISO 3166-1 alpha-2 of the developer's headquarters"]
    first_release: Annotated[str | None, "year, or year-month"]


@table("technology_mentions")
@dataclass(frozen=True, slots=True)
class TechnologyMention:
    """One place where a paper names a technology."""

    mention_id: Annotated[str, "unique in a run"]
    paper_id: Annotated[str, "the paper"]
    technology_id: Annotated[str, "the technology"]
    page: Annotated[int, "page of the PDF, from 1"]
    section: Annotated[str, "kind of section: abstract, introduction, method, experiments, references ..."]
    char_start: Annotated[int, "first character in the document's text"]
    char_end: Annotated[int, "one past the last character"]
    quote: Annotated[str, "the sentence around it, word for word"]


@table("technology_roles")
@dataclass(frozen=True, slots=True)
class TechnologyRole:
    """The highest role a technology plays in a paper, with the mentions that show it."""

    paper_id: Annotated[str, "the paper"]
    technology_id: Annotated[str, "the technology"]
    role: Annotated[str, "mentioned < cited < evaluated < built_on"]
    score: Annotated[float, "confidence in the role, in [0, 1]"]
    explanation: Annotated[str, "why, in words"]
    evidence: Annotated[tuple[str, ...], "mention ids, the strongest first"]
