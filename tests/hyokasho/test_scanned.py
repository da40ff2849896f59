"""Scanned samples, from the file to its rows: every mark and choice right or flagged, text nearly so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hyokasho.evaluate import score_documents
from hyokasho.evaluation.gold import load_gold
from hyokasho.evaluation.judgement import ValueKind
from hyokasho.evaluation.tally import Score
from hyokasho.evaluation.written import read_dataset
from tests.hyokasho.archive import SAMPLES, archive, rows, run

SCANS = [
    path for path in sorted(SAMPLES.glob("*.gold.json"))
    if json.loads(path.read_text(encoding="utf-8"))["kind"] != "born_digital"
]  # fmt: skip
EXACT = {ValueKind.FORM, ValueKind.VERSION, ValueKind.MARK, ValueKind.COUNT, ValueKind.CHANGE_ROWS}
"""Kinds that a scan's reader must get right to the last one."""
MOST_UNCERTAIN_CHOICES = 1
MOST_WRONG_CHARACTERS = 0.015
Read = tuple[dict[str, Any], Path, Score]


@pytest.fixture(scope="module", params=SCANS, ids=lambda path: path.name.removesuffix(".gold.json"))
def scan(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The gold of one scanned sample, the dataset of it, and its score."""
    gold = json.loads(request.param.read_text(encoding="utf-8"))
    folder = archive(tmp_path_factory.mktemp("scan"), SAMPLES / gold["file"], request.param)
    out = folder / "out"
    run(folder, out)
    return gold, out, score_documents(load_gold(folder), read_dataset(out))


def test_a_scan_is_read(scan: Read) -> None:
    gold, out, score = scan
    (document,) = rows(out, "documents")
    assert (document["status"], document["error_code"]) == ("ok", None)
    assert (document["form"], document["pages"], document["text_layer"]) == (gold["form"], gold["pages"], gold["kind"])
    assert document["pages_ocr"] == len(gold["scan"]["pages"] or range(gold["pages"]))
    assert [judgement for judgement in score.wrong if judgement.kind in EXACT] == []
    assert [finding["kind"] for finding in rows(out, "findings") if finding["about"] == "document"] == []
    choices = score.kinds[ValueKind.CHOICE]
    assert choices.silent == 0
    assert choices.flagged <= MOST_UNCERTAIN_CHOICES
    assert score.character_error_rate <= MOST_WRONG_CHARACTERS
