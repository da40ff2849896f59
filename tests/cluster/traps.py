"""A worker (module `tests.cluster.traps`) that takes its Dask worker with it when it comes to a certain document.

It stands for machines whose kernel does not keep it from that.
"""

from __future__ import annotations

import os
import signal

from hyokasho.archive.workers import sandbox, work, worker
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from hyokasho.document.watch import Watch

MODULE = "tests.cluster.traps"
DEADLY = b"%PDF-1.7 deadly"


def sprung(data: bytes, name: str, source: str, watch: Watch) -> DocumentResult:
    """Stands for `read_file`."""
    if data == DEADLY:
        os.kill(os.getppid(), signal.SIGKILL)
    return read_file(data, name, source, watch)


if __name__ == "__main__":
    work.__dict__["read_file"] = sprung
    sandbox.__dict__["_confine"] = list
    worker.main()
