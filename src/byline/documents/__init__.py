"""PDFs to documents: title block, sections, references and text, in processes that nothing can stop."""

from byline.documents.errors import DocumentError
from byline.documents.parse import parse_document

__all__ = ["DocumentError", "parse_document"]
