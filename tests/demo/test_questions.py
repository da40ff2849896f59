"""The demo's questions: their answers over a dataset with nothing in it, and over a few rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from hyokasho.analysis import Dataset
from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.demo.questions import QUESTIONS, Question, cited_articles, removable_media
from normalize.arrow.schemas import schemas


def dataset(folder: Path, **tables: list[dict[str, object]]) -> Dataset:
    with DatasetWriter(open_storage(folder)) as writer:
        writer.add({name: pa.Table.from_pylist(rows, schemas()[name]) for name, rows in tables.items()})
        writer.finish()
    return Dataset(folder)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.answer.__name__)
def test_every_question_has_an_answer_though_nothing_was_read(tmp_path: Path, question: Question) -> None:
    assert len(question.answer(dataset(tmp_path)).columns) >= 3


def test_marks_that_could_not_be_read_are_not_counted_as_made(tmp_path: Path) -> None:
    mark = {
        "form": "juten",
        "form_key": "II.4.itaku.4",
        "field_id": "acquisition.methods",
        "option": "紙",
        "option_no": 1,
    }
    whose = {"document_id": "a", "assessment_no": 1}
    place = {"page": 1, "x0": 0.0, "top": 0.0, "x1": 1.0, "bottom": 1.0, "engine": "e", "confidence": 1.0}
    data = dataset(
        tmp_path,
        assessments=[
            whose | {"page_first": 1, "page_last": 4, "form": "juten", "status": "ok", "organization": "青嵐市長"}
        ],
        marks=[mark | place | whose | {"checked": checked, "status": "ok"} for checked in (True, None)],
    )
    answer = removable_media(data)
    row = answer[(answer.iloc[:, 0] == "入手 acquired") & (answer.iloc[:, 1] == "紙")].iloc[0]
    assert list(row.iloc[2:]) == ["1 / 2", "青嵐市長"]


def test_articles_are_named_as_they_are_printed(tmp_path: Path) -> None:
    cited = {"form_key": "I.4", "field_id": "number_use.legal_basis", "law_normalized": "住民基本台帳法", "page": 1}
    printed = {"document_id": "a", "assessment_no": 1, "raw": "r", "article": "30の6", "status": "ok"}
    rows = [cited | printed | {"citation_no": n} for n in (1, 2)]
    assert cited_articles(dataset(tmp_path, legal_bases=rows)).iloc[0].tolist() == [
        "住民基本台帳法",
        "第30条の6",
        1,
        2,
        0,
    ]
