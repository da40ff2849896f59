"""Confidence against what is right: which bin a value falls into, what the diagram shows."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.evaluate import main
from hyokasho.evaluation.curve import reliability_svg
from hyokasho.evaluation.judgement import Judgement, ValueKind
from hyokasho.evaluation.reliability import Bin, Reliability, calibration_error
from hyokasho.evaluation.report import metrics
from hyokasho.evaluation.tally import Score


def judged(kind: ValueKind, confidence: float | None, right: bool) -> Judgement:
    return Judgement(kind, right, "ok", "here", confidence=confidence)


def reliability(*judgements: Judgement) -> Reliability:
    made = Reliability()
    for judgement in judgements:
        made.add(judgement)
    return made


def test_values_fall_into_the_bin_of_their_confidence() -> None:
    made = reliability(
        judged(ValueKind.TEXT, 0.0, False), judged(ValueKind.TEXT, 0.95, True), judged(ValueKind.TEXT, 0.97, False),
        judged(ValueKind.TEXT, 1.0, True), judged(ValueKind.COUNT, 0.5, True), judged(ValueKind.DETAIL, 0.5, True),
        judged(ValueKind.MARK, None, True),
    )  # fmt: skip
    bins = {kind: [(bin.low, bin.n, bin.right) for bin in bins] for kind, bins in made.filled().items()}
    assert bins == {ValueKind.TEXT: [(0.0, 1, 0), (0.95, 2, 1), (0.99, 1, 1)], ValueKind.COUNT: [(0.5, 1, 1)]}


def test_the_calibration_error_is_the_mean_distance_from_what_is_right() -> None:
    half, sure = Bin(0.5, 0.6, n=2, right=1, total=1.1), Bin(0.99, 1.0, n=2, right=1, total=2.0)
    assert calibration_error([half, sure, Bin(0.0, 0.1)]) == pytest.approx((0.05 + 0.5) / 2)
    assert calibration_error([]) == 0.0


def test_few_values_tell_little() -> None:
    one, many = Bin(0.9, 1.0, n=1, right=1, total=1.0), Bin(0.9, 1.0, n=1000, right=1000, total=1000.0)
    assert one.interval[0] < 0.3 < 0.99 < many.interval[0]
    assert one.interval[1] == many.interval[1] == pytest.approx(1.0)


def test_the_diagram_has_a_panel_for_each_kind_and_a_point_for_each_bin() -> None:
    made = reliability(*(judged(kind, 0.1 * n, n > 4) for kind in (ValueKind.TEXT, ValueKind.MARK) for n in range(10)))
    svg = ElementTree.fromstring(reliability_svg(made))
    assert len(svg.findall("{*}g")) == 2
    assert len(svg.findall(".//{*}circle")) == 20


def test_without_values_the_diagram_says_so() -> None:
    assert "no values" in (ElementTree.fromstring(reliability_svg(Reliability())).findtext("{*}text") or "")


def test_metrics_hold_the_curve() -> None:
    score = Score()
    score.add([judged(ValueKind.CHOICE, 0.97, True), judged(ValueKind.CHOICE, 0.97, False)])
    assert metrics(score)["reliability"] == {
        "choice": {"off_by": 0.47, "bins": {"95%-99%": {"n": 2, "confidence": 0.97, "right": 0.5}}}
    }


def test_the_command_draws_the_curve(tmp_path: Path) -> None:
    folder, dataset, curve = tmp_path / "gold", tmp_path / "dataset", tmp_path / "curve.svg"
    folder.mkdir()
    gold: dict[str, object] = {
        "file": "a.pdf",
        "kind": "scanned",
        "form": "kiso",
        "printed_version": "",
        "changes": None,
        "entries": [],
    }
    (folder / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    with DatasetWriter(open_storage(str(dataset))) as writer:
        writer.finish()
    run = CliRunner().invoke(main, [str(dataset), str(folder), "--curve", str(curve)])
    assert run.exit_code == 0, run.output
    assert curve.read_text(encoding="utf-8").startswith("<svg")
