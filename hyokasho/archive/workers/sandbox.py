"""What a worker process does to itself before it opens a document that may be hostile."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Iterator

from hyokasho.archive.task import Limits
from hyokasho.archive.workers.confinement import landlock, seccomp
from hyokasho.document.deadline import Deadline

LIMITS = "limits"
MEGABYTE = 1 << 20
MOST_WRITTEN = 256 * MEGABYTE
"""Bytes of any file that a worker writes: what libraries print, and the temporary files of some."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


def enter(limits: Limits) -> list[str]:
    """Bound this process, as far as the operating system can (Windows cannot: time alone is bounded, from outside).

    Returns what protects the system from it.
    """
    _die_with_parent()
    try:
        import resource
    except ImportError:
        return []
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, MOST_WRITTEN)
    if limits.memory:
        _lower(resource.RLIMIT_AS, limits.memory * MEGABYTE)
    return [LIMITS, *_confine()]


def _confine() -> Iterator[str]:
    """Take from this process what reading a PDF never needs, as far as the kernel can; yields what could be taken.

    This comes before libraries are loaded: Landlock holds for threads that begin later, and they may begin some.
    """
    if landlock.confine():
        yield landlock.NAME
    if seccomp.deny():
        yield seccomp.NAME


def allow_time(deadline: Deadline, begun: float) -> None:
    """Have the system end this process at a deadline: this holds even when nobody is left to watch the clock.

    `begun`: seconds of CPU time that this process had taken when the document came.
    """
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    end = math.ceil(begun + deadline.most) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (end if hard < 0 else min(end, hard), hard))


def resident() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - read after each document
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _lower(limit: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    value = value if hard < 0 else min(value, hard)
    resource.setrlimit(limit, (value, value))


def _die_with_parent() -> None:
    """On Linux, have this process killed when the run is: a killed run leaves nothing behind that hangs."""
    if sys.platform != "linux":
        return
    import ctypes

    parent = os.getppid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)
