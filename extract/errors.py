"""One class for each way in which a file cannot be read; `code` lands in `documents.error_code`."""

from __future__ import annotations

import errno

_OUT_OF_MEMORY = (
    "cannot allocate memory", "bad allocation", "bad_alloc", "insufficient memory", "failed to allocate",
    "failed to map segment",
)  # fmt: skip
"""How libraries of other languages say it, each in exceptions of its own."""


def lacks_memory(error: BaseException) -> bool:
    """Whether an exception means that there is no more memory, whatever its class."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    text = str(error).lower()
    return any(words in text for words in _OUT_OF_MEMORY)


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


class ModelError(ExtractError):
    """A model that scans are read with is not installed, or is another one than it should be: no fault of the file."""

    code = "wrong_model"
