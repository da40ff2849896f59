"""Signs in symbol fonts, of which the text layer has codes that are other characters."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.document import read_pages
from extract.pdf.left_out.symbol_fonts import is_symbol_font
from extract.records import BoxState
from tests.extract.drawing import Drawing

STANDARD = "Helvetica"


def _named(drawing: Drawing, name: str) -> bytes:
    """The PDF, its standard font called something else."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawing.pdf())) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/BaseFont") == f"/{STANDARD}":
                font.BaseFont = pikepdf.Name(f"/{name}")
                font.Subtype = pikepdf.Name.TrueType
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "codes", "signs"),
    [("Wingdings", "þ¨ün", "☑☐✔■"), ("Wingdings-Regular", "þ¨ün", "☑☐✔■"), ("Wingdings2", "R£P", "☑☐✓"),
     ("Webdings", "ag", "✔■"), ("ABCDEF+Wingdings,Bold", "þ", "☑")],
)  # fmt: skip
def test_codes_of_symbol_fonts_are_the_signs_that_they_print(name: str, codes: str, signs: str) -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    drawing.text(60, 54, codes, font=STANDARD)
    drawing.text(150, 54, "保険")
    (page,) = read_pages(_named(drawing, name))
    assert page.cells[0].text == f"{signs} 保険"


def test_a_tick_of_a_symbol_font_ticks_its_box() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    drawing.text(60, 54, "[")
    drawing.text(72, 54, "ü", font=STANDARD)
    drawing.text(90, 54, "]")
    (page,) = read_pages(_named(drawing, "Wingdings"))
    (box,) = page.cells[0].checkboxes
    assert (box.state, box.sign) == (BoxState.SELECTED, "✔")


def test_letters_of_other_fonts_stay() -> None:
    drawing = Drawing()
    drawing.grid((50, 350), (40, 60))
    drawing.text(60, 54, "n", font=STANDARD)
    assert drawing.page().cells[0].text == "n"
    assert not is_symbol_font("Arial")
