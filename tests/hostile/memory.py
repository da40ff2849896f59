"""The memory of a process and all that it starts, watched from outside while it runs (Linux; elsewhere: 0)."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from types import TracebackType

PROC = Path("/proc")
STEP = 0.05
"""Seconds between two looks."""
_KILOBYTE = 1 << 10


class MemoryWatch:
    """`peak`: the most bytes that the tree held at one look, shared pages counted once; `processes`: at most."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._root = process.pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak, self.processes = 0, 0

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while PROC.is_dir() and not self._over.wait(STEP):
            family = _family(self._root)
            self.processes = max(self.processes, len(family))
            self.peak = max(self.peak, sum(map(_share, family)))


def _family(root: int) -> list[int]:
    """The process and its descendants."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (stat := _text(folder / "stat")):
            parent = int(stat.rpartition(")")[2].split()[1])  # the name before it may hold anything
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:  # grows while it is walked
        found += children.get(process, [])
    return found


def _share(process: int) -> int:
    """A process's proportional share of memory, in bytes; 0 where it is gone."""
    for line in _text(PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * _KILOBYTE
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
