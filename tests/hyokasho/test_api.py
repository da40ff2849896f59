"""Python reads as the commands do: in a jail, unless whoever calls vouches for the file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.api import DocumentReader, Limits, UnreadableError, read_document, read_tables
from hyokasho.archive.workers.supervisor import Supervisor
from hyokasho.cli import main
from tests.archive.sinner import MODULE, sin
from tests.archive.trapped import MODULE as TRAPPED
from tests.archive.trapped import trap
from tests.hyokasho.archive import BROKEN, SMALL, archive, rows, run

TABLE = BROKEN / "plain_table.pdf"


def using(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.api.Supervisor", lambda limits: Supervisor(limits, module))


def test_a_document_comes_to_what_a_run_writes_of_it(tmp_path: Path) -> None:
    run(archive(tmp_path / "in", SMALL), tmp_path / "out")
    result = read_document(SMALL)
    assert (result.status, result.pages, result.name) == ("ok", 4, SMALL.name)
    for name, table in result.tables.items():
        found = [row | ({"source": str(SMALL)} if name == "documents" else {}) for row in rows(tmp_path / "out", name)]
        assert table.to_pylist() == found


def test_it_is_the_same_in_this_process() -> None:
    jailed, trusted = read_document(SMALL), read_document(str(SMALL), trusted=True)
    assert jailed.tables == trusted.tables
    assert (jailed.document_id, jailed.findings) == (trusted.document_id, trusted.findings)


def test_one_process_reads_several_and_tells_its_protections(tmp_path: Path) -> None:
    words = ["ingest", str(SMALL), "--out", str(tmp_path / "out"), "--workers", "1", "--json"]
    told = json.loads(CliRunner().invoke(main, words).stdout)["run"]["protections"]
    with DocumentReader() as reader:
        assert [reader.read(file).status for file in (SMALL, BROKEN / "letter.pdf", SMALL)] == [
            "ok", "not_an_assessment", "ok",
        ]  # fmt: skip
        assert sorted(reader.protections) == told
    with DocumentReader(trusted=True) as reader:
        reader.read(SMALL)
        assert reader.protections == ()


def test_what_breaks_its_reader_is_a_failed_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    using(TRAPPED, monkeypatch)
    (tmp_path / "a.pdf").write_bytes(trap("crash"))
    result = read_document(tmp_path / "a.pdf")
    assert (result.status, result.tables["documents"]["error_code"].to_pylist()) == ("failed", ["crashed"])


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's protections are Linux's")
def test_what_a_document_has_its_reader_try_is_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    using(MODULE, monkeypatch)
    (tmp_path / "a.pdf").write_bytes(sin("write", tmp_path))
    with DocumentReader() as reader:
        reader.read(tmp_path / "a.pdf")
        if "seccomp" not in reader.protections:
            pytest.skip("no seccomp on this machine")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("trusted", [False, True])
def test_what_cannot_be_opened_is_told(trusted: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("absent.pdf", "No such file or directory"), ("pipe", "it is not a regular file")):
        with pytest.raises(UnreadableError, match=rf"{name}: cannot be opened: {reason}"):
            read_document(tmp_path / name, trusted=trusted)
    with pytest.raises(UnreadableError, match="more than 1000 bytes"):
        read_document(SMALL, Limits(most_bytes=1000), trusted=trusted)


def test_tables_of_any_pdf_as_the_command_prints_them(capfd: pytest.CaptureFixture[str]) -> None:
    found = read_tables(TABLE, "1")
    assert capfd.readouterr() == ("", "")
    assert found == json.loads(CliRunner().invoke(main, ["tables", str(TABLE), "--format", "json"]).stdout)
    with pytest.raises(UnreadableError, match="the document has pages 1 to 1"):
        read_tables(TABLE, "2")
    with pytest.raises(UnreadableError, match="cannot be opened"):
        read_tables(BROKEN / "absent.pdf")


def test_the_example_in_the_docs_runs(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    text = (root / "docs" / "archive.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    shutil.copy(SMALL, tmp_path / "a.pdf")
    words, environment = [sys.executable, "-c", code], os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ok 4 鶴ヶ岬市長\n['ok', 'ok'] (")
