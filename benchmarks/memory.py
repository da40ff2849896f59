"""Peak memory and cold CPU time of an engine, in a process of its own."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines import Engine, Read

_STATUS = Path("/proc/self/status")
_PEAK = "VmHWM:"
KILOBYTE, MEGABYTE = 1 << 10, 1 << 20


@dataclass(frozen=True, slots=True)
class FreshRun:
    """A run with the start of Python: pages, CPU seconds, peak memory in megabytes (None: unknown here)."""

    pages: int
    seconds: float
    megabytes: float | None


def run_fresh(engine: Engine, files: Sequence[Path]) -> FreshRun:
    """Read every page of `files` in a new process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_run, engine.read, tuple(files)).result()


def _run(read: Read, files: tuple[Path, ...]) -> FreshRun:
    pages = read(files, 1)
    return FreshRun(pages, time.process_time(), peak_memory())


def peak_memory() -> float | None:
    """The most resident memory this process has held, in megabytes; None where the system does not tell."""
    if _STATUS.exists():  # what getrusage tells on Linux includes the process that started this one
        lines = _STATUS.read_text().splitlines()
        kilobytes = next(line.removeprefix(_PEAK).split()[0] for line in lines if line.startswith(_PEAK))
        return int(kilobytes) * KILOBYTE / MEGABYTE
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * KILOBYTE / MEGABYTE
