"""`show`, `tables` and the Python API read files in containers by the names that `documents.source` gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyokasho.api import UnreadableError, read_document
from hyokasho.archive.containers.at_hand import parted
from hyokasho.cli import main
from tests.containers.making import entry, raw_zip, with_files, zipped
from tests.hyokasho.archive import BROKEN, SMALL

FORM = SMALL.read_bytes()
TABLE = (BROKEN / "plain_table.pdf").read_bytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.zip").write_bytes(zipped({"市/介護.pdf": FORM, "in.zip": zipped({"table.pdf": TABLE})}))
    (tmp_path / "folio.pdf").write_bytes(with_files({"part.pdf": FORM}))
    (tmp_path / "odd!name.pdf").write_bytes(TABLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("name", ["a.zip!市/介護.pdf", "folio.pdf!part.pdf"])
def test_show(name: str, folder: Path) -> None:
    shown, plain = command("show", name), command("show", str(SMALL))
    assert shown.exit_code == plain.exit_code == 0
    assert shown.stdout.splitlines()[1:] == plain.stdout.splitlines()[1:]


def test_tables(folder: Path) -> None:
    assert (
        command("tables", "a.zip!in.zip!table.pdf").stdout == command("tables", str(BROKEN / "plain_table.pdf")).stdout
    )
    assert command("tables", "odd!name.pdf").stdout == command("tables", str(BROKEN / "plain_table.pdf")).stdout


def test_the_python_api(folder: Path) -> None:
    document = read_document(folder / "a.zip!市/介護.pdf")
    assert (document.status, document.document_id) == ("ok", read_document(SMALL).document_id)
    with pytest.raises(UnreadableError, match=r"a\.zip!x: there is no x in it"):
        read_document(folder / "a.zip!x")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.zip", "it is an archive: name a file in it (a.zip!市/介護.pdf, a.zip!in.zip!table.pdf)"),
        ("a.zip!b.pdf", "there is no b.pdf in it (a.zip!市/介護.pdf, a.zip!in.zip!table.pdf)"),
        ("folio.pdf!b.pdf", "there is no b.pdf in it (folio.pdf!part.pdf)"),
        ("b.zip!b.pdf", "File 'b.zip!b.pdf' does not exist"),
        ("lock.zip!a.pdf", "opens only with a password"),
        ("torn.zip!a.pdf", "the ZIP archive is damaged, or none"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, says: str, folder: Path) -> None:
    (folder / "lock.zip").write_bytes(raw_zip(entry(b"a.pdf", b"?", flags=1)))
    (folder / "torn.zip").write_bytes(b"PK")
    for command_name in ("show", "tables"):
        result = command(command_name, name)
        assert result.exit_code > 0
        assert says in result.stderr


def test_a_pdf_that_is_called_an_archive_is_shown(folder: Path) -> None:
    (folder / "b.zip").write_bytes(FORM)
    assert command("show", "b.zip").exit_code == 0


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.zip!b", ("a.zip", "b")),
        ("a.zip!b!c", ("a.zip", "b!c")),
        ("odd!name.pdf", None),
        ("odd!name.pdf!b", ("odd!name.pdf", "b")),
        ("x", None),
    ],
)
def test_the_first_file_that_is_there_is_the_container(name: str, found: object, folder: Path) -> None:
    assert parted(name) == found
