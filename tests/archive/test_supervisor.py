"""A worker that dies, hangs or fails costs its own document only, and no other document's result changes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hyokasho
from hyokasho.archive.results.codec import decode
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.process import WorkerError
from hyokasho.archive.workers.supervisor import Supervisor, SupervisorClosedError
from hyokasho.archive.workers.work import perform
from hyokasho.document.verdict import Lost
from tests.archive.trapped import MODULE, trap
from tests.hyokasho.archive import BROKEN, SCAN, SMALL

SHORT = Limits(timeout=1.0)
AMPLE = Limits(timeout=120.0)


class Bench:
    """A supervisor, and documents written where it can read them."""

    def __init__(self, folder: Path, limits: Limits = AMPLE) -> None:
        self.supervisor = Supervisor(limits, MODULE)
        self._folder = folder

    def read(self, data: bytes) -> Outcome:
        path = self._folder / "document.pdf"
        path.write_bytes(data)
        return self.supervisor.perform(Task(7, str(path), hashlib.sha256(data).hexdigest(), len(data)))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.supervisor.close()


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, SHORT)
    yield made
    made.supervisor.close()


def row(outcome: Outcome) -> dict[str, Any]:
    assert isinstance(outcome.found, bytes)
    (found,) = decode(outcome.found)[1]["documents"].to_pylist()
    return dict(found)


@pytest.mark.parametrize(("does", "said"), [("crash", "SIGSEGV"), ("exit", "exit status 11")])
def test_a_worker_that_dies_is_replaced_and_its_document_has_a_row(bench: Bench, does: str, said: str) -> None:
    outcome = bench.read(trap(does))
    found = row(outcome)
    assert (outcome.index, found["status"], found["error_code"]) == (7, "failed", "crashed")
    assert said in found["error_message"]
    assert found["document_id"] == hashlib.sha256(trap(does)).hexdigest()
    assert found["bytes"] == len(trap(does))
    assert row(bench.read(SMALL.read_bytes()))["status"] == "ok"


@pytest.mark.parametrize(("does", "patience", "code", "said"), [
    ("spin", 1000.0, "timeout", "not read within 1 s of CPU time (--timeout)"),
    ("hang", 1.0, "hung", "nothing was heard of the reading for 2 s: it waits for ever"),
])  # fmt: skip
def test_a_worker_that_goes_on_for_ever_is_ended(
    does: str, patience: float, code: str, said: str, hurried: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyokasho.document.deadline.PATIENCE", patience)
    found = row(hurried.read(trap(does)))
    assert (found["status"], found["error_code"], found["error_message"]) == ("failed", code, said)
    hurried.supervisor._limits = AMPLE  # on a busy machine no worker is sure to answer within a second
    assert row(hurried.read((BROKEN / "empty.pdf").read_bytes()))["error_code"] == "empty_file"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at the state of a process")
def test_a_worker_that_the_machine_holds_up_reads_what_it_would_have_read(bench: Bench) -> None:
    data = SMALL.read_bytes()
    bench.supervisor._limits = Limits(timeout=2.0)
    held = threading.Thread(target=let_go_later, args=(bench, 5.0))
    held.start()
    found = bench.read(data + trap("stand still"))
    held.join()
    assert (row(found)["status"], row(found)["pages"]) == ("ok", 4)
    bench.supervisor.close()


def let_go_later(bench: Bench, seconds: float) -> None:
    """Wait until the worker stands still, and a while more than all of its CPU time, before it may go on."""
    while (process := bench.supervisor._process) is None or state(process.pid) != "T":
        time.sleep(0.05)
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGCONT)


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_memory_beyond_the_limit_is_refused(bench: Bench) -> None:
    assert row(bench.read(trap("fill")))["error_code"] == "memory_limit"


def test_a_worker_without_memory_for_its_answer_ends_and_its_document_says_why(bench: Bench) -> None:
    found = row(bench.read(trap("fill to the brim")))
    assert (found["status"], found["error_code"]) == ("failed", "memory_limit")
    assert bench.read(SMALL.read_bytes()).found


def test_a_scan_is_read_in_a_worker_as_it_is_without_one(bench: Bench) -> None:
    data = SCAN.read_bytes()
    found = bench.read(data)
    assert found.found == perform(Task(7, str(SCAN), hashlib.sha256(data).hexdigest(), len(data)), AMPLE).found
    assert (row(found)["status"], row(found)["pages_ocr"]) == ("ok", 2)
    process = bench.supervisor._process
    assert process is not None
    assert row(bench.read(SMALL.read_bytes()))["status"] == "ok"
    assert bench.supervisor._process is process


@pytest.mark.parametrize("does", ["crash unless fresh", "fill unless fresh"])
def test_what_fails_in_a_used_worker_is_read_again_in_a_fresh_one(bench: Bench, does: str) -> None:
    fresh = bench.read(trap(does))
    used = bench.read(trap(does))
    assert row(fresh)["error_code"] not in ("crashed", "memory_limit")
    assert used.found == fresh.found


def test_what_libraries_print_comes_with_the_document(bench: Bench) -> None:
    for _ in range(2):
        assert bench.read(trap("print")).output == "from the library\n"
    assert bench.read(trap("nothing")).output == ""


def test_a_worker_that_is_killed_while_idle_is_replaced(bench: Bench) -> None:
    first = bench.read(SMALL.read_bytes())
    process = bench.supervisor._process
    assert process is not None
    process.kill()
    process.status()
    assert bench.read(SMALL.read_bytes()).found == first.found


def test_a_worker_that_has_read_many_is_replaced(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.archive.workers.supervisor.MOST_DOCUMENTS", 1)
    assert bench.read(trap("crash unless fresh")).found == bench.read(trap("crash unless fresh")).found
    assert bench.supervisor._process is None


def test_a_worker_that_has_grown_is_replaced(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.archive.workers.supervisor.GROWN", 1)
    bench.read(SMALL.read_bytes())
    assert bench.supervisor._process is None


def test_closing_ends_a_hanging_worker(bench: Bench) -> None:
    ends: list[BaseException] = []

    def wait() -> None:
        try:
            bench.read(trap("hang"))
        except SupervisorClosedError as error:
            ends.append(error)

    bench.read(trap("nothing"))
    thread = threading.Thread(target=wait)
    thread.start()
    bench.supervisor.close()
    thread.join(60)
    assert len(ends) == 1


def test_a_worker_that_cannot_start_is_no_documents_fault() -> None:
    with pytest.raises(WorkerError, match="No module named"):
        Supervisor(AMPLE, "tests.archive.absent").perform(Task(0, str(SMALL), "", 0))


def test_a_file_that_is_gone_has_an_outcome(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.supervisor.perform(Task(3, str(tmp_path / "gone.pdf"), "", 0))
    assert (outcome.index, outcome.found) == (3, Lost("unreadable_file", "cannot be opened: No such file or directory"))


def test_nothing_stands_before_the_standard_library_in_a_worker(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "statistics.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    _, path, _, found = json.loads(bench.read(trap("tell where it is")).output)
    standard = str(Path(os.__file__).parent)
    assert Path(found) == Path(standard) / "statistics.py"
    assert path.index(standard) < path.index(str(Path(hyokasho.__file__).parents[1])) < path.index(str(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="Windows needs some of it")
def test_a_worker_knows_nothing_of_the_environment(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    names, _, folder, _ = json.loads(bench.read(trap("tell where it is")).output)
    libraries = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_DEFAULT_MEMORY_POOL"}
    libraries |= {"GLIBC_TUNABLES"}
    loaded = {"ORT_DISABLE_TELEMETRY", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}
    assert set(names) - loaded == {"PATH", "HOME", "TMPDIR"} | libraries
    assert folder == "/"
