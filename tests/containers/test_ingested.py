"""A run over containers: a row for each file in them, known again, dropped only with them; nothing of them stays."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hyokasho.archive.containers import unpacking
from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.kept import LISTINGS
from hyokasho.archive.containers.spool import SPOOL
from hyokasho.archive.dataset.dropping import WouldDropError
from hyokasho.archive.dataset.record import RECORD
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.sources.find import NothingToReadError
from hyokasho.archive.storage.interface import WORK
from hyokasho.cli import main
from tests.containers.making import LINK, TITLE, entry, raw_zip, with_files, workbook, zipped
from tests.hyokasho.archive import BROKEN, SMALL, digests, rows, run

FORM = SMALL.read_bytes()
PAGE = (BROKEN / "page_not_found.pdf").read_bytes()
PLAIN = Bounds()
CARRIED = Bounds(attachments=True)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged although they were written just now."""
    monkeypatch.setattr("hyokasho.archive.sources.identity.SETTLED", -(10**12))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive within an archive, beside a PDF that carries another one."""
    inner = zipped({"介護.pdf": FORM})
    (tmp_path / "in" / "市").mkdir(parents=True)
    (tmp_path / "in" / "市" / "2024.zip").write_bytes(zipped({"a/page.pdf": PAGE, "a/inner.ZIP": inner, "x.txt": b""}))
    (tmp_path / "in" / "folio.pdf").write_bytes(with_files({"part.pdf": FORM}))
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The containers that are opened from now on, by name; there is a sign behind those of which files are taken."""
    seen: list[str] = []
    ask = unpacking.Unpacking._ask

    def noted(self: Any, location: str, job: Any, hear: Any) -> Any:
        seen.append(Path(location).name + ("" if job.wanted is None else " *"))
        return ask(self, location, job, hear)

    monkeypatch.setattr(unpacking.Unpacking, "_ask", noted)
    return seen


def statuses(out: Path) -> dict[str, str]:
    return {row["source"]: row["error_code"] or row["status"] for row in rows(out, "documents")}


def read(source: Path, out: Path, bounds: Bounds = PLAIN, **options: Any) -> int:
    """Run, and say how many documents were read."""
    monitor = Monitor()
    run(source, out, monitor, bounds=bounds, **options)
    return monitor.figures.read


def test_each_file_in_an_archive_is_a_document(source: Path, out: Path) -> None:
    read(source, out)
    assert statuses(out) == {
        "folio.pdf": "not_an_assessment",
        "市/2024.zip!a/inner.ZIP!介護.pdf": "ok",
        "市/2024.zip!a/page.pdf": "not_a_pdf",
    }
    (row,) = (row for row in rows(out, "documents") if row["status"] == "ok")
    assert (row["file_name"], row["bytes"]) == ("介護.pdf", len(FORM))
    assert row["document_id"] == hashlib.sha256(FORM).hexdigest()
    assert {answer["document_id"] for answer in rows(out, "fields")} == {row["document_id"]}
    assert not (out / SPOOL).exists()


def test_what_pdfs_carry_is_read_when_it_is_asked_for(source: Path, out: Path) -> None:
    read(source, out, CARRIED)
    assert statuses(out)["folio.pdf!part.pdf"] == "ok"
    assert statuses(out)["folio.pdf"] == "not_an_assessment"
    told = {row["text"] for row in rows(out, "findings") if row["kind"] == "attached_file"}
    assert told == {"part.pdf"}


def test_the_tables_are_the_same_with_workers_and_without(source: Path, out: Path, tmp_path: Path) -> None:
    read(source, out, CARRIED)
    read(source, tmp_path / "other", CARRIED, workers=2)
    assert digests(tmp_path / "other") == digests(out)


def test_nothing_is_opened_again_that_did_not_change(source: Path, out: Path, opened: list[str]) -> None:
    assert read(source, out) == 3
    assert opened == ["2024.zip", "2024.zip *"]
    assert read(source, out) == 0
    assert read(source, out, force=True) == 3
    assert opened == ["2024.zip", "2024.zip *"] * 2


def test_a_result_that_is_known_is_not_taken_out_again(source: Path, out: Path, opened: list[str]) -> None:
    read(source, out)
    (out / LISTINGS).unlink()
    (out / WORK / "manifest.json").unlink()
    del opened[:]
    assert read(source, out) == 0
    assert opened == ["2024.zip"]


