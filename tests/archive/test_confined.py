"""A worker that tries: no connection, no program, no other process, nothing written, none of the user's files read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.archive.results.codec import decode
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.supervisor import Supervisor
from hyokasho.cli import main
from hyokasho.document.verdict import Failed
from tests.archive.sinner import MODULE, SINS, sin
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL

ROOT = Path(__file__).parents[2]
KILLED = ("connect", "connect in a thread", "datagram", "ring", "trace", "execute")
FILES = ("read", "list", "home", "environment", "passwords")
"""What only Landlock denies."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's protections are Linux's")


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor(Limits(timeout=60.0), MODULE)
    yield made
    made.close()


def read(supervisor: Supervisor, folder: Path, data: bytes) -> Outcome:
    (folder / "in").mkdir()
    path = folder / "in" / "document.pdf"
    path.write_bytes(data)
    return supervisor.perform(Task(0, str(path), "", 0))


def tried(supervisor: Supervisor, folder: Path, name: str) -> Outcome:
    """What came of a sin against a folder with one file, which is as it was."""
    place = folder / "place"
    place.mkdir()
    (place / "there").write_bytes(b"mine")
    before = (place / "there").stat()
    outcome = read(supervisor, folder, sin(name, place))
    assert [(path.name, path.read_bytes()) for path in place.iterdir()] == [("there", b"mine")]
    after = (place / "there").stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_nlink) == (before.st_mode, before.st_mtime_ns, 1)
    return outcome


def needs(outcome: Outcome, protection: str) -> None:
    if protection not in outcome.protections:
        pytest.skip(f"no {protection} on this machine")


@pytest.mark.parametrize("name", KILLED)
def test_what_no_reader_comes_near_ends_the_worker_and_is_told(
    name: str, supervisor: Supervisor, tmp_path: Path
) -> None:
    outcome = tried(supervisor, tmp_path, name)
    needs(outcome, "seccomp")
    assert isinstance(outcome.found, bytes)
    head, _ = decode(outcome.found)
    said = "reading the file led to what no reader may do: a connection, a program (SIGSYS)"
    assert head.verdict == Failed("crashed", said)


@pytest.mark.parametrize("name", [name for name in SINS if name not in (*KILLED, *FILES)])
def test_what_libraries_may_try_is_refused(name: str, supervisor: Supervisor, tmp_path: Path) -> None:
    outcome = tried(supervisor, tmp_path, name)
    needs(outcome, "seccomp")
    assert outcome.output in ("denied: Operation not permitted\n", "denied: Permission denied\n")


@pytest.mark.parametrize("name", FILES)
def test_no_file_of_the_user_is_read(name: str, supervisor: Supervisor, tmp_path: Path) -> None:
    outcome = tried(supervisor, tmp_path, name)
    needs(outcome, "landlock")
    assert outcome.output == "denied: Permission denied\n"


def test_what_was_in_force_is_told(tmp_path: Path) -> None:
    words = ["ingest", str(BROKEN / "empty.pdf"), "--out", str(tmp_path / "out"), "--workers", "1", "--json"]
    log = tmp_path / "log"
    told = json.loads(CliRunner().invoke(main, [*words, "--log", str(log)]).stdout)["run"]["protections"]
    assert "limits" in told
    (noted,) = (line for line in map(json.loads, log.read_text().splitlines()) if line["event"] == "protected")
    assert noted["protections"] == told
    assert json.loads(CliRunner().invoke(main, words).stdout)["run"]["protections"] is None


@pytest.mark.parametrize("path", [SMALL, SAMPLES / "juten_r7_public_assistance.pdf"], ids=lambda path: path.stem)
def test_documents_are_read_as_without_it(path: Path, supervisor: Supervisor, tmp_path: Path) -> None:
    from hyokasho.archive.workers.work import perform

    data = path.read_bytes()
    outcome = read(supervisor, tmp_path, data)
    assert outcome.found == perform(Task(0, str(path), "", 0), Limits(timeout=60.0)).found


CAMELOT = """
import sys
from types import SimpleNamespace
from extract.pdf.camelot import CamelotReader
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import sandbox

with open(sys.argv[1], "rb") as file:
    data = file.read()
if sys.argv[2] == "confined":
    sandbox.enter(Limits())
print(CamelotReader(data).boxes(2, SimpleNamespace(rotation=0, boxes=lambda rows: rows)))
"""


def test_camelot_reads_the_same_without_files_of_its_own() -> None:
    def boxes(how: str) -> str:
        words = [sys.executable, "-c", CAMELOT, str(SMALL), how]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    free = boxes("free")
    assert free.startswith("[Box(")
    assert boxes("confined") == free
