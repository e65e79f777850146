"""Every measure: what it counts, what it can be asked, and what its share is of."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. Its `members` query is `sql/measures/<name>.sql`; the number is an aggregate of it.

    `keys` are the columns that tell its numbers apart besides venue and year. `evidence` names the step that
    lists the mentions of each paper, told apart by `evidence_keys`. `denominator` names the step
    whose papers the share is of, and `denominator_doc` says so in words; `denominator_keys` are the keys
    that step has too. `frame` names the rows that are shown even where they are zero. `least_countries` is
    how many countries or groups must be asked about.
    """

    name: str
    title: str
    doc: str
    keys: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ("countries",)
    evidence: str = "evidence_any"
    evidence_keys: tuple[str, ...] = ()
    denominator: str = "all_papers"
    denominator_doc: str = "all papers in scope"
    denominator_keys: tuple[str, ...] = ()
    frame: str | None = None
    least_countries: int = 0
    has_bounds: bool = True
    unit: Literal["papers", "people"] = "papers"


_ALL = (
    Measure(
        "collaboration",
        "Papers that join authors in all of the countries asked for",
        "A paper counts if, for each country or group asked for, an author works there. Counted fractionally, "
        "a joint paper counts with the part of its credit that those countries hold together, which is the "
        "bilateral collaboration score of the Nature Index.",
        evidence="evidence_asked",
        least_countries=2,
    ),
    Measure(
        "papers_by_country",
        "Papers by country",
        "A paper counts for every country where an author works (whole), or authors share the paper equally "
        "and each author's countries share the author equally (fractional). Papers with an author who has no "
        "country are shown as `unresolved`.",
        keys=("country",),
        evidence="evidence_country",
        evidence_keys=("country",),
        frame="country_frame",
    ),
    Measure(
        "country_matrix",
        "Joint papers of every pair of countries",
        "For each pair of countries, the papers with authors in both. Bounds are not stated here: ask "
        "`collaboration` for a pair.",
        keys=("countries",),
        evidence="evidence_pair",
        evidence_keys=("country_a", "country_b"),
        has_bounds=False,
    ),
    Measure(
        "technology_by_country",
        "Papers of a country in which a technology plays a role",
        "A paper counts for a country and a technology if an author works there and the technology plays at "
        "least the role: `mentioned` counts every paper that names it, `evaluated` those that run it, "
        "`built_on` those that stand on it.",
        keys=("country", "technology", "role"),
        parameters=("countries", "technology", "role"),
        evidence="evidence_technology",
        evidence_keys=("country", "technology"),
        denominator="country_papers_read",
        denominator_doc="papers of the country whose text was read",
        denominator_keys=("country",),
        frame="technology_frame",
    ),
    Measure(
        "coverage",
        "Papers by how much of their affiliations is resolved",
        "`all`: every author who counts has a country and no affiliation beside it is unresolved; `none`: no "
        "author has; `some`: the rest.",
        keys=("status",),
        parameters=(),
        frame="status_frame",
        has_bounds=False,
    ),
    Measure(
        "international_share",
        "Papers whose authors are in two countries or more",
        "A paper counts if its authors work in at least two countries. Fractional counting leaves it whole.",
        parameters=(),
        evidence="evidence_placed",
    ),
    Measure(
        "leadership",
        "Joint papers by the country of their lead authors",
        "Of the joint papers of the countries asked for: those whose first author, last author, or both "
        "(`first_and_last`) work in each of them. Bounds hold the joint papers fixed.",
        keys=("country", "position"),
        evidence="evidence_lead",
        evidence_keys=("country", "position"),
        denominator="asked_papers",
        denominator_doc="joint papers of the countries asked for",
        frame="lead_frame",
        least_countries=2,
    ),
    Measure(
        "joint_by_people",
        "Joint papers through different people, or through one person with several affiliations",
        "`different_people`: each country can be given a different author; `one_person`: the paper is joint "
        "only because one person works in several of the countries.",
        keys=("joined_by",),
        evidence="evidence_asked",
        denominator="joint_credit",
        denominator_doc="joint papers of the countries asked for",
        frame="joined_frame",
        least_countries=2,
        has_bounds=False,
    ),
    Measure(
        "papers_by_sector",
        "Papers by sector",
        "A paper counts for every sector an author works in: university, company, government, nonprofit, "
        "hospital, facility, or `unknown`. With countries: of the papers that join them.",
        keys=("sector",),
        denominator="asked_papers",
        denominator_doc="papers in scope that join the countries asked for (all where none is)",
        has_bounds=False,
    ),
    Measure(
        "sector_mix",
        "Papers by the sectors that sign them together",
        "Each paper has one mix, e.g. `company+university`. Fractional counting leaves it whole. With "
        "countries: of the papers that join them.",
        keys=("mix",),
        denominator="asked_papers",
        denominator_doc="papers in scope that join the countries asked for (all where none is)",
        has_bounds=False,
    ),
    Measure(
        "papers_by_institution",
        "Papers by institution",
        "A paper counts for every institution an author works at. With countries: of the papers that join "
        "them, and only institutions there.",
        keys=("institution",),
        evidence="evidence_institution",
        evidence_keys=("institution",),
        denominator="asked_papers",
        denominator_doc="papers in scope that join the countries asked for (all where none is)",
        has_bounds=False,
    ),
    Measure(
        "institution_pairs",
        "Joint papers of pairs of institutions",
        "Papers with authors at both institutions. With countries: pairs across them, on papers that join "
        "them.",
        keys=("institutions",),
        evidence="evidence_institution_pair",
        evidence_keys=("institution_a", "institution_b"),
        denominator="asked_papers",
        denominator_doc="papers in scope that join the countries asked for (all where none is)",
        has_bounds=False,
    ),
    Measure(
        "technology_flow",
        "Papers of a country that use technology developed in another",
        "A paper counts for the country of an author and the home country of a technology that plays at "
        "least the role in it. The developer's country is as the catalogue gives it, whatever the rules.",
        keys=("country", "developed_in", "role"),
        parameters=("countries", "technology", "role"),
        evidence="evidence_flow",
        evidence_keys=("country", "developed_in"),
        denominator="country_papers_read",
        denominator_doc="papers of the country whose text was read",
        denominator_keys=("country",),
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}
