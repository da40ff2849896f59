"""What the end of a worker says about the document that it was reading."""

from __future__ import annotations

import signal
from dataclasses import dataclass

from hyokasho.archive.task import Limits
from hyokasho.archive.workers.worker import OUT_OF_MEMORY
from hyokasho.printable import for_xml

_ABORTS = ("terminate called", "ssertion", "corrupt", "free()", "malloc()", "stack smashing", "Fatal Python error")
"""What C libraries and Python print when they abort a process. PDFium does so without a word where memory is short."""

MOST_SHOWN = 200
"""Characters shown of what is wrong with an answer."""


@dataclass(frozen=True, slots=True)
class End:
    """A worker's exit status (negative: a signal), and how many seconds it had if it was killed when they were over."""

    status: int
    over: float | None = None

    def reason(self, printed: str, limits: Limits) -> tuple[str, str]:
        """Error code and message; `printed`: what the worker's libraries printed about the document."""
        if self.over is not None or self.status == -getattr(signal, "SIGXCPU", 0):
            return "timeout", f"not read within {self.over or limits.timeout:g} s (--timeout)"
        if self.status == OUT_OF_MEMORY or (limits.memory and self._gave_up(printed)):
            return "memory_limit", "reading the file takes more memory than --memory allows"
        if self.status == -getattr(signal, "SIGSYS", 0):
            return "crashed", "reading the file led to what no reader may do: a connection, a program (SIGSYS)"
        if self.status < 0:
            return "crashed", f"the PDF engine crashed on the file ({signal.Signals(-self.status).name})"
        return "crashed", f"the PDF engine ended the process (exit status {self.status})"

    def _gave_up(self, printed: str) -> bool:
        """Whether this is how PDFium ends when it gets no memory."""
        return self.status == -signal.SIGABRT and not any(words in printed for words in _ABORTS)


@dataclass(frozen=True, slots=True)
class Senseless:
    """An answer that no worker of ours gives, or that is not about what was asked; `what` is wrong with it."""

    what: str

    def reason(self, printed: str, limits: Limits) -> tuple[str, str]:
        """Error code and message. The text of `what` may come from the worker."""
        what = for_xml(self.what)[:MOST_SHOWN]
        return "bad_answer", f"the answer of the process that read the file makes no sense ({what})"
