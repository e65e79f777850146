"""Where authors say they work, and which institutions those strings name."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from byline.model.table import table

Witness = Literal["pdf", "metadata", "email"]
Sector = Literal["university", "company", "government", "nonprofit", "hospital", "facility"]

UNRESOLVED = "unresolved"
HEADQUARTERS = "headquarters"


@table("affiliation_mentions")
@dataclass(frozen=True, slots=True)
class AffiliationMention:
    """A string as written, for one author of one paper, from one witness."""

    mention_id: Annotated[str, "unique in a run"]
    paper_id: Annotated[str, "the paper"]
    author_position: Annotated[int, "from 1, as in authorships"]
    witness: Annotated[
        str, "pdf: printed in the byline; metadata: listed by the venue; email: printed e-mail domain"
    ]
    affiliation_text: Annotated[str, "the string as written; for the witness email, the domain"]
    email_domain: Annotated[str | None, "domain of the author's e-mail where one is known, a second witness"]
    page: Annotated[int | None, "page of the PDF, from 1"]
    box: Annotated[tuple[float, ...] | None, "x0, y0, x1, y1 in points from the page's lower left corner"]


@table("institutions")
@dataclass(frozen=True, slots=True)
class Institution:
    """A university, company, laboratory or agency that mentions are matched to."""

    institution_id: Annotated[str, "ROR id where there is one, else byline:slug"]
    display_name: Annotated[str, "name to show"]
    site_country: Annotated[str | None, "ISO 3166-1 alpha-2 of this campus or laboratory; empty: many places"]
    home_country: Annotated[str | None, "country of the owner's headquarters"]
    sector: Annotated[str | None, "university, company, government, nonprofit, hospital or facility"]
    city: Annotated[str | None, "city of this campus or laboratory"]


@dataclass(frozen=True, slots=True)
class Match:
    """What a string names, as the resolver answers: one institution, or only a country, or nothing.

    `site_country` is empty where neither the string nor the registry places the institution; the method
    is then `headquarters` and `home_country` says where the owner sits. `score` is the calibrated
    probability, in [0, 1], that `country` is right; 0.0 where unresolved.
    """

    text: str
    institution_id: str | None
    institution: str | None
    site_country: str | None
    home_country: str | None
    score: float
    method: str
    explanation: str

    @property
    def country(self) -> str | None:
        """The site country, or the headquarters' where no site is printed or known."""
        return self.site_country or self.home_country

    def to_record(self, least_score: float = 0.0) -> dict[str, Any]:
        """Return the match as a JSON object, in the shape of `byline resolve`.

        Args:
            least_score: a country that is less sure is withheld, and the explanation says so.
        """
        is_withheld = self.country is not None and self.score < least_score
        return {
            "text": self.text,
            "institution": self.institution,
            "institution_id": self.institution_id,
            "country": None if is_withheld else self.country,
            "home_country": self.home_country,
            "score": round(self.score, 4),
            "method": UNRESOLVED if is_withheld else self.method,
            "explanation": f"{self.explanation}; {self.country} is withheld, being less sure than {least_score:g}"
            if is_withheld
            else self.explanation,
        }


@table("affiliation_matches")
@dataclass(frozen=True, slots=True)
class AffiliationMatch:
    """What one mention names. A mention of several institutions has several rows; unresolved is a row."""

    mention_id: Annotated[str, "the affiliation mention"]
    institution_id: Annotated[str | None, "the institution; empty where only a country is known, or nothing"]
    site_country: Annotated[
        str | None, "ISO 3166-1 alpha-2 of the place; empty where neither printed nor known"
    ]
    home_country: Annotated[str | None, "country of the owner's headquarters"]
    score: Annotated[float, "calibrated probability that the country is right, in [0, 1]"]
    method: Annotated[str, "how it was matched; `unresolved` where it was not"]
    explanation: Annotated[str, "why, in words"]
    decided_by: Annotated[str, "`rules`, or `override: who` where a person decided"]

    @classmethod
    def from_match(cls, mention_id: str, match: Match, decided_by: str = "rules") -> "AffiliationMatch":
        """Return the row that records the resolver's answer for this mention."""
        return cls(
            mention_id,
            match.institution_id,
            match.site_country,
            match.home_country,
            match.score,
            match.method,
            match.explanation,
            decided_by,
        )
