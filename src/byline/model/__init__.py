"""The nouns of Byline, and every table's columns, types and docs, declared once."""

from byline.model.affiliations import (
    HEADQUARTERS,
    UNRESOLVED,
    AffiliationMatch,
    AffiliationMention,
    Institution,
    Match,
    Sector,
    Witness,
)
from byline.model.documents import (
    Box,
    Document,
    Line,
    PrintedAffiliation,
    PrintedAuthor,
    Reference,
    Section,
    SectionKind,
    TitleBlock,
)
from byline.model.measures import Issue, MeasureValue, Run
from byline.model.papers import Authorship, Paper
from byline.model.rules import CountingRules, choices
from byline.model.table import TABLES, Column, Table, arrow_schema, arrow_table
from byline.model.technologies import ROLES, Role, Technology, TechnologyMention, TechnologyRole

__all__ = [
    "HEADQUARTERS",
    "ROLES",
    "TABLES",
    "UNRESOLVED",
    "AffiliationMatch",
    "AffiliationMention",
    "Authorship",
    "Box",
    "Column",
    "CountingRules",
    "Document",
    "Institution",
    "Issue",
    "Line",
    "Match",
    "MeasureValue",
    "Paper",
    "PrintedAffiliation",
    "PrintedAuthor",
    "Reference",
    "Role",
    "Run",
    "Section",
    "SectionKind",
    "Sector",
    "Table",
    "Technology",
    "TechnologyMention",
    "TechnologyRole",
    "TitleBlock",
    "Witness",
    "arrow_schema",
    "arrow_table",
    "choices",
]
