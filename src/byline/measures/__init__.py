"""Counts, shares and indicators under named counting rules; every number lists its papers."""

from byline.measures.compute import candidates, compute, members, plan
from byline.measures.multiverse import every_rule
from byline.measures.question import Question, QuestionError, group_members
from byline.measures.registry import MEASURES, Measure
from byline.measures.ruleset import RuleSet
from byline.measures.steps import SqlFile, sql_file

__all__ = [
    "MEASURES",
    "Measure",
    "Question",
    "QuestionError",
    "RuleSet",
    "SqlFile",
    "candidates",
    "compute",
    "every_rule",
    "group_members",
    "members",
    "plan",
    "sql_file",
]
