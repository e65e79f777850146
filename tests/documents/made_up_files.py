"""Files that are no papers, or try to break what reads them."""

import zlib


def minimal_pdf(
    pages: str = "[]", count: int = 0, trailer: str = "", page: str = "", more: tuple[str, ...] = ()
) -> bytes:
    """Return a PDF of objects written by hand; `trailer` and `page` are put into those, `more` are objects after."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {pages} /Count {count} >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {page} >>",
        *more,
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    body += "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("latin-1")


def encrypted_pdf() -> bytes:
    """Return a PDF whose password is not the empty one."""
    key = "41" * 32
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >> /ID [<00><00>]"
    return minimal_pdf("[3 0 R]", 1, encrypt)


def endless_pdf() -> bytes:
    """Return a PDF whose page tree holds itself."""
    return minimal_pdf("[2 0 R 2 0 R]", 2_000_000_000)


def blank_pdf() -> bytes:
    """Return a PDF with one page and no text on it, as a scan is."""
    return minimal_pdf("[3 0 R]", 1)


def drawn_pdf(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF that draws compressed content on each page, with Helvetica as its font /F."""
    packed = zlib.compress(content, 9).decode("latin-1")
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    used = "/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>"
    return minimal_pdf(f"[{'3 0 R ' * pages}]", pages, page=used, more=(stream, font))
