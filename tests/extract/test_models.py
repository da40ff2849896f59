"""Scans are read with the models that were measured, or not at all."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from data.printing.fonts import Face, embed
from extract.document import read_pages
from extract.errors import ModelError
from extract.scan import models
from extract.scan.boxes import patches
from extract.scan.ocr import recognizer
from extract.unread.misnamed import glyph_shapes
from hyokasho.document.reader import read_file
from tests.extract.drawing import Drawing
from tests.hyokasho.archive import SCAN

ROOT = Path(__file__).parents[2]
OF_SCANS = ("marks.npz", "strokes.npz", "PP-OCRv6_rec_small.onnx")
NAMES = (*OF_SCANS, "glyph_shapes.npz")


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models are loaded anew."""
    for load in (patches.network, recognizer._model, glyph_shapes._shapes):
        load.cache_clear()


def test_each_model_has_a_digest_and_a_card() -> None:
    assert sorted(models.digests()) == sorted(NAMES)
    cards = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
    for name, digest in models.digests().items():
        (card,) = re.findall(rf"^## .*`{re.escape(name)}`\n(.*?)(?=^## |\Z)", cards, re.MULTILINE | re.DOTALL)
        assert digest in card
        for fact in ("source", "licence", "training", "figures"):
            assert f"| {fact} |" in card


def test_a_file_is_read_from_its_start_again() -> None:
    path = ROOT / "extract" / "scan" / "boxes" / "marks.npz"
    with path.open("rb") as file:
        models.check_model("marks.npz", file)
        assert file.read() == path.read_bytes()


@pytest.mark.parametrize("name", [*NAMES, "unknown.onnx"])
def test_another_file_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"{name} is not the model that this program was measured with"):
        models.check_model(name, io.BytesIO(b"another"))


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", OF_SCANS)
def test_a_document_that_would_be_read_with_it_fails_with_a_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.digests(), name, "0" * 64)
    fails_for_its_model(SCAN.read_bytes())


@pytest.mark.usefixtures("fresh")
def test_so_does_a_print_whose_fonts_would_be_compared_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.digests(), "glyph_shapes.npz", "0" * 64)
    text, drawing = "市民部保険年金課において資格の管理を行うものとする", Drawing()
    drawing.canvas.setFont(embed(Face("serif"), text, cid=False), 10)
    drawing.canvas.drawString(30, drawing.height - 54, text)
    fails_for_its_model(drawing.pdf())


def fails_for_its_model(data: bytes) -> None:
    with pytest.raises(ModelError):
        list(read_pages(data))
    result = read_file(data, "a.pdf", "a.pdf")
    documents = result.tables["documents"]
    assert documents.select(["status", "error_code"]).to_pylist() == [{"status": "failed", "error_code": "wrong_model"}]


@pytest.mark.usefixtures("fresh")
def test_a_model_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizer, "files", lambda wheel: [])
    with pytest.raises(ModelError, match=r"PP-OCRv6_rec_small.onnx of rapidocr is not installed"):
        list(read_pages(SCAN.read_bytes()))
