"""Whatever becomes of the output, whatever files are called: no traceback, no forged line, no command to a terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.archive.progress import LogFile
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.cli import main
from hyokasho.printable import json_text, one_line
from tests.archive.command import CODE
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive

FULL = Path("/dev/full")
JAPANESE = SAMPLES / "kiso_h31_child_allowance.pdf"
TABLE = BROKEN / "plain_table.pdf"
HOSTILE = "a\n1 files, 4 pages: 1 ok\x1b[2J\x9b\u202e.pdf"
COMMANDS = [["schema"], ["schema", "--json"], ["show", str(JAPANESE)], ["tables", str(TABLE), "--format", "json"]]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="devices and names of POSIX systems")


def start(*words: str, **options: object) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"}
    environment |= {"PYTHONIOENCODING": str(options.pop("encoding", "utf-8")), "LC_ALL": "C.UTF-8"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen([sys.executable, "-c", CODE, *words], env=environment, **pipes)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:1] + words[2:]))
def test_an_encoding_without_japanese_is_no_end(words: list[str]) -> None:
    process = start(*words, encoding="ascii")
    out, told = process.communicate()
    assert (process.returncode, told) == (0, b"")
    assert out.isascii()
    if "json" in words[-1]:
        assert json.loads(out) == json.loads(start(*words).communicate()[0])


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", COMMANDS[1:], ids=lambda words: " ".join(words[:1] + words[2:]))
def test_a_full_disk_behind_the_output_is_told(words: list[str]) -> None:
    with FULL.open("w") as full:
        process = start(*words, stdout=full)
        told = process.communicate()[1]
    assert (process.returncode, told) == (3, b"Error: the output: No space left on device\n")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_behind_the_messages_changes_no_exit_status(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        process = start("ingest", str(tmp_path), "--out", str(tmp_path / "out"), stderr=full)
        assert (process.communicate()[0], process.returncode) == (b"", 2)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:1] + words[2:]))
def test_a_reader_that_goes_is_no_fault(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(*words, stdout=writing)
    os.close(writing)
    assert process.communicate()[1] == b""
    assert process.returncode == 128 + signal.SIGPIPE


def test_closed_streams_are_nowhere_and_get_no_file(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", BROKEN / "empty.pdf")
    words = f"{sys.executable} -c '{CODE}' ingest {source} --out {tmp_path / 'out'} --workers 1 <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", words], check=False).returncode == 1
    assert (tmp_path / "out" / "documents" / "part-0.parquet").exists()


def hostile(folder: Path) -> Path:
    """A folder with a file whose name commands a terminal and forges a line."""
    folder.mkdir()
    (folder / HOSTILE).write_bytes(b"")
    return folder


def harmless(text: str) -> None:
    assert not any(sign in text for sign in "\x1b\x9b\u202e\r")
    assert not any(line.startswith("1 files, 4 pages") for line in text.splitlines())


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_no_name_forges_a_line_or_commands_the_terminal(words: list[str], tmp_path: Path) -> None:
    source, log = hostile(tmp_path / "in"), tmp_path / "log"
    sources = ["ingest", str(source), "--out", str(tmp_path / "out"), "--workers", "1", "--log", str(log), *words]
    done = CliRunner().invoke(main, sources)
    assert done.exit_code == 1
    harmless(done.output)
    harmless(log.read_text(encoding="utf-8"))
    if words:
        assert json.loads(done.stdout)["troubles"][0]["source"] == HOSTILE


@pytest.mark.parametrize(
    "words",
    [
        ["show", "{}"],
        ["tables", "{}"],
        ["show", "absent{}"],
        ["ingest", "absent{}", "--out", "out"],
        ["ingest", "{}", "--out", "{}"],
        ["ingest", "{}", "--out", "out", "--engine", "{}"],
        ["export", "{}", "--format", "csv"],
        ["--{}"],
        ["{}"],
    ],
)
def test_no_message_about_a_name_does(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile(tmp_path / "in"))
    done = CliRunner().invoke(main, [word.format(HOSTILE) for word in words])
    assert done.exit_code in (1, 2)
    assert done.stderr
    harmless(done.output)


@pytest.mark.parametrize(
    "words",
    [
        ["http://[::1"], ["file://"], ["file:///a%00b.pdf"], ["file://%ff%fe"], ["://"], ["x://y"], ["["], [""],
        [str(SMALL), "--out", "file://a%00"], [str(SMALL), "--out", "file://"], [str(SMALL), "--out", ""],
    ],
)  # fmt: skip
def test_a_name_that_names_nothing_is_wrong_usage(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["ingest", "--workers", "1", "--out", "out", *words])
    assert done.exit_code == 2, done.output
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_for_a_log_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log")
    with pytest.raises(StorageError, match="the log cannot be written"):
        LogFile(tmp_path / "log")


def test_json_says_the_same_without_commanding() -> None:
    text = "\x1b[2J\x9b\u2028\u202e\n\t語😀"
    for ascii_only in (False, True):
        written = json_text({text: [text]}, indent=1, ascii_only=ascii_only)
        assert json.loads(written) == {text: [text]}
        harmless(written)
    assert json_text("語😀", ascii_only=True).isascii()


def test_a_text_with_a_line_to_itself_has_one_line() -> None:
    assert one_line("a\nb\tc\x1bd") == "a\ufffdb\ufffdc\ufffdd"
