"""Nothing that a PDF asks for is run, opened, sent or fetched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.active import LURE, active_files
from tests.hostile.ingested import write

ROOT = Path(__file__).parents[2]
LONG_AGO = 1_000_000_000


def read(folder: Path, *sin: str) -> subprocess.CompletedProcess[bytes]:
    write(folder, active_files(folder).items())
    (folder / LURE).write_bytes(b"BT /F1 10 Tf 50 50 Td (lured) Tj ET")
    os.utime(folder / LURE, (LONG_AGO, LONG_AGO + 1))  # so that even a relative access time moves
    words = [sys.executable, "-m", "tests.hostile.sandbox", str(folder), *sin]
    return subprocess.run(words, cwd=ROOT, capture_output=True, check=False)


def said(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_nothing_is_run_opened_or_fetched(tmp_path: Path) -> None:
    found = said(read(tmp_path))
    assert found["noted"] == []
    assert found["read"] == len(active_files(tmp_path))
    assert (tmp_path / LURE).stat().st_atime == LONG_AGO  # nor by native code


@pytest.mark.parametrize(
    ("sin", "noted"), [("run", "subprocess.Popen"), ("shell", "os.system"), ("open", "open"), ("write", "open")]
)
def test_it_would_be_seen(sin: str, noted: str, tmp_path: Path) -> None:
    (event,) = said(read(tmp_path, sin))["noted"]
    assert event.startswith(noted)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize("sin", ["connect", "native"])
def test_native_code_that_asks_for_a_socket_is_killed(sin: str, tmp_path: Path) -> None:
    done = read(tmp_path, sin)
    if done.returncode == 0 and not said(done)["native"]:
        pytest.skip("no filter on this machine")
    assert done.returncode == -signal.SIGSYS
