"""Exported databases hold typed values, keys and descriptions."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tests.export.command import export
from tests.export.datasets import DOCUMENT, HOSTILE, dataset, hostile, typical

Rows = list[tuple[Any, ...]]


def sqlite(path: Path, query: str) -> Rows:
    return sqlite3.connect(path).execute(query).fetchall()


def duck(path: Path, query: str) -> Rows:
    with duckdb.connect(path, read_only=True) as database:
        return database.execute(query).fetchall()


def test_texts_stay_exactly_as_they_are(tmp_path: Path) -> None:
    source = hostile(tmp_path / "out")
    for ask, form in ((sqlite, "sqlite"), (duck, "duckdb")):
        found = ask(export(source, form), "SELECT before FROM changes ORDER BY row_no")
        assert [text for (text,) in found] == list(HOSTILE)


def test_sqlite_has_types(tmp_path: Path) -> None:
    path = export(typical(tmp_path / "out"), "sqlite")
    assert sqlite(path, "SELECT checked, count, x0, typeof(x0) FROM marks") == [
        (1, 3, 1.5, "real"), (0, None, None, "null"), (None, None, None, "null"),
    ]  # fmt: skip
    assert sqlite(path, "SELECT row_no FROM changes WHERE changed_on < '1900-01-01'") == [(2,)]
    assert sqlite(path, "SELECT file_no, value FROM files, json_each(main_items)") == [(1, "氏名"), (1, "a, b")]
    types = sqlite(path, "SELECT name, type, \"notnull\" FROM pragma_table_info('files') LIMIT 3")
    assert types == [("document_id", "TEXT", 1), ("assessment_no", "INTEGER", 1), ("file_no", "INTEGER", 1)]


def test_sqlite_has_keys_and_indices(tmp_path: Path) -> None:
    path = export(typical(tmp_path / "out"), "sqlite")
    assert sqlite(path, "SELECT name FROM pragma_table_info('changes') WHERE pk ORDER BY pk") == [
        ("document_id",), ("assessment_no",), ("row_no",),
    ]  # fmt: skip
    (plan,) = sqlite(path, "EXPLAIN QUERY PLAN SELECT * FROM fields WHERE document_id = 'x'")
    assert "USING INDEX fields_document_id" in plan[3]
    assert sqlite(path, "PRAGMA integrity_check") == [("ok",)]


def test_sqlite_describes_itself(tmp_path: Path) -> None:
    path = export(typical(tmp_path / "out"), "sqlite")
    assert sqlite(path, "SELECT row_count FROM tables WHERE table_name = 'marks'") == [(3,)]
    query = "SELECT type, nullable, description_ja, description_en FROM columns WHERE column_name = 'changed_on'"
    assert sqlite(path, query) == [
        ("date", 1, "変更日（日まで読めるときだけ）。", "Date of the change; null unless it is printed to the day.")
    ]


def test_duckdb_has_types_keys_and_comments(tmp_path: Path) -> None:
    path = export(typical(tmp_path / "out"), "duckdb")
    assert duck(path, "SELECT checked, count, x0 FROM marks") == [(True, 3, 1.5), (False, None, None), (None,) * 3]
    assert duck(path, "SELECT changed_on FROM changes") == [(date(2015, 10, 1),), (date(1899, 12, 31),)]
    assert duck(path, "SELECT main_items FROM files") == [(["氏名", "a, b"],), (None,)]
    keys = "SELECT constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    assert duck(path, f"{keys} AND table_name = 'changes'") == [(["document_id", "assessment_no", "row_no"],)]
    assert duck(path, "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal") == [(0,)]
    comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'systems' AND column_name = 'file_no'"
    assert duck(path, comment) == [
        ("常に空（システムはファイルごとに印字されない）。 / Always null: systems are not printed for each file.",)
    ]


def test_a_dataset_without_documents_is_empty_tables(tmp_path: Path) -> None:
    source = dataset(tmp_path / "out")
    for ask, form in ((sqlite, "sqlite"), (duck, "duckdb")):
        assert ask(export(source, form), "SELECT count(*) FROM fields") == [(0,)]


def test_a_file_under_two_names_is_in_a_database_twice(tmp_path: Path) -> None:
    source = dataset(tmp_path / "out", documents=[{"file_name": "a.pdf"}, {"file_name": "b.pdf"}])
    for ask, form in ((sqlite, "sqlite"), (duck, "duckdb")):
        found = ask(export(source, form), "SELECT document_id FROM documents")
        assert found == [(DOCUMENT,), (DOCUMENT,)]
