"""A run does not drop documents that nobody removed, unless it is told to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.archive.dataset.dropping import WouldDropError
from hyokasho.archive.dataset.record import RECORD
from hyokasho.archive.storage.interface import WORK
from hyokasho.cli import main
from tests.hyokasho.archive import BROKEN, SMALL, archive, digests, rows, run

EMPTY, NO_PDF = BROKEN / "empty.pdf", BROKEN / "page_not_found.pdf"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive of three small files."""
    return archive(tmp_path / "in", SMALL, EMPTY, NO_PDF)


@pytest.fixture
def out(source: Path, tmp_path: Path) -> Path:
    """Its dataset."""
    run(source, tmp_path / "out")
    return tmp_path / "out"


def names(out: Path) -> list[str]:
    """The files that a dataset has rows of."""
    return [row["source"] for row in rows(out, "documents")]


def test_a_run_over_one_file_of_an_archive_is_wrong_usage_and_changes_nothing(source: Path, out: Path) -> None:
    before = digests(out)
    words = ["ingest", str(source / SMALL.name), "--out", str(out), "--workers", "1"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert result.stdout == ""
    said = "would drop 2 of its 3 documents, whose files are not known to be gone: empty.pdf, page_not_found.pdf. Name"
    assert said in result.stderr
    assert digests(out) == before
    result = CliRunner().invoke(main, [*words, "--prune"])
    assert result.exit_code == 0
    assert names(out) == [SMALL.name]


def test_it_stops_before_it_reads(source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.archive.run.make_engine", pytest.fail)
    with pytest.raises(WouldDropError):
        run(archive(tmp_path / "other", BROKEN / "letter.pdf"), out)


def test_a_few_are_named_and_all_are_counted(out: Path, tmp_path: Path) -> None:
    many = [BROKEN / name for name in ("letter.pdf", "user_password.pdf")]
    archive(tmp_path / "in", *many)
    run(tmp_path / "in", out)
    said = "drop 5 of its 5 .*: empty.pdf, kiso_h26_long_term_care.pdf, letter.pdf and 2 more"
    with pytest.raises(WouldDropError, match=said):
        run(archive(tmp_path / "other", BROKEN / "plain_table.pdf"), out)


def test_a_file_that_was_removed_goes_with_the_next_run_over_its_folder(source: Path, out: Path) -> None:
    (source / EMPTY.name).unlink()
    run(source, out)
    assert names(out) == [SMALL.name, NO_PDF.name]


def test_a_folder_that_was_removed_goes_with_the_next_run_over_the_same_sources(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in", SMALL), tmp_path / "out"
    archive(source / "sub", EMPTY)
    run(source, out)
    shutil.rmtree(source / "sub")
    run(source, out)
    assert names(out) == [SMALL.name]


def test_a_disk_that_is_not_there_today_is_no_removal(source: Path, out: Path, tmp_path: Path) -> None:
    other = archive(tmp_path / "other", BROKEN / "letter.pdf")
    source.rename(tmp_path / "elsewhere")
    with pytest.raises(WouldDropError):
        run(other, out)


def test_an_archive_that_was_moved_is_the_same(source: Path, out: Path, tmp_path: Path) -> None:
    before, moved = digests(out), tmp_path / "moved"
    source.rename(moved)
    run(moved, out)
    assert digests(out) == before
    (moved / EMPTY.name).unlink()
    run(moved, out)
    assert names(out) == [SMALL.name, NO_PDF.name]


def test_a_file_that_was_renamed_is_no_loss(source: Path, out: Path) -> None:
    (source / SMALL.name).rename(source / "a.pdf")
    run(source, out)
    assert names(out) == ["a.pdf", "empty.pdf", "page_not_found.pdf"]


def test_a_file_of_the_same_name_in_another_folder_is_another(tmp_path: Path) -> None:
    one, two = archive(tmp_path / "one", SMALL), archive(tmp_path / "two", EMPTY)
    (two / EMPTY.name).rename(two / SMALL.name)
    run(one, tmp_path / "out")
    with pytest.raises(WouldDropError):
        run(two, tmp_path / "out")


def test_more_sources_than_before_drop_nothing(source: Path, out: Path) -> None:
    archive(source, BROKEN / "letter.pdf")
    run(source, out)
    assert len(names(out)) == 4


@pytest.mark.parametrize("said", [None, "", "[]", '{"sources": []}', '{"sources": [], "inputs": 3}'])
def test_without_a_record_the_tables_say_what_there_is(said: str | None, source: Path, out: Path) -> None:
    if said is None:
        shutil.rmtree(out / WORK)
    else:
        (out / RECORD).write_text(said, encoding="utf-8")
    with pytest.raises(WouldDropError):
        run(source / SMALL.name, out)
    run(source, out)
    assert len(names(out)) == 3


def test_tables_hold_no_places_outside_them(source: Path, out: Path) -> None:
    assert json.loads((out / RECORD).read_text(encoding="utf-8"))["sources"] == [str(source)]
    assert all(str(source) not in str(row) for row in rows(out, "documents"))


def test_a_run_that_was_killed_before_its_tables_were_written_forgets_nothing(
    source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(source, BROKEN / "letter.pdf")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hyokasho.archive.dataset.writer.DatasetWriter.finish", killed)
    with pytest.raises(KeyboardInterrupt):
        run(source, out)
    monkeypatch.undo()
    with pytest.raises(WouldDropError, match="drop 2 of its 3"):
        run(source / SMALL.name, out)
