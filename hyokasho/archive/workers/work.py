"""The unit of work: a document's bytes → its result, which depends on them and this program alone."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from itertools import islice

from extract.errors import lacks_memory
from hyokasho.archive.results.codec import encode
from hyokasho.archive.sources.locations import UnreadableError, read_bytes
from hyokasho.archive.task import MOST_NOTES, Limits, Note, Outcome, Task
from hyokasho.document.deadline import Deadline
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult, failed_result
from hyokasho.document.verdict import INTERNAL_ERROR, MEMORY_LIMIT, Failed
from hyokasho.document.watch import Watch
from normalize.arrow.lazy_rows import DatasetRow


def perform(task: Task, limits: Limits) -> Outcome:
    """Read one document in this process, without a jail; whatever goes wrong becomes its result."""
    start = time.monotonic()
    try:
        data = read_bytes(task.location, limits.most_bytes)
    except UnreadableError as error:
        return Outcome(task.index, error.verdict, time.monotonic() - start)
    kept, notes = read(data, limits, Deadline(limits.timeout))
    return Outcome(task.index, kept, time.monotonic() - start, notes=notes)


def read(
    data: bytes, limits: Limits, deadline: Deadline, extend: Callable[[], object] = lambda: None
) -> tuple[bytes, tuple[Note, ...]]:
    """The encoded result of a document and lines for the log. The deadline begins now; see `Watch` for `extend`."""
    watch = Watch(deadline, extend)
    result, bounded = _read(data, watch)
    return encode(result, limits if bounded else None), _notes(result, watch)


def accident(task: Task, verdict: Failed, limits: Limits) -> Outcome:
    """The outcome for a document whose worker was stopped or died."""
    return Outcome(task.index, encode(failed_result(task.document_id, task.size, verdict), limits))


def _read(data: bytes, watch: Watch) -> tuple[DocumentResult, bool]:
    """The result, and whether the limits had a part in it. Name and source are put in where tables are assembled."""
    try:
        return read_file(data, "", "", watch), watch.stopped is not None
    except Exception as error:  # noqa: BLE001 - the one place where a document is isolated from the run
        if lacks_memory(error):
            verdict = Failed(MEMORY_LIMIT, "reading the file takes more memory than --memory allows")
        else:
            verdict = Failed(INTERNAL_ERROR, f"{type(error).__name__}: {error} (please report this file)")
    return failed_result(hashlib.sha256(data).hexdigest(), len(data), verdict), verdict.code == MEMORY_LIMIT


def _notes(result: DocumentResult, watch: Watch) -> tuple[Note, ...]:
    """What to say of single pages in the log."""
    notes = [Note(page, "problem", problem) for page, problem in watch.problems[:MOST_NOTES]]
    rows: Iterable[DatasetRow] = result.rows.get("findings", ())
    notes += [Note(row["page"], row["kind"], row["text"]) for row in islice(rows, MOST_NOTES - len(notes))]
    return tuple(notes)
