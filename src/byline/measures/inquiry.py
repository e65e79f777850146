"""A measure with its question and rules, as the SELECTs that sum or list its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from byline.engine import Engine, Parameter, Step
from byline.measures.question import Question, QuestionError
from byline.measures.registry import MEASURES, Measure
from byline.measures.ruleset import RuleSet
from byline.measures.steps import chain
from byline.model import CountingRules

if TYPE_CHECKING:
    import pyarrow as pa

# A key that is a pair stands in two columns.
PAIRS = {"countries": ("country_a", "country_b"), "institutions": ("institution_a", "institution_b")}

_MEMBER_SUMS = """SUM(CASE WHEN m.is_member THEN 1 ELSE 0 END) AS whole,
    SUM(CASE WHEN m.is_member THEN m.credit ELSE 0 END) AS fractional"""
_NUMERATOR_SUMS = f"""{_MEMBER_SUMS},
    SUM(CASE WHEN m.is_possible THEN 1 ELSE 0 END) AS possible,
    SUM(CASE WHEN m.is_plausible THEN 1 ELSE 0 END) AS plausible,
    SUM(CASE WHEN m.is_possible THEN m.credit_possible ELSE 0 END) AS fractional_possible,
    SUM(CASE WHEN m.is_plausible THEN m.credit_possible ELSE 0 END) AS fractional_plausible"""

_LATEST_RUN = Step(
    "latest_run", "SELECT run_id FROM runs ORDER BY finished_at DESC, run_id LIMIT 1", is_kept=True
)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked, checked: a measure, its question, and the rules to answer under."""

    measure: Measure
    question: Question
    rules: tuple[CountingRules, ...]
    ruleset: RuleSet

    @classmethod
    def of(
        cls,
        name: str,
        rules: CountingRules | Sequence[CountingRules],
        parameters: dict[str, object],
        among: Sequence[CountingRules] = (),
    ) -> "Inquiry":
        """Return the inquiry; QuestionError for an unknown measure or a question it cannot be asked.

        The pass over the data is made for `among`, where that holds all of the rules, so that inquiries which
        name the same share it; only the rules themselves are answered.
        """
        if name not in MEASURES:
            raise QuestionError(f"no measure {name!r}; there are {', '.join(MEASURES)}")
        measure = MEASURES[name]
        question = Question.ask(measure.parameters, parameters)
        question.check_count(name, measure.least_countries)
        wanted = (rules,) if isinstance(rules, CountingRules) else tuple(rules)
        every = tuple(among) if set(wanted) <= set(among) else tuple(dict.fromkeys((*wanted, *among)))
        return cls(measure, question, wanted, RuleSet.of(every))

    def steps(self, *more: str) -> list[Step]:
        """Return the steps of the measure, and of the steps named, in order."""
        return [*self.ruleset.steps(), *self.question.steps(), *chain(self.measure.name, *more)]

    def sums(self, engine: Engine) -> list[tuple[CountingRules, dict[str, Any]]]:
        """Return the sums over members and candidates for each number, under each of the rules in order."""
        found: dict[tuple[int, str], list[dict[str, Any]]] = {}
        for row in engine.query(self._sums_sql(), steps=self._sums_steps()).to_pylist():
            found.setdefault((row["universe"], row["tracks"]), []).append(row)
        return [(rule, row) for rule in self.rules for row in found.get(self.ruleset.places[rule], ())]

    def listing(self, engine: Engine, rules: CountingRules, condition: str) -> "pa.Table":
        """Return the papers that meet a condition on the measure's columns, under one of the rules."""
        is_whole = rules.counting == "whole"
        universe, tracks = self.ruleset.places[rules]
        columns = _list("s", self.question.by) + _list("m", self._keys) + ["s.paper_id"]
        sql = f"""
            SELECT {", ".join(columns)}, {"CAST(1 AS DOUBLE)" if is_whole else "m.credit"} AS credit,
                   m.is_plausible, COALESCE(ARRAY_SORT(ARRAY_DISTINCT(e.mentions)), []) AS evidence
            FROM {self.measure.name} AS m
            JOIN scope AS s ON s.paper = m.paper
            LEFT JOIN {self.measure.evidence} AS e
              ON {_equal("m", "e", ["universe", "paper", *self.measure.evidence_keys])}
            WHERE {condition} AND m.universe = $universe AND s.tracks = $tracks
            ORDER BY {", ".join(columns)}"""
        here: dict[str, Parameter] = {"universe": universe, "tracks": tracks}
        return engine.query(sql, here, steps=self.steps(self.measure.evidence))

    def ids(self, engine: Engine) -> dict[tuple[int, str], list[tuple[Any, ...]]]:
        """Return the place and id of every member, by universe and choice of tracks: all rules in one query."""
        columns = [*_list("s", self.question.by), *_list("m", self._keys), "s.paper_id"]
        sql = f"""
            SELECT m.universe, s.tracks, {", ".join(columns)}
            FROM {self.measure.name} AS m
            JOIN scope AS s ON s.paper = m.paper
            WHERE m.is_member{self._asked(" AND ")}
            ORDER BY m.universe, s.tracks, {", ".join(columns)}"""
        table = engine.query(sql, steps=self.steps())
        found: dict[tuple[int, str], list[tuple[Any, ...]]] = {}
        for universe, tracks, *rest in zip(*(c.to_pylist() for c in table.columns), strict=True):
            found.setdefault((universe, tracks), []).append(tuple(rest))
        return found

    @property
    def _keys(self) -> list[str]:
        return [column for key in self.measure.keys for column in PAIRS.get(key, (key,))]

    @property
    def _place(self) -> list[str]:
        return ["universe", "tracks", *self.question.by]

    def _sums_steps(self) -> list[Step]:
        measure = self.measure
        more = [measure.denominator, *([measure.frame] if measure.frame else [])]
        numerators = self._grouped(measure.name, self._keys, _NUMERATOR_SUMS)
        denominators = self._grouped(measure.denominator, measure.denominator_keys, _MEMBER_SUMS)
        return [
            *self.steps(*more),
            _LATEST_RUN,
            Step("numerators", numerators, (measure.name, "scope")),
            Step("denominators", denominators, (measure.denominator, "scope")),
        ]

    def _grouped(self, name: str, keys: Sequence[str], sums: str) -> str:
        columns = ", ".join(["m.universe", "s.tracks", *_list("s", self.question.by), *_list("m", keys)])
        return f"""SELECT {columns}, {sums}
            FROM {name} AS m JOIN scope AS s ON s.paper = m.paper{self._asked(" WHERE ")} GROUP BY {columns}"""

    def _asked(self, joined_by: str) -> str:
        """Return the condition that keeps the rules asked about, where the pass is over more."""
        universes = sorted({self.ruleset.places[rule][0] for rule in self.rules})
        if len(universes) == len(self.ruleset.rows):
            return ""
        return f"{joined_by}m.universe IN ({', '.join(map(str, universes))})"

    def _sums_sql(self) -> str:
        columns = ", ".join(_list("f", self._place + self._keys))
        return f"""
            SELECT {columns}, n.whole, n.fractional, n.possible, n.plausible, n.fractional_possible,
                   n.fractional_plausible, d.whole AS whole_of, d.fractional AS fractional_of,
                   (SELECT MAX(run_id) FROM latest_run) AS run_id
            FROM ({self._frame()}) AS f
            LEFT JOIN numerators AS n ON {_equal("f", "n", self._place + self._keys)}
            LEFT JOIN denominators AS d
              ON {_equal("f", "d", [*self._place, *self.measure.denominator_keys])}
            ORDER BY {columns}"""

    def _frame(self) -> str:
        """Return the rows to show: those with members, and those asked for by name even where they are zero."""
        if not self._keys:
            return f"SELECT {', '.join(self._place)} FROM denominators"
        counted = f"SELECT {', '.join(self._place + self._keys)} FROM numerators"
        if not self.measure.frame:
            return counted
        asked = ", ".join(_list("d", self._place) + _list("k", self._keys))
        return f"{counted} UNION SELECT {asked} FROM denominators AS d CROSS JOIN {self.measure.frame} AS k"


def _list(alias: str, columns: Sequence[str]) -> list[str]:
    return [f"{alias}.{column}" for column in columns]


def _equal(left: str, right: str, columns: Sequence[str]) -> str:
    return " AND ".join(f"{left}.{column} = {right}.{column}" for column in columns)
