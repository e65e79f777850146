"""The methods section: its numbers are the run's, its definitions the measures', and it claims no more."""

import json
import re

from byline.exports import FinishedRun, methods_text
from byline.exports.biblio import TOPICS, checklist
from byline.exports.facts import Facts
from byline.exports.methods import methods_parts
from byline.measures import MEASURES, compute
from byline.model import CountingRules


def part(run: FinishedRun, facts: Facts, heading: str) -> str:
    (found,) = (p for p in methods_parts(run, facts) if p.heading == heading)
    return "\n".join(found.paragraphs)


def test_every_biblio_item_is_answered_or_left_to_people(run: FinishedRun, facts: Facts) -> None:
    rows = {item: where for item, _, where in checklist(methods_parts(run, facts))}
    assert list(rows) == list(TOPICS) == list(range(1, 21))
    assert {item for item, where in rows.items() if where == "yours to write"} == {1, 2, 3, 4, 16, 17, 18, 20}
    text = methods_text(run)
    assert len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) == 20
    assert "10.1186/s13643-023-02410-2" in text


def test_papers_and_mentions_are_counted(run: FinishedRun, facts: Facts) -> None:
    # Twelve papers, one without a PDF read; one of them of 2023, two in another track.
    assert "(12)" in part(run, facts, "Period and selection")
    rows = re.findall(r"\| V (\d+) \| (\w+) \| (\d+) \| (\d+) \|", part(run, facts, "Period and selection"))
    assert rows == [("2023", "main", "1", "1"), ("2024", "datasets", "2", "2"), ("2024", "main", "9", "8")]
    assert f"{sum(facts.mentions.values())} affiliation mentions" in part(
        run, facts, "Units and normalisation"
    )
    assert facts.placed_by_headquarters == facts.decided_by_people == 0
    assert "headquarters" not in part(run, facts, "Units and normalisation")


def test_coverage_is_the_measure(run: FinishedRun, facts: Facts) -> None:
    text = part(run, facts, "Coverage")
    for value in compute(run.engine, "coverage", run.study.rules):
        words = {"all": "every author", "some": "some authors", "none": "no author"}
        keys = json.loads(value.keys)
        (line,) = (line for line in text.splitlines() if line.startswith(f"V {keys['year']}"))
        assert (
            f"{words[keys['status']]} placed on {value.numerator:.0f} ({100 * (value.value or 0):.1f}%)"
            in line
        )


def test_rules_stand_in_words_and_as_they_are(run: FinishedRun, facts: Facts) -> None:
    (line,) = re.findall(r"`(\{.*\})`", part(run, facts, "Counting method"))
    assert CountingRules.from_json(line) == run.study.rules
    assert "a paper counts fully for every country on it" in part(run, facts, "Counting method")


def test_every_measure_of_the_run_is_defined_and_no_other(run: FinishedRun, facts: Facts) -> None:
    text = part(run, facts, "Indicators")
    for name, measure in MEASURES.items():
        assert (measure.doc in text) == (name in facts.measures)
    assert "no confidence interval" in text


def test_it_says_what_is_invented_and_what_was_not_checked(run: FinishedRun, facts: Facts) -> None:
    assert "invented" in methods_text(run).splitlines()[2]
    assert "not estimated" in part(run, facts, "Quality of the extraction")


def test_years_that_differ_in_tracks_are_a_limit(run: FinishedRun, facts: Facts) -> None:
    assert "V 2023 and V 2024 are not like for like: tracks differ" in part(run, facts, "Limits")
