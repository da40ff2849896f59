"""One class for each way in which a file cannot be read; `code` lands in `documents.error_code`."""

from __future__ import annotations


class ExtractError(Exception):
    """A file that cannot be read. `code` is stable and machine readable, the message says what to do."""

    code = "unreadable"


class EmptyFileError(ExtractError):
    """The file has no bytes."""

    code = "empty_file"


class NotPdfError(ExtractError):
    """The bytes are not a PDF, whatever the file is called."""

    code = "not_a_pdf"


class EncryptedError(ExtractError):
    """The PDF opens only with a password."""

    code = "encrypted"


class BrokenPdfError(ExtractError):
    """The PDF is damaged beyond repair, or has no pages."""

    code = "broken_pdf"


class TooLargeError(ExtractError):
    """The file is beyond a limit that keeps time and memory bounded."""

    code = "too_large"
