"""A busy machine, and processes that stand still for a while, change nothing of what is read."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.command import children, start
from tests.hyokasho.archive import SAMPLES, SMALL, archive, digests, run

BUSY = 4
"""Processes that do nothing but work, more than a machine of these tests has cores for."""
STILL = 0.05
"""Seconds that workers stand still and go on, in turn."""


@contextlib.contextmanager
def busy() -> Iterator[None]:
    """Other processes take what time there is."""
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BUSY)]
    try:
        yield
    finally:
        for process in others:
            process.kill()
            process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="workers are found through /proc")
def test_the_bytes_are_the_same_under_load_and_after_standing_still(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL, SAMPLES / "henko_tax_collection.pdf")
    run(source, tmp_path / "idle")
    stopped = set()
    with busy():
        process = start(source, tmp_path / "loaded", "--workers", 2)
        while process.poll() is None:
            workers = children(process.pid)
            for sign in (signal.SIGSTOP, signal.SIGCONT):
                for pid in workers:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, sign)
                time.sleep(STILL)
            stopped |= workers
        assert process.wait() == 0
    process.communicate()
    assert len(stopped) == 2
    assert digests(tmp_path / "loaded") == digests(tmp_path / "idle")
