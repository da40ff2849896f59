"""Every character that PDFium shows on a page stands in one line, is the watermark, or is left out for a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from data.sample_dataset import ROOT, prints
from extract.document import read_pages
from extract.pdf.coordinates import page_view
from extract.pdf.paint.paths import read_objects
from extract.records import LeftOut, Page, TextLayer
from tests.extract.drawing import Drawing

_SAME = {"−": "－", "〜": "～"}
"""Characters for which the maps of fonts have two names."""


def printed(page: pdfium.PdfPage) -> Counter[str]:
    """The characters that PDFium reports on a page, blanks and those it adds itself aside."""
    text_page = page.get_textpage()
    codes = [
        raw.FPDFText_GetUnicode(text_page, n) for n in range(text_page.count_chars())
        if raw.FPDFText_IsGenerated(text_page, n) != 1
    ]  # fmt: skip
    hyphens = [ord("-") if code in (0x02, 0xFFFE) else code for code in codes]
    text = b"".join(code.to_bytes(2, "little") for code in hyphens).decode("utf-16-le", "replace")
    return Counter(_SAME.get(char, char) for char in text if not char.isspace())


def accounted(page: Page) -> Counter[str]:
    """The characters of a page's lines, its watermark, and those left out."""
    lines = [*page.loose, *(line for cell in page.cells for line in cell.lines)]
    texts = [*(line.text for line in lines), page.watermark, *page.left_out.values()]
    return Counter(_SAME.get(char, char) for text in texts for char in text if not char.isspace())


@pytest.mark.parametrize("path", prints(), ids=lambda path: path.stem)
def test_no_character_of_a_sample_is_lost_or_made_up(path: Path) -> None:
    """PDFium leaves out some of a font that is not embedded; there only what it does report is looked for."""
    data = (ROOT / path).read_bytes()
    with pdfium.PdfDocument(data) as document:
        for page in read_pages(data):
            shown = document[page.number - 1]
            if page.text_layer is not TextLayer.USABLE:
                continue
            if read_objects(shown, page_view(shown)).unmeasured_text.size:
                assert not printed(shown) - accounted(page), page.number
            else:
                assert accounted(page) == printed(shown), page.number


def test_what_is_left_out_says_why() -> None:
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 70, 140))
    drawing.text(55, 58, "特記")
    drawing.text(-60, 58, "外")
    for n in range(12):  # PDFium itself leaves out what is printed again soon
        drawing.text(155, 150 + 12 * n, str(n))
    drawing.text(55.5, 58, "特記")
    with drawing.clipped(155, 200, 345, 220):
        drawing.text(160, 212, "見")
        drawing.text(160, 260, "隠")
    page = drawing.page()
    assert page.left_out == {LeftOut.OFF_PAGE: "外", LeftOut.CUT_AWAY: "隠", LeftOut.PRINTED_TWICE: "特記"}
