"""A worker process (module `hyokasho.archive.workers.worker`): reads the documents that come through its stdin.

Whatever else in this process writes to stdout or stderr, native libraries too, goes where the parent collects it.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

from hyokasho.archive.workers import messages, sandbox
from hyokasho.document.deadline import Deadline
from hyokasho.document.garbage import search_seldom

OUT_OF_MEMORY = 112
"""Exit status of a worker that had no memory left to say so."""


def main() -> None:
    """Serve until the parent closes the pipe."""
    attend(serve)


def attend(serve: Callable[[BinaryIO, BinaryIO], None]) -> None:
    """Let `serve` take what the parent asks and answer it; all else that this process prints goes to stderr."""
    search_seldom()
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(requests, replies)
    except messages.ClosedError:
        sys.exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Read documents, after a first message with the limits. Raises `messages.ClosedError` when the parent is gone."""
    limits = messages.hear_limits(requests)
    protections = sandbox.enter(limits)
    from hyokasho.archive.workers.work import read  # inside the limits, and before any document's time counts
    from normalize.arrow.schemas import schemas

    leave_pandas_out()
    schemas()
    gc.freeze()  # what is loaded by now stays, and is not to be searched
    messages.say(replies, messages.Ready(protections))
    while True:
        data = messages.hear_document(requests)
        deadline = messages.hear(requests, Deadline)
        kept, notes = read(data, limits, deadline, bounded(deadline, replies))
        del data
        sys.stdout.flush()
        messages.say(replies, messages.Reply(sandbox.resident(), list(notes)))
        messages.send(replies, kept)
        del kept, notes
        gc.collect(0)  # what the document was made of is gone, and little is left to search


def bounded(deadline: Deadline, replies: BinaryIO) -> Callable[[], None]:
    """Have the deadline begin, and the system keep it; what is to be called when it moves on."""
    begun = time.process_time()
    sandbox.allow_time(deadline, begun)

    def extend() -> None:
        sandbox.allow_time(deadline, begun)
        messages.say(replies, messages.MoreTime())

    return extend


class _NoPandas:
    """Says that pandas is not installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """What Python asks of every module that it has not loaded."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def leave_pandas_out() -> None:
    """Have Arrow take pandas for not installed until somebody asks for it.

    Arrow loads it with the first list that it is given, only to see whether pandas made the list: a fifth of a second,
    and tens of megabytes, in each worker. Camelot, where it is needed, still finds it.
    """
    import pyarrow as pa

    if "pandas" not in sys.modules:
        finder = _NoPandas()
        sys.meta_path.insert(0, finder)
        pa.array([], pa.null())
        sys.meta_path.remove(finder)


if __name__ == "__main__":
    main()
