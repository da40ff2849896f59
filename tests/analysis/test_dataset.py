"""Datasets as analysts open them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from hyokasho.analysis import agreed, open_dataset
from hyokasho.analysis.dataset import CHOSEN, SAMPLE


def test_the_sample_is_opened_unless_another_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN, raising=False)
    assert open_dataset().is_sample
    mine = shutil.copytree(SAMPLE, tmp_path / "mine's")
    monkeypatch.setenv(CHOSEN, str(mine))
    assert not open_dataset().is_sample
    assert open_dataset(SAMPLE).is_sample


def test_sql_and_frames_hold_the_same_rows_whatever_the_folder_is_called(tmp_path: Path) -> None:
    data = open_dataset(shutil.copytree(SAMPLE, tmp_path / "mine's"))
    assert len(data.sql("FROM entrustments")) == len(data.table("entrustments")) == 20


def test_an_assessment_is_there_once_if_it_was_read(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "copy")
    (file,) = (folder / "documents").glob("*.parquet")
    documents = pd.read_parquet(file)
    failed = documents.assign(document_id="0", status="failed").head(1)
    pd.concat([failed, documents.assign(file_name="~.pdf"), documents]).to_parquet(file)
    data = open_dataset(folder)
    assert data.assessments()["file_name"].tolist() == documents["file_name"].tolist()
    assert sorted(data.sql("FROM assessments")["file_name"]) == documents["file_name"].tolist()
    assert len(data.with_organization("files")) == len(data.table("files"))


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="hyokasho ingest"):
        open_dataset(tmp_path)


def test_answers_agree_whatever_types_and_nulls_they_use() -> None:
    by_sql = pd.DataFrame({"name": ["紙", None], "n": pd.array([1, None], dtype="Int32")})
    by_pandas = pd.DataFrame({"name": ["紙", float("nan")], "n": [1.0, None]}, index=[7, 3])
    assert agreed(by_sql, by_pandas).index.tolist() == [0, 1]


@pytest.mark.parametrize("other", [{"n": [2]}, {"m": [1]}, {"n": [1, 1]}, {"n": [None]}])
def test_answers_that_differ_are_refused(other: dict[str, list[int | None]]) -> None:
    with pytest.raises(AssertionError):
        agreed(pd.DataFrame({"n": [1]}), pd.DataFrame(other))