def test_a_file_that_lies_outside_too_is_read_there_and_its_answers_come_once(
    source: Path, out: Path, opened: list[str]
) -> None:
    (source / "介護.pdf").write_bytes(FORM)
    read(source, out, Bounds())
    assert sorted(row["file_name"] for row in rows(out, "documents") if row["status"] == "ok") == ["介護.pdf"] * 2
    keys = [(row["form_key"], row["file_no"], row["instance"]) for row in rows(out, "fields")]
    assert len(keys) == len(set(keys))


def test_an_archive_that_changed_is_opened_again(source: Path, out: Path) -> None:
    read(source, out)
    (source / "市" / "2024.zip").write_bytes(zipped({"new.pdf": b"", "介護.pdf": FORM}))
    assert read(source, out) == 1
    assert statuses(out) == {
        "folio.pdf": "not_an_assessment", "市/2024.zip!new.pdf": "empty_file", "市/2024.zip!介護.pdf": "ok",
    }  # fmt: skip


def test_what_is_not_unpacked_has_a_row(out: Path, tmp_path: Path) -> None:
    data = raw_zip(
        entry(b"a.pdf", FORM), entry(b"link.pdf", b"/etc/passwd", mode=LINK), entry(b"lock.pdf", b"?", flags=1),
        entry(b"torn.pdf", FORM, crc=1), entry(b"torn.zip", b"?"),
    )  # fmt: skip
    (tmp_path / "in.zip").write_bytes(data)
    read(tmp_path / "in.zip", out)
    assert statuses(out) == {
        "in.zip!a.pdf": "ok", "in.zip!link.pdf": "unreadable_file", "in.zip!lock.pdf": "encrypted",
        "in.zip!torn.pdf": "broken_archive", "in.zip!torn.zip": "broken_archive",
    }  # fmt: skip
    messages = {row["file_name"]: row["error_message"] for row in rows(out, "documents")}
    assert messages["lock.pdf"] == "the file in the archive opens only with a password: unpack it first"
    assert {row["document_id"] for row in rows(out, "documents") if row["status"] == "failed"} == {""}


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", "failed", "broken_archive"),
        (zipped({"a.pdf": FORM})[:-30], "failed", "broken_archive"),
        (zipped({"a.txt": FORM}), "not_an_assessment", "not_an_assessment"),
        (zipped({f"{n}.pdf": b"" for n in range(4)}), "partial", "too_many_files"),
    ],
)
def test_an_archive_has_a_row_where_something_is_wrong_with_it(
    data: bytes, status: str, code: str, out: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.zip").write_bytes(data)
    read(tmp_path / "in.zip", out, Bounds(files=3))
    row = next(row for row in rows(out, "documents") if row["source"] == "in.zip")
    assert (row["status"], row["error_code"]) == (status, code)
    assert row["document_id"] == hashlib.sha256(data).hexdigest()
    assert read(tmp_path / "in.zip", out, Bounds(files=3)) == 0


def test_a_pdf_that_is_called_an_archive_is_read(out: Path, tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_bytes(FORM)
    read(tmp_path / "in.zip", out)
    assert statuses(out) == {"in.zip": "ok"}


def test_the_workbook_of_a_form_says_what_to_do_wherever_it_is(out: Path, tmp_path: Path) -> None:
    form, other = workbook(TITLE), workbook("予算書")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "様式2.xlsx").write_bytes(form)
    (folder / "budget.xlsx").write_bytes(other)
    (folder / "all.zip").write_bytes(zipped({"様式2.xlsx": form + b"\n", "budget.xlsx": other}))
    read(folder, out)
    told = {row["source"]: (row["error_code"], row["error_message"]) for row in rows(out, "documents")}
    says = "not_a_pdf", "the file is an Excel workbook, not a PDF: print it to PDF, and have that read"
    assert told == {"様式2.xlsx": says, "all.zip!様式2.xlsx": says}
    read(folder / "budget.xlsx", out, prune=True)
    assert statuses(out) == {"budget.xlsx": "not_a_pdf"}  # somebody named it


def test_a_folder_of_other_workbooks_alone_holds_nothing_to_read(out: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "budget.xlsx").write_bytes(workbook("予算書"))
    with pytest.raises(NothingToReadError, match="no PDF there"):
        run(tmp_path / "in", out)


def test_a_file_that_left_its_archive_goes(source: Path, out: Path) -> None:
    read(source, out)
    (source / "市" / "2024.zip").write_bytes(zipped({"a/page.pdf": PAGE}))
    read(source, out)
    assert list(statuses(out)) == ["folio.pdf", "市/2024.zip!a/page.pdf"]
    (source / "市" / "2024.zip").unlink()
    read(source, out)
    assert list(statuses(out)) == ["folio.pdf"]


def test_a_run_that_does_not_come_to_an_archive_would_drop_what_it_holds(source: Path, out: Path) -> None:
    read(source, out)
    with pytest.raises(WouldDropError, match=r"drop 2 of its 3 documents.*: 市/2024.zip!a/page.pdf, "):
        read(source / "folio.pdf", out)


@pytest.mark.parametrize("recorded", [True, False])
def test_a_run_without_attachments_would_drop_them(recorded: bool, source: Path, out: Path) -> None:
    read(source, out, CARRIED)
    if not recorded:
        (out / RECORD).unlink()
        (source / "市" / "2024.zip").write_bytes(zipped({"page.pdf": PAGE}))  # else its bytes are there all the same
    else:
        (source / "市" / "2024.zip").write_bytes(zipped({"a/page.pdf": PAGE}))
    with pytest.raises(WouldDropError, match=r"folio\.pdf!part\.pdf"):
        read(source, out)
    read(source, out, prune=True)
    assert "folio.pdf!part.pdf" not in statuses(out)


def test_that_attachments_have_an_option_is_said(source: Path, out: Path) -> None:
    read(source / "folio.pdf", out, CARRIED)
    with pytest.raises(WouldDropError, match=r"\(what PDFs carry is read with --attachments\)"):
        read(source / "folio.pdf", out)


def test_what_a_killed_run_left_is_deleted(source: Path, out: Path) -> None:
    read(source, out)
    (out / SPOOL).mkdir()
    (out / SPOOL / "1").write_bytes(FORM)
    read(source, out)
    assert not (out / SPOOL).exists()


def test_a_link_in_the_place_of_the_spool_is_not_followed(source: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "1").write_bytes(b"mine")
    (out / WORK).mkdir(parents=True)
    (out / SPOOL).symlink_to(tmp_path / "mine")
    read(source, out)
    assert statuses(out)["市/2024.zip!a/inner.ZIP!介護.pdf"] == "ok"
    assert {path.name: path.read_bytes() for path in (tmp_path / "mine").iterdir()} == {"1": b"mine"}


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"edition": 1}', b"null"])
def test_a_list_that_makes_no_sense_is_set_aside(said: bytes, source: Path, out: Path) -> None:
    read(source, out)
    before = digests(out)
    (out / LISTINGS).write_bytes(said)
    monitor = Monitor()
    run(source, out, monitor)
    assert monitor.figures.aside == [LISTINGS]
    assert digests(out) == before


