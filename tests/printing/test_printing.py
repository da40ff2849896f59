"""The printer of samples: same bytes every time, gold that covers the form, every style prints."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

pytest.importorskip("reportlab")
pytest.importorskip("pylopdf_fonts_jp")

from data.printing.fonts import Face, embed
from data.printing.forms import load_form
from data.printing.printer import print_source
from data.printing.rulings import Line, per_sheet_cell, ruled_lines
from data.printing.source import Source, load_source
from data.printing.style import Style, load_styles, random_style, style_from_dict
from data.printing.subsets import true_type_subset
from data.printing.wrapping import wrap

SOURCES = Path(__file__).parents[2] / "data" / "sources"
SMALL = SOURCES / "kiso_h30_vaccination.yaml"


@pytest.fixture(scope="module")
def small() -> Source:
    return load_source(SMALL)


@pytest.mark.parametrize("cid", [True, False])
def test_same_source_and_style_give_the_same_bytes(small: Source, cid: bool) -> None:
    style = Style(cid=cid, shuffle=True, radicals=0.2)
    digests = {hashlib.sha256(print_source(small, style).pdf).hexdigest() for _ in range(2)}
    assert len(digests) == 1


@pytest.mark.parametrize("name", sorted(load_styles()))
def test_every_style_prints(small: Source, name: str) -> None:
    printed = print_source(small, load_styles()[name])
    assert len(pypdfium2.PdfDocument(printed.pdf)) == printed.pages
    assert all(entry.pages for entry in printed.entries)


@pytest.mark.parametrize("path", sorted(SOURCES.glob("[jz]*.yaml")), ids=lambda path: path.stem)
def test_gold_covers_every_row_with_a_value(path: Path) -> None:
    source = load_source(path)
    printed = print_source(source, Style())
    form = load_form(source.form, source.version)
    rows = {row.key for row in form.rows() if row.type not in ("label", "table")}
    assert {entry.key for entry in printed.entries} == rows
    places = [(entry.key, entry.file_no, entry.instance) for entry in printed.entries]
    assert len(set(places)) == len(places)
    assert all(entry.pages for entry in printed.entries)
    assert all(change.pages for change in printed.changes)


def test_answers_can_be_read_from_the_text_layer(small: Source) -> None:
    document = pypdfium2.PdfDocument(print_source(small, Style()).pdf)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert "KENKO-Ⅱ" in text and "霞谷村長" in text


def test_a_long_row_is_split_over_pages(small: Source) -> None:
    answers = {**small.answers, "I.1.2": "\n".join(f"第{number}項" for number in range(120))}
    printed = print_source(replace(small, answers=answers), Style())
    entry = next(entry for entry in printed.entries if entry.key == "I.1.2")
    assert entry.pages == [2, 3]


def test_turned_and_cropped_pages_show_the_same_paper(small: Source) -> None:
    plain = pypdfium2.PdfDocument(print_source(small, Style()).pdf)
    for turn in (90, 270):
        style = Style(rotate=True, turn=turn, crop=20.0, xobject=True)
        turned = pypdfium2.PdfDocument(print_source(small, style).pdf)
        assert turned[0].get_size() == pytest.approx(plain[0].get_size())


def test_random_styles_are_repeatable() -> None:
    assert random_style(7) == random_style(7) != random_style(8)


def test_unknown_knobs_and_words_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown knobs"):
        style_from_dict("x", {"colour": "red"})
    with pytest.raises(ValueError, match="printer"):
        Style(printer="abacus")


def test_wrapping_loses_nothing_and_keeps_kinsoku() -> None:
    text = "住所、氏名、（生年月日）及び性別。\n第2項"
    lines = wrap(text, 5.0, lambda part: float(len(part)))
    assert "".join(lines) == text.replace("\n", "")
    assert not any(line[0] in "、。）" for line in lines)


def test_sheet_cells_cut_a_border_without_gaps() -> None:
    parts = list(per_sheet_cell(Line(0.0, 5.0, 30.0, 5.0), column=12.0, row=13.0))
    assert [(part.x0, part.x1) for part in parts] == [(0.0, 12.0), (12.0, 24.0), (24.0, 30.0)]


def test_face_widths_scale_with_size_and_squeeze() -> None:
    assert Face("sans").width("漢字", 9.0) == 18.0
    assert Face("sans", 0.5).width("漢字", 9.0) == 9.0


def test_gold_names_a_font_file_without_its_folder() -> None:
    assert Style(font="/fonts/ipag.ttf").to_dict()["font"] == "ipag.ttf"
    with pytest.raises(ValueError, match="font"):
        Style(font="ipag")


def test_a_font_file_that_is_not_cid_keyed_is_embedded_all_the_same(small: Source, tmp_path: Path) -> None:
    wheel = Path(pytest.importorskip("pylopdf_fonts_jp").__file__).parent / "NotoSansJP-Regular.otf"
    font = tmp_path / "plain.ttf"
    chars = "".join(map(chr, [*range(0x20, 0x7F), *range(0x2010, 0x3100), *range(0xFF01, 0xFFE0)]))
    font.write_bytes(true_type_subset(wheel, chars, "plain").getvalue())
    face = Face(str(font))
    assert face.width("あ", 10.0) == 10.0
    assert embed(face, "あい", cid=True) == embed(face, "いあ", cid=False)


def test_no_cells_have_no_rulings() -> None:
    assert ruled_lines([]) == []
