"""Reads the pictures of single lines with PP-OCRv6, through onnxruntime."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import numpy as np

from extract.errors import ModelError
from extract.scan.arrays import Grey, RecognizedLine
from extract.scan.models import check_model
from extract.scan.ocr.alphabet import Alphabet, alphabet
from extract.scan.ocr.character_shapes import PlacedSign, placed
from extract.scan.ocr.correct import ReadCharacter, corrected
from extract.scan.ocr.ctc import columns
from extract.scan.ocr.likelihood import surprise
from extract.scan.ocr.line_image import Prepared, bar_length, normalised, prepare
from extract.scan.ocr.onnx_runtime import onnxruntime

WHEEL, MODEL = "rapidocr", "PP-OCRv6_rec_small.onnx"
"""The wheel that carries the model, and the model's file in it."""
CHARACTERS = "character"
"""The key of the model's metadata that names its classes, one a line."""
BAR, BAR_CONFIDENCE = "－", 0.99
"""What a line is taken for that is nothing but a dash, and how surely."""
LONG_BAR, LONG_BAR_CONFIDENCE = 0.84, 0.5
"""One so many font sizes long may as well be 一, which in some faces is a bar too (0.9; a dash has 0.7 to 0.8)."""
SECOND_LOOK = 0.1
"""A line that surprises more than this is looked at once more, its strokes softened."""
NOTHING = RecognizedLine("", (), ())


class Recognizer:
    """Reads lines with a model that is loaded at the first line and shared by all recognizers of the process.

    `threads` bounds the cores that one line uses; the text does not depend on it.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    def read(self, pictures: Sequence[Grey], em: float = math.inf) -> list[RecognizedLine]:
        """What each picture of one printed line says; `em` is the font size in pixels where it is known.

        Raises `ModelError` when the model is not installed, or another one is.
        """
        return [self._read(picture, em) for picture in pictures]

    def _read(self, picture: Grey, em: float) -> RecognizedLine:
        if picture.size == 0:
            return NOTHING
        length = bar_length(picture)
        if length:
            confidence = BAR_CONFIDENCE if length < LONG_BAR * em else LONG_BAR_CONFIDENCE
            return RecognizedLine(BAR, ((0.0, float(picture.shape[1])),), (confidence,), raw=BAR)
        prepared = prepare(picture)
        first = self._recognize(prepared)
        if surprise(first) < SECOND_LOOK:
            return first
        second = self._recognize(prepared.softened())
        surer = min(first, second, key=surprise)
        return replace(surer, doubted=first.text != second.text)

    def _recognize(self, prepared: Prepared) -> RecognizedLine:
        session, characters = _model(self._threads)
        output = session.run(None, {session.get_inputs()[0].name: normalised(prepared)})
        found, unread = placed(columns(np.asarray(output[0])[0], characters), prepared)
        return _recognized(found, unread, prepared)


def _recognized(found: Sequence[PlacedSign], unread: float, prepared: Prepared) -> RecognizedLine:
    """Put look-alikes right and leave out what is dirt."""
    glyphs = corrected([ReadCharacter(one.sign.text, one.sign.confidence, one.shape) for one in found])
    kept = [(one, glyph) for one, glyph in zip(found, glyphs, strict=True) if glyph.char]
    return RecognizedLine(
        text="".join(glyph.char for _, glyph in kept),
        edges=tuple((prepared.x(one.span.start), prepared.x(one.span.end)) for one, _ in kept),
        confidences=tuple(glyph.confidence for _, glyph in kept),
        seconds=tuple((one.sign.second, one.sign.second_confidence) for one, _ in kept),
        raw="".join(one.sign.text for one in found),
        unread=unread,
    )


@cache
def _model(threads: int) -> tuple[onnxruntime.InferenceSession, Alphabet]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Threads that wait for work busily would take cores from other workers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(_model_file()), options, providers=["CPUExecutionProvider"])
    symbols = session.get_modelmeta().custom_metadata_map[CHARACTERS].split("\n")
    return session, alphabet(symbols)


def _model_file() -> Path:
    """Where the model is installed. Raises `ModelError` when it is not, or another one is."""
    try:
        found = [file for file in files(WHEEL) or () if file.name == MODEL]
    except PackageNotFoundError:
        found = []
    if not found:
        raise ModelError(f"{MODEL} of {WHEEL} is not installed")
    path = Path(str(found[0].locate()))
    with path.open("rb") as file:
        check_model(MODEL, file)
    return path
