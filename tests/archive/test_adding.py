"""`--add`: a run that brings documents to a dataset and leaves those that are there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.dataset.dropping import WouldDropError
from hyokasho.archive.results.store import RESULTS
from hyokasho.archive.sources.locations import Stamp, stamp
from hyokasho.cli import main
from tests.containers.making import with_files, zipped
from tests.hyokasho.archive import BROKEN, SMALL, archive, digests, rows, run

EMPTY, LETTER, NO_PDF = (BROKEN / name for name in ("empty.pdf", "letter.pdf", "page_not_found.pdf"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with an assessment, and one that cannot be read."""
    return archive(tmp_path / "in", SMALL, EMPTY)


@pytest.fixture
def out(source: Path, tmp_path: Path) -> Path:
    """Its dataset."""
    run(source, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """What is new."""
    return archive(tmp_path / "more", LETTER)


def names(out: Path) -> list[str]:
    """The files that a dataset has rows of."""
    return [row["source"] for row in rows(out, "documents")]


def test_what_is_new_joins_what_is_there(out: Path, more: Path) -> None:
    answers = rows(out, "fields")
    assert CliRunner().invoke(main, ["ingest", str(more), "--out", str(out), "--workers", "1", "--add"]).exit_code == 1
    assert names(out) == ["empty.pdf", SMALL.name, "letter.pdf"]
    assert rows(out, "fields") == answers


def test_the_bytes_are_those_of_a_run_over_all(source: Path, out: Path, more: Path, tmp_path: Path) -> None:
    run(more, out, add=True)
    archive(source, LETTER)
    run(source, tmp_path / "whole")
    assert digests(out) == digests(tmp_path / "whole")


def test_nothing_of_the_older_ones_is_read_or_looked_at(
    source: Path, out: Path, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(source)
    looked: list[str] = []

    def looking(location: str) -> Stamp:
        looked.append(Path(location).name)
        return stamp(location)

    monkeypatch.setattr("hyokasho.archive.sources.identity.stamp", looking)
    run(more, out, add=True, force=True)
    assert sorted(names(out)) == ["empty.pdf", SMALL.name, "letter.pdf"]
    assert looked == ["letter.pdf"]


def test_a_file_that_is_named_again_is_read_as_it_is_now(source: Path, out: Path) -> None:
    shutil.copy(LETTER, source / EMPTY.name)
    run(source / EMPTY.name, out, add=True)
    assert {row["source"]: row["error_code"] for row in rows(out, "documents")} == {
        "empty.pdf": "not_an_assessment", SMALL.name: None,
    }  # fmt: skip


def test_the_next_run_without_it_knows_of_all(source: Path, out: Path, more: Path) -> None:
    run(more, out, add=True)
    with pytest.raises(WouldDropError, match="drop 1 of its 3"):
        run(source, out)
    run(source, out, prune=True)
    assert names(out) == ["empty.pdf", SMALL.name]


def test_files_in_an_archive_stay_with_it(out: Path, more: Path, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "2024.zip").write_bytes(zipped({"b.pdf": LETTER.read_bytes(), "a.pdf": NO_PDF.read_bytes()}))
    run(box, out, add=True)
    (more / "letter.pdf").write_bytes(LETTER.read_bytes() + b"\n")
    run(more, out, add=True)
    assert names(out) == ["2024.zip!b.pdf", "2024.zip!a.pdf", "empty.pdf", SMALL.name, "letter.pdf"]
    with pytest.raises(WouldDropError, match=r"2024\.zip!b\.pdf"):
        run(more, out)


def test_what_a_newer_program_has_to_read_anew_is_read_where_it_is(source: Path, out: Path, more: Path) -> None:
    shutil.rmtree(out / RESULTS)
    run(more, out, add=True)
    assert names(out) == ["empty.pdf", SMALL.name, "letter.pdf"]
    assert {row["document_id"] for row in rows(out, "fields")} != set()


def test_what_it_has_to_read_anew_and_is_not_there_stops_the_run(source: Path, out: Path, more: Path) -> None:
    before = digests(out)
    shutil.rmtree(out / RESULTS)
    shutil.rmtree(source)
    with pytest.raises(WouldDropError, match=f"have to be read anew .*{SMALL.name}"):
        run(more, out, add=True)
    assert digests(out) == before


def test_attachments_stay_without_their_option(tmp_path: Path, out: Path, more: Path) -> None:
    folio = tmp_path / "folio"
    folio.mkdir()
    (folio / "folio.pdf").write_bytes(with_files({"part.pdf": NO_PDF.read_bytes()}))
    run(folio, out, add=True, bounds=Bounds(attachments=True))
    (more / LETTER.name).write_bytes(LETTER.read_bytes() + b"\n")
    run(more, out, add=True)
    assert "folio.pdf!part.pdf" in names(out)


def test_it_and_prune_contradict_each_other(out: Path, more: Path) -> None:
    result = CliRunner().invoke(main, ["ingest", str(more), "--out", str(out), "--add", "--prune"])
    assert result.exit_code == 2
    assert "give one of them" in result.stderr
