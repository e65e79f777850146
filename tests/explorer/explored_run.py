"""Small finished runs for the explorer to open: one with every kind of doubt, one written by an enemy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from byline.demo import study_path
from byline.documents.parse import parse_document
from byline.model import (
    AffiliationMatch,
    AffiliationMention,
    Authorship,
    CountingRules,
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

PDF = study_path().parent / "2030" / "001.pdf"
PRINTED = "v-2024/printed"  # the paper whose PDF is held
UNPLACED = "Institute of Nowhere in Particular"

INSTITUTIONS = [
    Institution("https://ror.org/03cve4549", "Tsinghua University", "CN", "CN", "university", "Beijing"),
    Institution("https://ror.org/00jmfr291", "University of Michigan", "US", "US", "university", "Ann Arbor"),
    Institution("byline:somewhere", "Somewhere College", "GB", "GB", "university", None),
]
TECHNOLOGIES = [Technology("llama", "Llama", "language_model", "Meta", "US", "2023-02")]


@dataclass(slots=True)
class MadeUpRun:
    """Tables as they grow; `write` puts them into a folder as a finished run."""

    papers: list[Paper] = field(default_factory=list)
    authorships: list[Authorship] = field(default_factory=list)
    mentions: list[AffiliationMention] = field(default_factory=list)
    matches: list[AffiliationMatch] = field(default_factory=list)
    technology_mentions: list[TechnologyMention] = field(default_factory=list)
    roles: list[TechnologyRole] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    pdfs: dict[str, str] = field(default_factory=dict)
    institutions: list[Institution] = field(default_factory=lambda: list(INSTITUTIONS))

    def paper(self, paper_id: str, title: str, year: int = 2024, track: str = "main") -> str:
        """Add a paper and return its id."""
        pages = 3 if paper_id == PRINTED else None
        self.papers.append(Paper(paper_id, "V", year, track, title, None, "folder", None, None, pages))
        return paper_id

    def author(self, paper_id: str, name: str, *said: tuple[str, str, str | None]) -> None:
        """Add an author with (witness, text, country) of each affiliation; country None: not resolved."""
        position = 1 + sum(a.paper_id == paper_id for a in self.authorships)
        self.authorships.append(Authorship(paper_id, position, position, name, name, ()))
        for k, (witness, text, country) in enumerate(said, 1):
            mention_id = f"{paper_id}#{position}.{witness}.{k}"
            self.mentions.append(
                AffiliationMention(mention_id, paper_id, position, witness, text, None, None, None)
            )
            self.match(mention_id, country)

    def match(self, mention_id: str, country: str | None) -> None:
        """Add what a mention names."""
        at = next((i.institution_id for i in INSTITUTIONS if i.site_country == country), None)
        method, score = ("name", 0.9) if country else ("unresolved", 0.0)
        self.matches.append(
            AffiliationMatch(mention_id, at, country, country, score, method, "made up", "rules")
        )

    def write(self, out: Path) -> Study:
        """Write the run, and return its study."""
        (out / "tables").mkdir(parents=True)
        (out / "cache").mkdir()
        counts = {a.paper_id: a.author_position for a in self.authorships}
        authorships = [
            Authorship(a.paper_id, a.author_position, counts[a.paper_id], a.author_name, a.author_key, ())
            for a in self.authorships
        ]
        run = Run("run-1", "made-up", "0", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "[]", "{}", "")
        rows: dict[str, Sequence[object]] = {
            "papers": self.papers,
            "authorships": authorships,
            "affiliation_mentions": self.mentions,
            "affiliation_matches": self.matches,
            "institutions": self.institutions,
            "technologies": TECHNOLOGIES,
            "technology_mentions": self.technology_mentions,
            "technology_roles": self.roles,
            "issues": self.issues,
            "runs": [run],
        }
        for name, records in rows.items():
            pq.write_table(arrow_table(name, records), out / "tables" / f"{name}.parquet")
        (out / "cache" / "pdfs.json").write_text(json.dumps(self.pdfs))
        study = Study.model_validate(
            {
                "name": "made-up",
                "title": "A made-up study",
                "is_invented": True,
                "pairs": [("US", "CN")],
                "rules": CountingRules(),
                "editions": [{"venue": "V", "year": 2024, "sources": [{"name": "folder", "path": str(out)}]}],
            }
        )
        (out / "study.json").write_text(study.model_dump_json())
        return study


def doubtful_run(out: Path) -> Study:
    """Write six papers: two join the US and China, one by its byline only, one perhaps, two do not."""
    run = MadeUpRun()
    _printed(run)
    disputed = run.paper("v-2024/disputed", "A paper whose list has moved on")
    run.author(disputed, "Ann One", ("pdf", "University of Michigan", "US"))
    run.author(disputed, "Bo Two", ("pdf", "Tsinghua University", "CN"), ("metadata", "Somewhere", "GB"))
    perhaps = run.paper("v-2024/perhaps", "A paper with a string that nobody can place", track="datasets")
    run.author(perhaps, "Cy Three", ("pdf", UNPLACED, None))
    run.author(perhaps, "Di Four", ("pdf", "University of Michigan", "US"))
    alone = run.paper("v-2024/alone", "A British paper with Müller in it")
    run.author(alone, "Jörg Müller", ("pdf", "Somewhere College", "GB"))
    earlier = run.paper("v-2023/joint", "An earlier joint paper", year=2023)
    run.author(earlier, "Ed Five", ("pdf", "University of Michigan", "US"))
    run.author(earlier, "Fay Six", ("pdf", "Tsinghua University", "CN"))
    run.paper("v-2023/unsigned", "A paper without a readable byline", year=2023)
    return run.write(out)


def _printed(run: MadeUpRun) -> None:
    """Add a paper as it is read from its PDF, so that its lines have their places on the page."""
    document = parse_document(PDF)
    paper_id = run.paper(PRINTED, document.title_block.title)
    run.pdfs[paper_id] = str(PDF)
    for position, author in enumerate(document.title_block.authors, 1):
        run.authorships.append(Authorship(paper_id, position, position, author.name, author.name, ()))
        for k, printed in enumerate(author.affiliations, 1):
            mention_id = f"{paper_id}#{position}.pdf.{k}"
            run.mentions.append(
                AffiliationMention(
                    mention_id,
                    paper_id,
                    position,
                    "pdf",
                    printed.text,
                    None,
                    printed.page,
                    tuple(printed.box),
                )
            )
            run.match(mention_id, "CN" if "China" in printed.text else "US")
    quote = "We fine-tune LLaMA-2-7B for three epochs with a cosine schedule."
    run.technology_mentions.append(
        TechnologyMention(f"{paper_id}@1", paper_id, "llama", 2, "experiments", 0, 5, quote)
    )
    run.roles.append(TechnologyRole(paper_id, "llama", "evaluated", 0.8, "made up", (f"{paper_id}@1",)))


HOSTILE = {
    "html": "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>",
    "attribute": "\"'><svg onload=document.title='owned'>",
    "template": "{{ 7 * 7 }}{% for x in y %}",
    "sql": "'; DROP TABLE papers; --",
    "path": "../../../../etc/passwd",
    "address": "javascript:document.title='owned'",
    "rtl": "\u202eesrever\u2066 of \u202bright\u202c",
    "null": "a\x00b\x07c",
    "formula": '=HYPERLINK("http://example.org")',
    "long": "x" * 10_000,
    "dots": "..",
    "json": "x.json",
    "hash": "a?b#c%2e%2e/d&amp;e",
    "spaces": "   ",
    "emoji": "\U0001f469\u200d\U0001f52c\ufeff" + "e\u0301" * 50,
    "tilde": "~2e2e",
}


def hostile_run(out: Path) -> Study:
    """Write a run in which every field that comes from outside is an attack."""
    run = MadeUpRun()
    for kind, text in HOSTILE.items():
        paper_id = run.paper(
            f"v-2024/{text}" if kind not in ("dots", "tilde", "path") else text, text, track=text
        )
        run.author(paper_id, text, ("pdf", text, "US"), ("metadata", text, None))
        run.author(paper_id, text, ("pdf", f"{text}, Beijing", "CN"), ("email", text, "CN"))
        run.technology_mentions.append(
            TechnologyMention(f"{paper_id}@1", paper_id, "llama", 1, "method", 0, 5, text)
        )
        run.roles.append(TechnologyRole(paper_id, "llama", "built_on", 0.8, text, (f"{paper_id}@1",)))
        run.issues.append(Issue("documents", paper_id, "odd", text))
        run.institutions.append(Institution(f"byline:{text}", text, "US", "US", "university", text))
        run.pdfs[paper_id] = "/etc/passwd"
    return run.write(out)
