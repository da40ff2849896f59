"""`show` and `tables` read a file as `ingest` does: in a jail, within bounds, and only if it is one."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from hyokasho.api import DocumentReader
from hyokasho.archive.task import Limits
from hyokasho.viewing import view as viewing
from hyokasho.viewing.job import Show, Tables
from hyokasho.viewing.view import view
from tests.hyokasho.archive import SCAN, SMALL
from tests.hyokasho.bad_viewer import MODULE

HURRIED = Limits(timeout=2.0)
PLAIN = Show("a.pdf", None, False, False, "ja", 80, None, "utf-8")
COLOURED = Show("a.pdf", None, False, False, "ja", 80, "standard", "utf-8")
TABLES = Tables(None, "csv", False)


@pytest.fixture(scope="module")
def confined() -> None:
    """Skips where the kernel takes nothing from a viewer."""
    with DocumentReader() as reader:
        reader.read(SMALL)
        if "seccomp" not in reader.protections:
            pytest.skip("no seccomp on this machine")


def document(folder: Path, does: str) -> Path:
    path = folder / "a.pdf"
    path.write_text(does)
    return path


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("hang", "nothing was heard of the reading for 4 s: it waits for ever"),
        ("fill", "ended the process|more memory"),
        ("exit", "exit status 7"),
        ("nonsense", "makes no sense"),
        ("no end", "a text without end"),
        ("more time", "not what a viewer says"),
        ("forged status", "makes no sense"),
    ],
)
def test_a_viewer_that_fails_or_lies_is_a_message(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(viewing, "MOST_PRINTED", 4 << 20)
    if does == "hang":
        monkeypatch.setattr("hyokasho.document.deadline.PATIENCE", 1.0)
    with pytest.raises(click.ClickException, match=said):
        view(document(tmp_path, does), PLAIN, HURRIED, MODULE)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("job", "bold"), [(PLAIN, "\ufffd[1mbold\ufffd[0m"), (COLOURED, "\x1b[1mbold\x1b[0m")])
def test_a_viewer_commands_no_terminal(
    job: Show, bold: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert view(document(tmp_path, "command"), job, HURRIED, MODULE) == 0
    said = capsys.readouterr()
    harmless = " \ufffd]0;title\ufffd\ufffd[2J\ufffd5n\ufffd"
    assert said.out == f"{bold}{harmless}\n"
    assert said.err == f"a\ufffd\ufffd[1mbold\ufffd[0m{harmless}\ufffd\n"


@pytest.mark.parametrize("job", [PLAIN, TABLES])
def test_what_is_no_file_is_refused_by_a_sentence(job: Show | Tables, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(click.ClickException, match="cannot be opened: it is not a regular file"):
            view(path, job)


def test_the_size_is_looked_at_before_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "huge.pdf").touch()
    os.truncate(tmp_path / "huge.pdf", 20 << 30)
    with pytest.raises(click.ClickException, match="the file has more than 500000000 bytes"):
        view(tmp_path / "huge.pdf", TABLES)


def test_a_document_that_takes_too_long_is_shown_as_far_as_it_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert view(SCAN, PLAIN, Limits(timeout=1.0)) == 1
    assert capsys.readouterr().err.endswith("pages: 1 s of CPU time (--timeout) were over\n")


def test_the_usual_limits_are_those_of_ingest(capsys: pytest.CaptureFixture[str]) -> None:
    assert view(SMALL, TABLES) == 0
    assert capsys.readouterr().out


@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("sin", ["run", "fork", "local socket", "signal", "write", "change", "remove", "temporary"])
def test_what_a_document_has_its_viewer_try_is_refused(
    sin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").touch()
    assert view(document(tmp_path, f"{sin}\n{tmp_path}"), PLAIN, HURRIED, MODULE) == 0
    assert capsys.readouterr().out in ("denied: Operation not permitted\n", "denied: Permission denied\n")
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "there"}


@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("sin", ["connect", "datagram", "execute", "ring"])
def test_what_no_reader_comes_near_ends_the_viewer(sin: str, tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="SIGSYS"):
        view(document(tmp_path, f"{sin}\n{tmp_path}"), PLAIN, HURRIED, MODULE)
