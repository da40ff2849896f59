"""The unit of work: a document's bytes → its result, which depends on them and this program alone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from extract.errors import lacks_memory
from hyokasho.archive.results.codec import encode
from hyokasho.archive.sources.locations import UnreadableError, read_bytes
from hyokasho.archive.task import MOST_NOTES, Limits, Note, Outcome, Task
from hyokasho.deadline import Watch
from hyokasho.reader import read_file
from hyokasho.result import DocumentResult, failed_result


def perform(task: Task, limits: Limits) -> Outcome:
    """Read one document in this process, without a jail; whatever goes wrong becomes its result."""
    start = time.monotonic()
    try:
        data = read_bytes(task.location, limits.most_bytes)
    except UnreadableError as error:
        return Outcome(task.index, None, f"cannot be opened: {error}", time.monotonic() - start)
    kept, notes = read(data, limits)
    return Outcome(task.index, kept, seconds=time.monotonic() - start, notes=notes)


def read(data: bytes, limits: Limits, extend: Callable[[], object] = lambda: None) -> tuple[bytes, tuple[Note, ...]]:
    """The encoded result of a document and lines for the log. `extend` is called when it gets more time."""
    watch = Watch(limits.timeout, extend)
    result, bounded = _read(data, watch)
    return encode(result, len(data), limits if bounded else None), _notes(result, watch)


def accident(task: Task, code: str, message: str, limits: Limits) -> Outcome:
    """The outcome for a document whose worker was stopped or died."""
    result = failed_result(task.document_id, task.size, "", "", code, message)
    return Outcome(task.index, encode(result, task.size, limits))


def _read(data: bytes, watch: Watch) -> tuple[DocumentResult, bool]:
    """The result, and whether the limits had a part in it. Name and source are put in where tables are assembled."""
    try:
        return read_file(data, "", "", watch), watch.stopped is not None
    except Exception as error:  # noqa: BLE001 - the one place where a document is isolated from the run
        if lacks_memory(error):
            code, message = "memory_limit", "reading the file takes more memory than --memory allows"
        else:
            code, message = "internal_error", f"{type(error).__name__}: {error} (please report this file)"
    document_id = hashlib.sha256(data).hexdigest()
    return failed_result(document_id, len(data), "", "", code, message), code == "memory_limit"


def _notes(result: DocumentResult, watch: Watch) -> tuple[Note, ...]:
    """What to say of single pages in the log."""
    notes = [Note(page, "problem", problem) for page, problem in watch.problems]
    if (findings := result.tables.get("findings")) is not None:
        columns = findings.select(["page", "kind", "text"]).slice(0, MOST_NOTES).to_pylist()
        notes += [Note(row["page"], row["kind"], row["text"]) for row in columns]
    return tuple(notes[:MOST_NOTES])
