"""PDFs to documents: title block, sections, references and text, in processes that nothing can stop."""

from typing import TYPE_CHECKING

from byline.deferred import deferred

if TYPE_CHECKING:
    from byline.documents.errors import DocumentError
    from byline.documents.parse import parse_document

__all__ = ["DocumentError", "parse_document"]

__getattr__ = deferred(
    __name__,
    {"DocumentError": "byline.documents.errors", "parse_document": "byline.documents.parse"},
)
