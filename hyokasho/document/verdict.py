"""What becomes of a document: one type for who reads it, who watches over that, who keeps it and who counts it.

    Read     pages were read, the whole of it or a part                    `ok`, `partial`, `not_an_assessment`
    Failed   its bytes were there, and nothing of them could be read       `failed`; kept: they would fail again
    Lost     its bytes were not to be had, whatever they are               `failed`; nothing is kept, the next run asks

What was read goes with it as tables; everything else that is said of a document's outcome is derived from here.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Code = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]+\Z")]
"""One of those that the registry declares for `documents.error_code`."""
DocumentStatus = Literal["ok", "partial", "failed", "not_an_assessment"]
STATUSES: tuple[DocumentStatus, ...] = ("ok", "partial", "failed", "not_an_assessment")
NOT_AN_ASSESSMENT = "not_an_assessment"
"""Status, and code, of a document that is none of the forms."""
COMPARISON, BLANK_FORM = "comparison", "blank_form"
"""Codes of documents of this status that print rows of a form."""
TIMEOUT, HUNG, MEMORY_LIMIT = "timeout", "hung", "memory_limit"
"""Codes of a document that ran into the limits of the run."""
INTERNAL_ERROR, CRASHED, BAD_ANSWER = "internal_error", "crashed", "bad_answer"
"""Codes of a document that this program failed on, or its worker's end."""


class Lack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a document that was read lacks: code and message."""

    code: Code
    message: str


class Read(msgspec.Struct, frozen=True, tag="read", forbid_unknown_fields=True):
    """The document was read; `lack` says what is missing of it, None where nothing is."""

    lack: Lack | None = None


class Failed(msgspec.Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """Nothing of the document could be read."""

    code: Code
    message: str


class Lost(msgspec.Struct, frozen=True, tag="lost", forbid_unknown_fields=True):
    """What the document is was not to be learned: its file could not be opened, or is too large to be looked at."""

    code: Code
    message: str


Known = Read | Failed
"""What becomes of a document whose bytes are known: this can be kept."""
Verdict = Read | Failed | Lost


def status(verdict: Verdict) -> DocumentStatus:
    """The document's status (`documents.status`)."""
    if not isinstance(verdict, Read):
        return "failed"
    if verdict.lack is None:
        return "ok"
    return "not_an_assessment" if verdict.lack.code in (NOT_AN_ASSESSMENT, COMPARISON, BLANK_FORM) else "partial"


def fault(verdict: Verdict) -> Lack | None:
    """What is wrong with the document (`documents.error_code`, `error_message`); None for one that is `ok`."""
    return verdict.lack if isinstance(verdict, Read) else Lack(verdict.code, verdict.message)