def test_an_archive_that_changes_while_it_is_read_costs_its_files_only(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = unpacking.Unpacking.take

    def changed(self: Any, *words: Any) -> None:
        (source / "市" / "2024.zip").write_bytes(zipped({"a/page.pdf": b"other", "b.pdf": FORM}))
        take(self, *words)

    monkeypatch.setattr(unpacking.Unpacking, "take", changed)
    read(source, out)
    assert statuses(out) == {
        "folio.pdf": "not_an_assessment",
        "市/2024.zip!a/inner.ZIP!介護.pdf": "unreadable_file",
        "市/2024.zip!a/page.pdf": "unreadable_file",
    }
    monkeypatch.undo()
    read(source, out)
    assert "市/2024.zip!b.pdf" in statuses(out)


def test_an_archive_that_is_gone_when_its_turn_comes(source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expanded = "hyokasho.archive.containers.expand.Expansion.expanded"
    from hyokasho.archive.containers.expand import Expansion

    real = Expansion.expanded

    def gone(self: Any, *words: Any) -> Any:
        (source / "市" / "2024.zip").unlink()
        return real(self, *words)

    monkeypatch.setattr(expanded, gone)
    read(source, out)
    assert statuses(out) == {"folio.pdf": "not_an_assessment", "市/2024.zip": "unreadable_file"}


def test_the_command_reads_them(source: Path, out: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    words = ["ingest", str(source), "--attachments", "--out", str(out), "--workers", "1", "--log", str(log), "--json"]
    result = CliRunner().invoke(main, words)
    assert json.loads(result.stdout)["documents"] == {"ok": 2, "partial": 0, "failed": 1, "not_an_assessment": 1}
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(each["source"], each["files"], each["refused"]) for each in events if each["event"] == "container"] == [
        ("folio.pdf", 1, 0), ("市/2024.zip", 2, 0),
    ]  # fmt: skip


def test_bounds_are_options(source: Path, out: Path) -> None:
    words = ["ingest", str(source / "市"), "--out", str(out), "--workers", "1", "--unpack-files", "1"]
    result = CliRunner().invoke(main, words)
    assert "partial: 2024.zip: only the first 1 files in it are read (--unpack-files)" in result.stdout
    assert statuses(out) == {"2024.zip": "too_many_files", "2024.zip!a/page.pdf": "not_a_pdf"}
