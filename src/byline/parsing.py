"""One PDF as one record: who signs it, where they work, and whose technology it uses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from byline.affiliations import Resolver
from byline.documents.pool import DocumentPool, Failure, PoolLimits
from byline.model import Match, PrintedAuthor, TechnologyMention, TechnologyRole, TitleBlock
from byline.pipeline.reading import featured
from byline.pipeline.resolution import remembered

Record = dict[str, Any]
Answer = Callable[[str, str | None], tuple[Match, ...]]


@dataclass(frozen=True, slots=True)
class ParsedPdf:
    """What a worker returns for one PDF."""

    title_block: TitleBlock
    mentions: Sequence[TechnologyMention]
    roles: Sequence[TechnologyRole]
    issues: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PdfParser:
    """What a worker process does with one PDF; `catalogue` names a file of further technologies."""

    catalogue: Path | None = None

    def __call__(self, pdf: Path) -> ParsedPdf:
        """Return the PDF's title block and technologies; raises DocumentError for one that cannot be read."""
        from byline.documents import parse_document

        document = parse_document(pdf)
        found = featured(pdf.stem, document, self.catalogue)
        return ParsedPdf(document.title_block, found.mentions, found.roles, document.issues)


def parse_pdf(pdf: Path, resolver: Resolver, catalogue: Path | None = None) -> Record:
    """Return the record of one PDF, read in this process; raises DocumentError for one that cannot be read."""
    return record_of(pdf, PdfParser(catalogue)(pdf), remembered(resolver))


def parse_pdfs(
    pdfs: Sequence[Path], resolver: Resolver, workers: int, limits: PoolLimits | None = None
) -> Iterator[Record]:
    """Yield the record of each PDF in the order given; a failure is a record with an issue."""
    answer = remembered(resolver)
    done: dict[Path, ParsedPdf | Failure] = {}
    waiting = iter(pdfs)
    turn = next(waiting, None)
    with DocumentPool(min(workers, len(pdfs)), limits) as pool:
        for pdf, parsed in pool.map(PdfParser(), pdfs):
            done[pdf] = parsed
            while turn in done:
                yield _record(turn, done.pop(turn), answer)
                turn = next(waiting, None)


def pdfs_in(paths: Iterable[Path]) -> list[Path]:
    """Return the PDFs that the paths name, folders searched at every depth, sorted and each once."""
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(sorted(filter(_is_pdf, path.rglob("*"))) if path.is_dir() else [path])
    return list(found)


def _is_pdf(file: Path) -> bool:
    # A folder may have such a name; `._name.pdf` is what macOS leaves beside a copied file.
    return file.suffix.lower() == ".pdf" and not file.name.startswith(".") and file.is_file()


def _record(pdf: Path, result: ParsedPdf | Failure, answer: Answer) -> Record:
    return failed_record(pdf, result) if isinstance(result, Failure) else record_of(pdf, result, answer)


def failed_record(pdf: Path, failure: Failure) -> Record:
    """Return the record of a PDF that could not be read."""
    issue = {"code": failure.code, "message": failure.message}
    return {
        "paper": pdf.stem, "path": str(pdf), "title": "",
        "authors": [], "countries": [], "technologies": {}, "issues": [issue]
    }  # fmt: skip


def record_of(pdf: Path, parsed: ParsedPdf, answer: Answer) -> Record:
    """Return the record of a PDF, every affiliation resolved; its shape is documented in docs/commands.md."""
    authors = [_author(author, answer) for author in parsed.title_block.authors]
    quotes = {mention.mention_id: mention for mention in parsed.mentions}
    return {
        "paper": pdf.stem,
        "path": str(pdf),
        "title": parsed.title_block.title,
        "authors": authors,
        "countries": sorted({country for author in authors for country in author["countries"]}),
        "technologies": {role.technology_id: _technology(role, quotes) for role in parsed.roles},
        "issues": [{"code": code, "message": message} for code, message in parsed.issues],
    }


def _author(author: PrintedAuthor, answer: Answer) -> Record:
    domain = author.email_domains[0] if author.email_domains else None
    printed = [
        _affiliation(affiliation.text, affiliation.page, match)
        for affiliation in author.affiliations
        for match in answer(affiliation.text, domain)
    ]
    # Only where no affiliation is printed does the e-mail speak for the author: a second witness, not a second job.
    emails = [] if author.affiliations else author.email_domains
    affiliations = printed + [
        _affiliation(name, author.page, match) for name in emails for match in answer("", name)
    ]
    return {
        "name": author.name,
        "affiliations": affiliations,
        "countries": sorted({a["country"] for a in affiliations if a["country"]}),
        "email_domains": list(author.email_domains),
        "notes": list(author.notes),
    }


def _affiliation(text: str, page: int, match: Match) -> Record:
    return {**match.to_record(), "text": text, "page": page}


def _technology(role: TechnologyRole, mentions: dict[str, TechnologyMention]) -> Record:
    evidence = [mentions[mention_id] for mention_id in role.evidence]
    return {
        "role": role.role,
        "score": round(role.score, 4),
        "explanation": role.explanation,
        "evidence": [{"page": m.page, "section": m.section, "quote": m.quote} for m in evidence],
    }
