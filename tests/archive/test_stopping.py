"""Runs that are stopped or killed: nothing is broken, nobody is left behind, and the same command goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hyokasho.archive.stopping import StoppedError, stoppable
from hyokasho.archive.storage.open_storage import open_storage
from tests.archive.command import children, finish, gone, results, start, wait_for_results
from tests.hyokasho.archive import SCAN, archive, digests, few_scans, run

FILES = [path for path in few_scans() if path.name.startswith("kiso_") or path == SCAN]
OPTIONS = ("--workers", 2)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("archive") / "in", *FILES)


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> dict[str, str]:
    run(source, source.parent / "undisturbed")
    return digests(source.parent / "undisturbed")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_signal_stops_a_run_and_the_same_command_goes_on(
    number: signal.Signals, source: Path, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    out = tmp_path / "out"
    process = start(source, out, *OPTIONS)
    wait_for_results(out, 1, process)
    workers = children(process.pid)
    process.send_signal(number)
    stdout, stderr = process.communicate()
    assert process.returncode == 128 + number
    assert stdout == ""
    assert stderr == "Stopped. What was read is kept; the same command goes on from there.\n"
    assert gone(workers)
    kept = results(out)
    assert 1 <= kept <= len(FILES)
    done = finish(source, out, *OPTIONS)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(FILES) - kept} documents read in" in done.stdout
    assert digests(out) == undisturbed


def test_a_run_that_is_killed_again_and_again_ends_as_if_it_had_not_been(
    source: Path, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    out = tmp_path / "out"
    for wanted in (0, 1, len(FILES) // 2, len(FILES)):
        process = start(source, out, *OPTIONS)
        wait_for_results(out, wanted, process)
        workers = children(process.pid)
        process.kill()
        process.communicate()
        assert gone(workers)
    done = finish(source, out, *OPTIONS)
    assert (done.returncode, done.stderr) == (0, "")
    assert digests(out) == undisturbed


def test_a_run_whose_lock_is_held_says_who_holds_it_and_touches_nothing(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with open_storage(out).lock():
        refused = finish(source, out, *OPTIONS)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "another run writes it" in refused.stderr
    assert f"process {os.getpid()} on" in refused.stderr
    assert results(out) == 0


@pytest.fixture
def handlers() -> Iterator[None]:
    """Those that there were are there afterwards."""
    numbers = signal.SIGINT, signal.SIGTERM
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


@pytest.mark.usefixtures("handlers")
def test_a_second_signal_does_not_disturb_the_first() -> None:
    with pytest.raises(StoppedError) as stopped, stoppable():
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            signal.raise_signal(signal.SIGINT)
    assert stopped.value.exit_status == 143
