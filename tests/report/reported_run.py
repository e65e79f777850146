"""A small finished run to report on: two editions, one paper that an enemy titled."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from byline.model import (
    AffiliationMatch,
    AffiliationMention,
    Authorship,
    Institution,
    Issue,
    Paper,
    Run,
    Technology,
    TechnologyMention,
    TechnologyRole,
    arrow_table,
)
from byline.study import Study

HOSTILE_TITLE = "</li><script>alert(1)</script> & more"
# paper id, year, title, countries of its authors; None: not resolved.
PAPERS: Sequence[tuple[str, int, str, tuple[str | None, ...]]] = (
    ("v-2023/a", 2023, "An earlier paper", ("US", "CN")),
    ("v-2023/b", 2023, "Another", ("GB",)),
    ("v-2024/a", 2024, HOSTILE_TITLE, ("US", "CN", "US")),
    ("v-2024/b", 2024, "A paper with an open end", ("US", None)),
    ("v-2024/c", 2024, "A paper of two", ("GB", "US")),
)


def write_run(out: Path) -> Study:
    """Write the run, and return its study."""
    (out / "tables").mkdir(parents=True)
    people = [(p, i, c) for p, _, _, countries in PAPERS for i, c in enumerate(countries, 1)]
    count = {p: len(countries) for p, _, _, countries in PAPERS}
    rows: dict[str, Sequence[object]] = {
        "papers": [Paper(p, "V", year, "main", title, None, "folder", None, None, 9) for p, year, title, _ in PAPERS],
        "authorships": [Authorship(p, i, count[p], f"Author {i}", f"{p}{i}", ()) for p, i, _ in people],
        "affiliation_mentions": [
            AffiliationMention(f"{p}#{i}", p, i, "pdf", f"Institute of {c}", None, 1, None) for p, i, c in people
        ],
        "affiliation_matches": [
            AffiliationMatch(f"{p}#{i}", f"byline:{c}" if c else None, c, c, 0.9 if c else 0.0,
                             "name" if c else "unresolved", "made up", "rules")
            for p, i, c in people
        ],
        "institutions": [
            Institution(f"byline:{c}", f"Institute of {c}", c, c, "university", None) for c in ("US", "CN", "GB")
        ],
        "technologies": [Technology("llama", "Llama", "language_model", "Meta", "US", "2023-02")],
        "technology_mentions": [TechnologyMention("v-2024/a@1", "v-2024/a", "llama", 1, "method", 0, 5, "We run it.")],
        "technology_roles": [TechnologyRole("v-2024/a", "llama", "built_on", 0.9, "made up", ("v-2024/a@1",))],
        "issues": [Issue("documents", "v-2023/b", "odd", "Something is odd.")],
        "runs": [Run("run-1", "made-up", "0", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "[]", "{}", "none")],
    }  # fmt: skip
    for name, records in rows.items():
        pq.write_table(arrow_table(name, records), out / "tables" / f"{name}.parquet")
    edition = {"venue": "V", "year": 2024, "sources": [{"name": "folder", "path": str(out)}]}
    study = Study.model_validate(
        {"name": "made-up", "title": "A made-up study", "pairs": [("US", "CN")], "editions": [edition]}
    )
    (out / "study.json").write_text(study.model_dump_json())
    return study
