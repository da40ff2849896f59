"""A worker (`python -m tests.archive.trapped`) for which some documents are traps: what they say is done to it."""

from __future__ import annotations

import json
import os
import signal
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from hyokasho.archive.workers import work, worker
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from hyokasho.document.watch import Watch

MARK = b"%PDF-1.7 trap "
MODULE = "tests.archive.trapped"
read_before = 0


def trap(does: str) -> bytes:
    """A document that does something to the worker that reads it."""
    return MARK + does.encode()


def sprung(data: bytes, name: str, source: str, watch: Watch) -> DocumentResult:  # noqa: C901 - a case for each trap
    """Stands for `read_file`."""
    global read_before
    read_before += 1
    _, marked, does = data.rpartition(MARK)
    match does.decode() if marked else None:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(11)
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "fill":
            bytearray(1 << 40)
        case "fill to the brim":
            work.__dict__["failed_result"] = _no_memory
            raise MemoryError
        case "stand still":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "print":
            os.write(1, b"from the library\n")
        case "tell where it is":
            os.write(1, json.dumps([sorted(os.environ), sys.path, str(Path.cwd()), statistics.__file__]).encode())
        case "crash unless fresh" if read_before > 1:
            os.kill(os.getpid(), signal.SIGSEGV)
        case "fill unless fresh" if read_before > 1:
            raise MemoryError
    return read_file(data, name, source, watch)


def _no_memory(*_: object) -> DocumentResult:
    raise MemoryError


if __name__ == "__main__":
    replaced: Any = work
    replaced.read_file = sprung
    worker.main()
