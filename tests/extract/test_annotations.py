"""Fields of forms and annotations are read as what a viewer shows of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
import pytest

from extract.document import read_pages
from extract.records import BoxState, LeftOut, Page
from tests.extract.drawing import Drawing, loose, texts

FIELD, ANNOTATION = "pdfium+form_field", "pdfium+annotation"
ANSWER = (155, 242, 345, 258)
"""The place of the answer in page space."""


def _form(*signs: str) -> Drawing:
    """A ruled row with a label and a blank answer, and one of options with blank boxes between `signs`."""
    drawing = Drawing()
    drawing.grid((50, 150, 350), (40, 60, 80))
    drawing.text(55, 54, "部署")
    drawing.text(55, 74, "監査")
    for n, option in enumerate(signs):
        drawing.text(155 + 90 * n, 74, "[")
        drawing.text(180 + 90 * n, 74, "]")
        drawing.text(190 + 90 * n, 74, option)
    return drawing


def _page(drawing: Drawing, annotations: Sequence[pikepdf.Dictionary], needs_appearances: bool = False) -> Page:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawing.pdf())) as pdf:
        made = pikepdf.Array([pdf.make_indirect(annotation) for annotation in annotations])
        pdf.pages[0].Annots = made
        fields = pikepdf.Array([each for each in made if each.Subtype == "/Widget"])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields, NeedAppearances=needs_appearances)
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    return page


def _annotation(kind: str, box: Sequence[float], **entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=pikepdf.Array(box), F=4, **entries
    )


def _field(kind: str, box: Sequence[float], **entries: Any) -> pikepdf.Dictionary:
    return _annotation("Widget", box, FT=pikepdf.Name(f"/{kind}"), T="field", DA="/Helv 9 Tf 0 g", **entries)


def test_a_text_field_without_appearance_is_its_value() -> None:
    page = _page(_form(), [_field("Tx", ANSWER, V="市民部")], needs_appearances=True)
    assert (texts(page)[:2], page.cells[1].engine) == (["部署", "市民部"], FIELD)


def test_a_field_of_several_lines_wraps_as_viewers_wrap_it() -> None:
    field = _field("Tx", ANSWER, V="市民部福祉部\n市民部" + "福祉部" * 8, Ff=1 << 12)
    page = _page(_form(), [field], needs_appearances=True)
    assert texts(page)[1] == "市民部福祉部\n市民部" + "福祉部" * 5 + "福祉\n部福祉部福祉部"


def test_a_field_with_an_appearance_is_what_that_shows() -> None:
    drawing = _form()
    drawing.canvas.acroForm.textfield(
        value="12", x=155, y=242, width=150, height=16, borderWidth=0, name="number", fontSize=9
    )
    (page,) = read_pages(drawing.pdf())
    assert (texts(page)[1], page.cells[1].engine) == ("12", FIELD)


def test_a_list_is_what_it_shows_as_chosen() -> None:
    options = pikepdf.Array([pikepdf.Array(["a", "市民部"]), pikepdf.Array(["b", "福祉部"])])
    page = _page(_form(), [_field("Ch", ANSWER, V="b", Opt=options, Ff=1 << 17)], needs_appearances=True)
    assert texts(page)[1] == "福祉部"


@pytest.mark.parametrize("hidden", [2, 32], ids=["hidden", "not for the screen"])
def test_a_field_that_is_not_shown_is_nothing(hidden: int) -> None:
    field = _field("Tx", ANSWER, V="市民部")
    field.F = hidden
    assert texts(_page(_form(), [field], needs_appearances=True))[:2] == ["部署", ""]


def test_check_boxes_tick_the_boxes_that_they_stand_in() -> None:
    states = pikepdf.Dictionary(Yes=pikepdf.Dictionary(), Off=pikepdf.Dictionary())
    boxes = []
    for n, state in enumerate((pikepdf.Name.Yes, pikepdf.Name.Off)):
        box = _field("Btn", (165 + 90 * n, 226, 174 + 90 * n, 235), V=state, AS=state)
        box.T, box.AP = f"box{n}", pikepdf.Dictionary(N=states)
        boxes.append(box)
    page = _page(_form("自己", "外部"), boxes)
    assert [checkbox.sign for checkbox in page.cells[3].checkboxes] == ["☑", "☐"]
    assert page.cells[3].engine == FIELD


def test_a_text_box_is_text() -> None:
    page = _page(_form(), [_annotation("FreeText", ANSWER, Contents="市民部", DA="/Helv 9 Tf")])
    assert (texts(page)[1], page.cells[1].engine) == ("市民部", ANNOTATION)


@pytest.mark.parametrize("look", ["/Helv 9 Tf", "/Helv 9 Tf 1 0 0 rg"])
def test_a_text_box_is_text_where_no_form_has_its_font(look: str) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(_form().pdf())) as pdf:
        box = _annotation("FreeText", ANSWER, Contents="市民部", DA=look)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(box)])
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    assert (texts(page)[1], page.cells[1].engine) == ("市民部", ANNOTATION)


def test_a_field_that_fills_its_cell_leaves_its_borders() -> None:
    drawing = Drawing()
    drawing.canvas.rect(50, 240, 100, 20)
    drawing.canvas.rect(150, 240, 200, 20)
    drawing.text(55, 54, "部署")
    page = _page(drawing, [_field("Tx", (151, 241, 349, 259), V="市民部")], needs_appearances=True)
    assert texts(page) == ["部署", "市民部"]


def _stamp(box: Sequence[float], words: str, kind: str = "Stamp", **said: object) -> Page:
    """The form, its answer 市民部, with a framed stamp on it whose letters are the form's own."""
    drawing = _form()
    drawing.text(155, 54, "市民部")
    drawing.canvas.beginForm("stamp")
    drawing.canvas.setStrokeColorRGB(0.8, 0, 0)
    drawing.canvas.roundRect(1, 1, box[2] - box[0] - 2, box[3] - box[1] - 2, 3)
    drawing.text(8, drawing.height - 4, words)
    drawing.canvas.endForm()
    drawing.canvas.doForm("stamp")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawing.pdf())) as pdf:
        (name, form), *_ = pdf.pages[0].Resources.XObject.items()
        form.BBox = pikepdf.Array([0, 0, box[2] - box[0], box[3] - box[1]])
        content = pdf.pages[0].Contents
        content.write(content.read_bytes().replace(f"{name} Do".encode(), b""))
        stamp = _annotation(kind, box, AP=pikepdf.Dictionary(N=form), **said)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(stamp)])
        pdf.save(target)
    (page,) = read_pages(target.getvalue())
    return page


