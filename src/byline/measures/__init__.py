"""Counts, shares and indicators under named counting rules; every number lists its papers."""

from byline.measures.audit import Audited, AuditError, audit, draw_sheet, load_sheet, write_sheet
from byline.measures.chance import Chance, expected_by_chance
from byline.measures.checks import Check, check_claims
from byline.measures.claims import Claim, ClaimError, load_claims
from byline.measures.compute import Bounds, bounds, candidates, compute, member_ids, members, plan
from byline.measures.editions import all_heard, heard_witnesses
from byline.measures.indicators import INDICATORS, pair_indicators
from byline.measures.multiverse import Influence, Multiverse, Preset, every_rule, multiverse, presets
from byline.measures.question import Question, QuestionError, group_members
from byline.measures.registry import MEASURES, Measure
from byline.measures.ruleset import RuleSet
from byline.measures.steps import SqlFile, sql_file
from byline.measures.trend import Comparison, trend
from byline.measures.uncertainty import (
    Interval,
    Labels,
    TooFewLabels,
    corrected,
    difference,
    prediction_powered,
    rogan_gladen,
    wilson,
)
from byline.measures.wording import called

__all__ = [
    "INDICATORS",
    "MEASURES",
    "AuditError",
    "Audited",
    "Bounds",
    "Chance",
    "Check",
    "Claim",
    "ClaimError",
    "Comparison",
    "Influence",
    "Interval",
    "Labels",
    "Measure",
    "Multiverse",
    "Preset",
    "Question",
    "QuestionError",
    "RuleSet",
    "SqlFile",
    "TooFewLabels",
    "all_heard",
    "audit",
    "bounds",
    "called",
    "candidates",
    "check_claims",
    "compute",
    "corrected",
    "difference",
    "draw_sheet",
    "every_rule",
    "expected_by_chance",
    "group_members",
    "heard_witnesses",
    "load_claims",
    "load_sheet",
    "member_ids",
    "members",
    "multiverse",
    "pair_indicators",
    "plan",
    "prediction_powered",
    "presets",
    "rogan_gladen",
    "sql_file",
    "trend",
    "wilson",
    "write_sheet",
]
