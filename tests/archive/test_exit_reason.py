"""How a worker ended names the reason: time, memory, or a crash."""

from __future__ import annotations

import signal

import pytest

from hyokasho.archive.task import Limits
from hyokasho.archive.workers.exit_reason import End
from hyokasho.archive.workers.worker import OUT_OF_MEMORY
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import Failed

LIMITS = Limits(timeout=300.0, memory=4096)
DEADLINE = Deadline(300.0, pictures=1)
HANGS = "nothing was heard of the reading for 6400 s: it waits for ever"
MEMORY = "reading the file takes more memory than --memory allows"


@pytest.mark.parametrize(
    ("end", "printed", "code", "message"),
    [
        (End(-signal.SIGKILL, hung=True), "", "hung", HANGS),
        (End(-signal.SIGXCPU), "", "timeout", "not read within 310 s of CPU time (--timeout)"),
        (End(OUT_OF_MEMORY), "", "memory_limit", MEMORY),
        (End(-signal.SIGABRT), "page 3 could not be read", "memory_limit", MEMORY),
        (End(-signal.SIGABRT), "free(): invalid pointer", "crashed", "the PDF engine crashed on the file (SIGABRT)"),
        (End(-signal.SIGSEGV), "", "crashed", "the PDF engine crashed on the file (SIGSEGV)"),
        (End(-40), "", "crashed", "the PDF engine crashed on the file (signal 40)"),
        (End(11), "", "crashed", "the PDF engine ended the process (exit status 11)"),
    ],
)
def test_what_an_end_means(end: End, printed: str, code: str, message: str) -> None:
    assert end.verdict(printed, LIMITS, DEADLINE) == Failed(code, message)


def test_without_a_bound_nothing_is_said_of_it() -> None:
    assert End(-signal.SIGABRT).verdict("", Limits(memory=0), DEADLINE).code == "crashed"
