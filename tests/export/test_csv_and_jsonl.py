"""Exported CSV is safe in a spreadsheet, JSON Lines hold what the dataset holds, and both are described."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package

from tests.export.command import export
from tests.export.datasets import DOCUMENT, HOSTILE, dataset, hostile, typical
from tests.hyokasho.archive import rows

SIGNS = tuple("=+-@＝＋－＠\t\r")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def problems(folder: Path) -> list[str]:
    report = Package(str(folder / "datapackage.json")).validate()
    return [message for (message,) in report.flatten(["message"])]


def test_no_text_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    out = export(hostile(tmp_path / "out"), "csv")
    texts = [row["before"] for row in read_csv(out / "changes.csv")]
    assert len(texts) == len(HOSTILE)
    assert [text for text in texts if text.startswith(SIGNS)] == []
    assert texts[:8] == ["'=1+1", "'+cmd", "'@SUM(1)", "'-2+3", "'＝1+1", "'\t=1", "'\tx", "\ufffd=1"]
    assert texts[8:12] == ["'quoted'", 'say "x", y', "two\nlines", "絵文字😀"]


def test_a_csv_opens_in_a_spreadsheet_as_unicode_with_typed_values(tmp_path: Path) -> None:
    out = export(typical(tmp_path / "out"), "csv")
    assert (out / "marks.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument_id,assessment_no,form,")
    assert [(row["checked"], row["count"], row["x0"]) for row in read_csv(out / "marks.csv")] == [
        ("true", "3", "1.5"), ("false", "", ""), ("", "", ""),
    ]  # fmt: skip
    assert [row["changed_on"] for row in read_csv(out / "changes.csv")] == ["2015-10-01", "1899-12-31"]
    assert [row["main_items"] for row in read_csv(out / "files.csv")] == ['["氏名", "a, b"]', ""]
    assert read_csv(out / "documents.csv")[0]["organization_code"] == "011002"


def test_json_lines_hold_the_very_rows_of_the_dataset(tmp_path: Path) -> None:
    source = hostile(tmp_path / "hostile")
    assert read_jsonl(export(source, "jsonl") / "changes.jsonl") == rows(source, "changes")
    out = export(typical(tmp_path / "typical"), "jsonl")
    assert [row["changed_on"] for row in read_jsonl(out / "changes.jsonl")] == ["2015-10-01", "1899-12-31"]
    assert [row["main_items"] for row in read_jsonl(out / "files.jsonl")] == [["氏名", "a, b"], None]
    assert [row["checked"] for row in read_jsonl(out / "marks.jsonl")] == [True, False, None]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("make", [typical, hostile])
def test_frictionless_finds_nothing_wrong(form: str, make: Any, tmp_path: Path) -> None:
    assert problems(export(make(tmp_path / "out"), form)) == []


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_frictionless_sees_what_the_descriptor_promises(form: str, tmp_path: Path) -> None:
    source = dataset(tmp_path / "out", documents=[{"document_id": "a"}], findings=[{}, {}])
    found = problems(export(source, form))
    assert any("primary key" in message.lower() for message in found)
    assert any("foreign key" in message.lower() for message in found)


def test_a_dataset_without_documents_is_files_with_headings_only(tmp_path: Path) -> None:
    out = export(dataset(tmp_path / "out"), "csv")
    assert problems(out) == []
    assert pd.read_csv(out / "fields.csv").empty
    lines = export(tmp_path / "out", "jsonl")
    assert problems(lines) == []
    assert (lines / "fields.jsonl").read_bytes() == b""


def test_a_file_that_could_not_be_opened_has_an_empty_id(tmp_path: Path) -> None:
    source = dataset(tmp_path / "out", documents=[{"document_id": ""}, {"document_id": DOCUMENT}])
    assert problems(export(source, "csv")) == []
    assert problems(export(source, "jsonl")) == []


def test_chosen_tables_refer_to_no_table_that_is_not_there(tmp_path: Path) -> None:
    out = export(typical(tmp_path / "out"), "csv", "--table", "marks")
    assert {path.name for path in out.iterdir()} == {"marks.csv", "datapackage.json"}
    assert problems(out) == []