def test_a_stamp_over_an_answer_is_no_part_of_it() -> None:
    page = _stamp((175, 240, 215, 258), "済")
    assert texts(page)[:2] == ["部署", "市民部"]
    assert [(aside.reason, aside.text) for aside in page.set_aside] == [(LeftOut.STAMP, "済")]


def test_a_stamp_in_a_blank_cell_may_be_its_text() -> None:
    page = _stamp((160, 222, 200, 238), "済")
    assert (texts(page), page.cells[3].engine) == (["部署", "市民部", "監査", "済"], ANNOTATION)
    assert (page.cells[3].confidence, page.cells[3].lines[0].confidence) == (0.4, 0.4)


def test_a_text_box_that_points_at_a_blank_cell_is_a_remark() -> None:
    page = _stamp((160, 222, 200, 238), "済", "FreeText", CL=pikepdf.Array([0, 0, 10, 10]))
    assert texts(page) == ["部署", "市民部", "監査", ""]
    assert [(aside.reason, aside.text) for aside in page.set_aside] == [(LeftOut.STAMP, "済")]


def _ink(*strokes: Sequence[float]) -> pikepdf.Dictionary:
    return _annotation("Ink", (165, 225, 175, 236), InkList=pikepdf.Array([pikepdf.Array(each) for each in strokes]))


@pytest.mark.parametrize(
    ("strokes", "sign"),
    [
        ([(166, 231, 169, 227, 175, 236)], "✓"),
        ([(174, 231, 172, 233, 168, 233, 166, 231, 166, 229, 168, 227, 172, 227, 173.5, 229)], "○"),
        ([(166, 226, 174, 234), (166, 234, 174, 226)], "×"),
    ],
    ids=["tick", "ring", "cross"],
)  # fmt: skip
def test_pen_strokes_in_a_box_are_its_sign(strokes: list[Sequence[float]], sign: str) -> None:
    page = _page(_form("自己"), [_ink(*strokes)])
    assert [(box.state, box.sign) for box in page.cells[3].checkboxes] == [(BoxState.SELECTED, sign)]


def test_links_and_comments_are_no_text() -> None:
    link = _annotation("Link", ANSWER)
    comment = _annotation("Text", (300, 244, 316, 258), Contents="要確認")
    page = _page(_form(), [link, comment])
    assert (texts(page), loose(page), page.set_aside) == (["部署", "", "監査", ""], [], [])


def test_a_black_box_that_a_reviewer_drew_blacks_out_what_is_below() -> None:
    drawing = _form()
    drawing.text(155, 54, "市民部")
    black = pikepdf.Array([0, 0, 0])
    page = _page(drawing, [_annotation("Square", (164, 241, 186, 258), IC=black, C=black)])
    assert texts(page) == ["部署", "市■■", "監査", ""]


def test_a_ring_that_a_reviewer_drew_around_an_option_is_a_sign() -> None:
    drawing = _form()
    drawing.text(155, 54, "1)有　2)無")
    page = _page(drawing, [_annotation("Circle", (188, 240, 202, 259), C=pikepdf.Array([1, 0, 0]))])
    assert texts(page)[1] == "1)有　○2)無"


@pytest.mark.parametrize("x0", [188, 198], ids=["whole", "its first character cut off"])
def test_a_ring_that_a_reviewer_drew_around_the_option_of_a_blank_box_is_its_sign(x0: int) -> None:
    page = _page(_form("内部監査"), [_annotation("Circle", (x0, 219, 233, 240), C=pikepdf.Array([1, 0, 0]))])
    (box,) = page.cells[3].checkboxes
    assert (box.state, box.sign) == (BoxState.SELECTED, "○")
