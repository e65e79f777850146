"""Papers that a person has checked: drawn without leading the reader, read strictly, and what they say of a number."""

import csv
from pathlib import Path

import pytest
from made_up_papers import CN, GB, HK, US, MadeUpPaper, both, build

from byline.engine import DuckDBEngine
from byline.measures import AuditError, audit, draw_sheet, load_sheet, write_sheet
from byline.model import CountingRules

PAIR = ("US", "CN")


def papers(joint: int, other: int) -> tuple[MadeUpPaper, ...]:
    """Return papers that Byline counts as joint, and others with Hong Kong or Britain in place of China."""
    return (
        *(MadeUpPaper(f"j{i:03}", (both(US), both(CN))) for i in range(joint)),
        *(MadeUpPaper(f"o{i:03}", (both(US), both(HK if i % 2 else GB))) for i in range(other)),
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return build(tmp_path_factory.mktemp("audited"), papers(40, 160))


def truth_of(wrong: int = 0, missed: int = 0) -> dict[str, frozenset[str]]:
    """Return what a person reads in 100 papers: some counted ones are none, some of the others are joint."""
    joint = {f"v-2024/j{i:03}": {"US"} if i < wrong else {"US", "CN"} for i in range(20)}
    others = {f"v-2024/o{i:03}": {"US", "HK" if i % 2 else "GB"} for i in range(80)}
    others |= {f"v-2024/o{i:03}": {"US", "CN"} for i in range(missed)}
    return {paper: frozenset(places) for paper, places in (joint | others).items()}


def test_without_an_error_the_share_stays_and_errors_move_it(engine: DuckDBEngine) -> None:
    (right,) = audit(engine, truth_of(), CountingRules(), PAIR)
    assert (right.checked, right.missed, right.extra) == (100, 0, 0)
    assert right.corrected is not None
    assert right.corrected.estimate == pytest.approx(0.2)
    assert right.corrected.low < 0.2 < right.corrected.high

    (wrong,) = audit(engine, truth_of(wrong=5, missed=1), CountingRules(), PAIR)
    assert (wrong.missed, wrong.extra) == (1, 5)
    assert wrong.corrected is not None
    # 40 of 200 counted; among 100 checked, five too many and one too few.
    assert wrong.corrected.estimate == pytest.approx(0.2 - 0.04)
    assert "missed 1 joint papers and counted 5" in wrong.sentence()
    assert "read or resolved wrongly" in wrong.sentence()


def test_the_truth_is_grouped_as_the_rules_group(engine: DuckDBEngine) -> None:
    (found,) = audit(engine, truth_of(), CountingRules(hong_kong_macau_taiwan="hk_mo_with_cn"), PAIR)
    assert (found.missed, found.extra) == (0, 0)


def test_groups_of_countries_are_sides(engine: DuckDBEngine) -> None:
    (found,) = audit(engine, truth_of(), CountingRules(), ("US", "North Sea"), {"North Sea": ("GB", "NO")})
    assert (found.checked, found.missed, found.extra) == (100, 0, 0)


@pytest.mark.parametrize(
    ("rules", "count", "reason"),
    [
        (CountingRules(), 29, "30"),
        (CountingRules(), 0, "no paper of it has been checked"),
        (CountingRules(authors="distinct_people"), 100, "these rules count something else"),
        (CountingRules(counting="fractional"), 100, "these rules count something else"),
    ],
)
def test_no_share_is_stated_where_the_sheet_cannot_carry_it(
    engine: DuckDBEngine, rules: CountingRules, count: int, reason: str
) -> None:
    (found,) = audit(engine, dict(list(truth_of().items())[:count]), rules, PAIR)
    assert found.corrected is None
    assert reason in found.sentence()


def test_a_sheet_is_drawn_the_same_each_time_and_leads_nobody(engine: DuckDBEngine, tmp_path: Path) -> None:
    rows = draw_sheet(engine, 50, seed=7)
    assert rows == draw_sheet(engine, 50, seed=7)
    assert rows != draw_sheet(engine, 50, seed=8)
    assert len({row["paper_id"] for row in rows}) == 50
    file = tmp_path / "sheet.csv"
    write_sheet(file, rows)
    assert load_sheet(file) == {}
    with pytest.raises(FileExistsError):
        write_sheet(file, rows)
    with file.open(encoding="utf-8", newline="") as opened:
        assert all(row["countries"] == "" for row in csv.DictReader(opened))


def test_a_sheet_says_where_each_paper_is(engine: DuckDBEngine) -> None:
    first, *others = draw_sheet(engine, 50, seed=7)
    assert "listed by" in first["where"]
    moved = draw_sheet(engine, 50, seed=7, pdfs={first["paper_id"]: "/papers/a.pdf"})
    assert [row["where"] for row in moved] == ["/papers/a.pdf", *(row["where"] for row in others)]


def test_a_sheet_is_read_strictly(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("paper_id,countries\nv/a,US; CN\nv/b,-\nv/c,\n", encoding="utf-8")
    assert load_sheet(file) == {"v/a": frozenset({"US", "CN"}), "v/b": frozenset()}
    file.write_text("paper_id,countries\nv/a,China\n", encoding="utf-8")
    with pytest.raises(AuditError, match=r"line 2.*as codes"):
        load_sheet(file)
    file.write_text("paper\nv/a\n", encoding="utf-8")
    with pytest.raises(AuditError, match="byline audit"):
        load_sheet(file)
    with pytest.raises(AuditError, match=r"absent\.csv"):
        load_sheet(tmp_path / "absent.csv")
