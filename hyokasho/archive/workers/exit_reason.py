"""What the end of a worker says about the document that it was reading."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from hyokasho.archive.task import Limits
from hyokasho.archive.workers.worker import OUT_OF_MEMORY
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import BAD_ANSWER, CRASHED, HUNG, MEMORY_LIMIT, TIMEOUT, Failed
from hyokasho.printable import for_xml

_ABORTS = ("terminate called", "ssertion", "corrupt", "free()", "malloc()", "stack smashing", "Fatal Python error")
"""What C libraries and Python print when they abort a process. PDFium does so without a word where memory is short."""

MOST_SHOWN = 200
"""Characters shown of what is wrong with an answer."""


@dataclass(frozen=True, slots=True)
class End:
    """A worker's exit status (negative: a signal), and whether it was killed because it had `hung`."""

    status: int
    hung: bool = False

    def verdict(self, printed: str, limits: Limits, deadline: Deadline) -> Failed:
        """What it means for the document; `printed`: what the worker's libraries printed about it."""
        if self.hung:
            return Failed(HUNG, f"nothing was heard of the reading for {deadline.hung:g} s: it waits for ever")
        if self.status == -getattr(signal, "SIGXCPU", 0):
            return Failed(TIMEOUT, f"not read within {deadline.budget:g} s of CPU time (--timeout)")
        if self.status == OUT_OF_MEMORY or (limits.memory and self._gave_up(printed)):
            return Failed(MEMORY_LIMIT, "reading the file takes more memory than --memory allows")
        if self.status == -getattr(signal, "SIGSYS", 0):
            return Failed(CRASHED, "reading the file led to what no reader may do: a connection, a program (SIGSYS)")
        if self.status < 0:
            return Failed(CRASHED, f"the PDF engine crashed on the file ({_signal(-self.status)})")
        return Failed(CRASHED, f"the PDF engine ended the process (exit status {self.status})")

    def _gave_up(self, printed: str) -> bool:
        """Whether this is how PDFium ends when it gets no memory."""
        return self.status == -signal.SIGABRT and not any(words in printed for words in _ABORTS)


def _signal(number: int) -> str:
    """The name of a signal, or the number of one without: a process may end itself by any of them."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


@dataclass(frozen=True, slots=True)
class Senseless:
    """An answer that no worker of ours gives, or that is not about what was asked; `what` is wrong with it."""

    what: str

    def verdict(self, printed: str, limits: Limits, deadline: Deadline) -> Failed:
        """What it means for the document. The text of `what` may come from the worker."""
        what = for_xml(self.what)[:MOST_SHOWN]
        return Failed(BAD_ANSWER, f"the answer of the process that read the file makes no sense ({what})")
