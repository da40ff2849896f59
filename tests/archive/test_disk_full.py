"""A disk without space ends the run with a message; nothing is broken, and the run goes on when there is space."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hyokasho.archive.progress import LogFile
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.storage_error import StorageError
from tests.archive.command import finish
from tests.hyokasho.archive import SAMPLES, SMALL, archive, digests, run

OTHER = SAMPLES / "kiso_h30_vaccination.pdf"
ALL = 20
"""More files than the run over two documents writes."""
FULL = Path("/dev/full")
KEPT = "What was read is kept; the same command goes on from there."


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an `old` dataset, and a `new` one of the sources in `in`."""
    folder = tmp_path_factory.mktemp("datasets")
    run(archive(folder / "before", SMALL), folder / "old")
    run(archive(folder / "in", SMALL, OTHER), folder / "new")
    return folder


@pytest.mark.parametrize("written", range(0, ALL, 2))
def test_writing_may_fail_at_any_file(
    written: int, datasets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, source = tmp_path / "out", datasets / "in"
    shutil.copytree(datasets / "old", out)
    old, new = digests(out), digests(datasets / "new")
    flush, count = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal count
        count += 1
        if count > written:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="no space is left"):
        run(source, out)
    monkeypatch.undo()
    assert not list((out / WORK / "tmp").iterdir())
    assert all(digest in (old[name], new[name]) for name, digest in digests(out).items())
    run(source, out)
    assert digests(out) == new


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 kB, where this may be made."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or sys.platform != "linux":
        pytest.skip("no file systems in memory here")
    words = [mount, "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(place)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("not allowed to mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_and_the_run_goes_on_with_more_space(small_disk: Path, datasets: Path) -> None:
    source, out = datasets / "in", small_disk / "out"
    full = finish(source, out, "--workers", 1)
    assert full.returncode == 3
    assert full.stderr == f"Error: {out}: no space is left there. {KEPT}\n"
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    done = finish(source, out, "--workers", 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert digests(out) == digests(datasets / "new")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_log_that_cannot_be_written_is_told() -> None:
    with LogFile(FULL) as log, pytest.raises(StorageError, match="the log cannot be written"):
        log.write("started")
