"""An export appears whole or not at all, and destroys nothing."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from hyokasho.archive.dataset.descriptor import DESCRIPTOR
from hyokasho.archive.stopping import StoppedError
from hyokasho.export.export_error import ExportError
from hyokasho.export.formats import FORMATS
from hyokasho.export.source import SourceTable
from hyokasho.export.writers import csv_files, sqlite_file
from normalize.arrow.schemas import schemas
from tests.export.command import call, export
from tests.export.datasets import dataset, hostile, typical
from tests.hyokasho.archive import SMALL, digests, run

ALL = list(FORMATS)


@pytest.mark.parametrize("form", ALL)
def test_the_usual_place_is_beside_the_dataset(form: str, tmp_path: Path) -> None:
    source = typical(tmp_path / "out")
    before = digests(source)
    result = call(source, "--format", form)
    place = tmp_path / f"out{FORMATS[form].suffix}"
    assert result.stdout == f"{place}: {len(schemas())} tables, 8 rows\n"
    assert result.stderr == ""
    assert {path.name for path in tmp_path.iterdir()} == {"out", place.name}
    assert digests(source) == before


def test_beside_is_beside_also_from_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = typical(tmp_path / "out")
    for folder, name, table in ((source, ".", "marks"), (source / "marks", "..", "files")):
        monkeypatch.chdir(folder)
        assert call(name, "--format", "csv", "--table", table, "--force").exit_code == 0
        assert (tmp_path / "out-csv" / f"{table}.csv").is_file()


def test_an_older_folder_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = typical(tmp_path / "out")
    place = export(source, "csv")
    before = digests(tmp_path)

    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert call(source, "--format", "csv", "--to", place, "--force").exit_code == 3
    assert digests(tmp_path) == before


@pytest.mark.parametrize("form", ALL)
def test_nothing_is_overwritten_without_force(form: str, tmp_path: Path) -> None:
    source, place = typical(tmp_path / "out"), tmp_path / f"out{FORMATS[form].suffix}"
    assert call(source, "--format", form).exit_code == 0
    before = digests(tmp_path)
    refused = call(source, "--format", form)
    assert refused.exit_code == 2
    assert f"{place.name} exists: give --force" in " ".join(refused.stderr.split())
    assert digests(tmp_path) == before
    assert call(source, "--format", form, "--table", "marks", "--force").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"out", place.name}
    assert digests(tmp_path) != before


def test_a_folder_with_anything_foreign_is_not_replaced_even_with_force(tmp_path: Path) -> None:
    source = typical(tmp_path / "out")
    letters, mixed = tmp_path / "letters", export(source, "csv")
    letters.mkdir()
    for folder in (letters, mixed):
        (folder / "love.txt").write_text("dear")
        before = digests(tmp_path)
        result = call(source, "--format", "csv", "--to", folder, "--force")
        assert result.exit_code == 2
        assert digests(tmp_path) == before


@pytest.mark.parametrize("words", [["csv"], ["csv", "--force"], ["xlsx", "--force"]])
def test_the_dataset_itself_is_never_the_place(words: list[str], tmp_path: Path) -> None:
    source = typical(tmp_path / "out")
    before = digests(tmp_path)
    assert call(source, "--to", source, "--format", *words).exit_code == 2
    assert call(source, "--to", source / "documents" / "part-0.parquet", "--format", *words).exit_code == 2
    assert digests(tmp_path) == before


def test_an_export_is_no_dataset_to_ingest_into_nor_to_export(tmp_path: Path) -> None:
    place = export(typical(tmp_path / "out"), "csv")
    assert call(place, "--format", "xlsx").exit_code == 2
    described = json.loads((place / DESCRIPTOR).read_bytes())
    assert "made_by" not in described


def test_an_empty_folder_is_taken_and_a_file_is_no_folder(tmp_path: Path) -> None:
    source = typical(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    assert call(source, "--format", "csv", "--to", tmp_path / "empty").exit_code == 0
    assert call(source, "--format", "xlsx", "--to", tmp_path / "empty", "--force").exit_code == 2
    assert call(source, "--format", "csv", "--to", SMALL, "--force").exit_code == 2
    assert call(source, "--format", "csv", "--to", tmp_path / "absent" / "x").exit_code == 2


@pytest.mark.parametrize("kind", ["absent", "file", "folder", "table", "other package"])
def test_what_is_no_dataset_is_refused(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "it"
    if kind == "file":
        place.write_text("x")
    elif kind == "table":
        place = typical(place) / "documents"
    elif kind != "absent":
        place.mkdir()
    if kind == "other package":
        (place / DESCRIPTOR).write_text('{"name": "budget", "resources": []}')
    result = call(place, "--format", "csv")
    assert result.exit_code == 2
    assert "is not a dataset of ours" in " ".join(result.stderr.split())


def test_an_unknown_table_is_wrong_usage_and_the_known_ones_are_named(tmp_path: Path) -> None:
    result = call(typical(tmp_path / "out"), "--format", "csv", "--table", "contractors")
    assert result.exit_code == 2
    assert "has no table contractors; it has documents, assessments, fields" in " ".join(result.stderr.split())


def test_a_table_that_is_damaged_or_being_replaced_ends_the_export(tmp_path: Path) -> None:
    source = hostile(tmp_path / "out")
    part = source / "changes" / "part-0.parquet"
    whole = part.read_bytes()
    for data in (whole[:-9], whole + b"x", b"\0" * len(whole)):
        part.write_bytes(data)
        result = call(source, "--format", "csv")
        assert result.exit_code == 3
        assert "changes/part-0.parquet" in result.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_damage_within_a_table_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = hostile(tmp_path / "out")

    def broken(table: SourceTable) -> None:
        raise ExportError(f"table {table.name} cannot be read")

    monkeypatch.setattr(SourceTable, "batches", broken)
    for form in ALL:
        result = call(source, "--format", form)
        assert result.exit_code == 3
        assert "Nothing was written" in result.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_disk_and_a_signal_leave_the_older_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dataset(tmp_path / "out")
    for form in ("csv", "sqlite"):
        assert call(source, "--format", form).exit_code == 0
    before = digests(tmp_path)

    def full(tables: list[SourceTable], target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv_files, "write", full)
    result = call(source, "--format", "csv", "--force")
    assert (result.exit_code, "No space left on device" in result.stderr) == (3, True)

    def stopped(tables: list[SourceTable], target: Path) -> None:
        raise StoppedError(signal.SIGTERM)

    monkeypatch.setattr(sqlite_file, "write", stopped)
    result = call(source, "--format", "sqlite", "--force")
    assert (result.exit_code, result.stderr) == (143, "Stopped. Nothing was written.\n")
    assert digests(tmp_path) == before


def test_a_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "hyokasho.export.writers.duckdb_file", raising=False)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = call(typical(tmp_path / "out"), "--format", "duckdb")
    assert result.exit_code == 2
    assert "--format duckdb needs the package duckdb: pip install 'hyokasho[duckdb]'" in " ".join(result.stderr.split())


def test_what_ingest_has_written_is_exported_whole(tmp_path: Path) -> None:
    run(SMALL, tmp_path / "out")
    for form in ALL:
        assert call(tmp_path / "out", "--format", form).exit_code == 0
