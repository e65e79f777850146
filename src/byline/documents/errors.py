"""Why a file could not be read as a document."""

from typing import Literal

DocumentErrorCode = Literal[
    "missing", "not_a_pdf", "damaged", "encrypted", "empty", "too_long", "too_large", "unreadable"
]


class DocumentError(Exception):
    """A file that gives no document: `code` for programs, `message` for people, naming the file and the remedy."""

    def __init__(self, code: DocumentErrorCode, message: str) -> None:
        super().__init__(code, message)
        self.code: DocumentErrorCode = code
        self.message = message

    def __str__(self) -> str:
        return self.message
