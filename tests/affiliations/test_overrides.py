"""A person's correction is applied last, says who and why, and is refused where it says too little."""

from pathlib import Path

import pytest

from byline.affiliations import Resolver
from byline.affiliations.errors import OverrideError
from byline.affiliations.overrides import apply_overrides, load_overrides
from byline.model import AffiliationMatch, AffiliationMention

HEADER = "kind,text,paper_id,author_position,institution_id,country,reason,who,when\n"


def _mention(mention_id: str, paper_id: str, position: int, text: str) -> AffiliationMention:
    return AffiliationMention(mention_id, paper_id, position, "pdf", text, None, 1, None)


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "overrides.csv"
    path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
    return path


MENTIONS = [
    _mention("m1", "p1", 1, "Northeastern University"),
    _mention("m2", "p1", 2, "Northeastern  University."),
    _mention("m3", "p2", 1, "Stanford University"),
]


def _matches(resolver: Resolver) -> list[AffiliationMatch]:
    return [
        AffiliationMatch.from_match(mention.mention_id, match)
        for mention in MENTIONS
        for match in resolver.resolve_all(mention.affiliation_text)
    ]


def test_a_string_and_an_author_are_corrected(resolver: Resolver, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "string,Northeastern University,,,,CN,the paper's e-mail says so,Ada,2026-03-01",
        "author,,p1,2,,US,her page says so,Ada,2026-03-02",
    )
    corrected = apply_overrides(MENTIONS, _matches(resolver), load_overrides(path), resolver)
    rows = {match.mention_id: match for match in corrected.matches}
    assert [rows[m].site_country for m in ("m1", "m2", "m3")] == ["CN", "US", "US"]
    assert [rows[m].decided_by for m in ("m1", "m2", "m3")] == ["override: Ada", "override: Ada", "rules"]
    assert "the paper's e-mail says so" in rows["m1"].explanation
    assert "The rules said" in rows["m1"].explanation
    assert (corrected.string_count, corrected.author_count) == (1, 1)


def test_an_institution_brings_its_place(resolver: Resolver, tmp_path: Path) -> None:
    wanted = resolver.resolve("Tsinghua University")
    path = _file(tmp_path, f"string,Stanford University,,,{wanted.institution_id},,a joke,Ada,2026-03-01")
    corrected = apply_overrides(MENTIONS, _matches(resolver), load_overrides(path), resolver)
    row = next(match for match in corrected.matches if match.mention_id == "m3")
    assert (row.institution_id, row.site_country, row.score) == (wanted.institution_id, "CN", 1.0)


def test_a_later_line_outweighs_an_earlier_one(resolver: Resolver, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "string,Stanford University,,,,CN,first,Ada,2026-03-01",
        "string,stanford university,,,,GB,second,Bob,2026-03-02",
    )
    corrected = apply_overrides(MENTIONS, _matches(resolver), load_overrides(path), resolver)
    assert next(m for m in corrected.matches if m.mention_id == "m3").site_country == "GB"


def test_an_unknown_institution_is_refused(resolver: Resolver, tmp_path: Path) -> None:
    path = _file(tmp_path, "string,Stanford University,,,byline:nowhere,,a slip,Ada,2026-03-01")
    with pytest.raises(OverrideError, match="byline:nowhere"):
        apply_overrides(MENTIONS, _matches(resolver), load_overrides(path), resolver)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("word,X,,,,CN,why,Ada,2026-03-01", "string or author"),
        ("string,,,,,CN,why,Ada,2026-03-01", "needs its text"),
        ("author,,p1,first,,CN,why,Ada,2026-03-01", "author_position"),
        ("string,X,,,,,why,Ada,2026-03-01", "neither"),
        ("string,X,,,,China,why,Ada,2026-03-01", "alpha-2"),
        ("string,X,,,,CN,,Ada,2026-03-01", "no reason"),
        ("string,X,,,,CN,why,,2026-03-01", "who decided"),
        ("string,X,,,,CN,why,Ada,March", "YYYY-MM-DD"),
    ],
)
def test_a_row_that_says_too_little_is_refused_by_line(tmp_path: Path, row: str, word: str) -> None:
    with pytest.raises(OverrideError, match=word) as raised:
        load_overrides(_file(tmp_path, row))
    assert "overrides.csv:2" in str(raised.value)


def test_a_missing_column_or_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    with pytest.raises(OverrideError, match=r"overrides\.csv"):
        load_overrides(path)
    path.write_text("kind,text\n", encoding="utf-8")
    with pytest.raises(OverrideError, match="paper_id"):
        load_overrides(path)
