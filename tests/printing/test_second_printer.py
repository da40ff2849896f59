"""The second printer prints what its gold says, and shares nothing that decides a layout with the first."""

import ast
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pypdfium2
import pytest

import data.second_printer
from data.printing.fonts import Face
from data.second_printer.around import papers, print_paper
from data.second_printer.assessment import Answer
from data.second_printer.document import Printed, habit_spec, print_spec, random_spec
from data.second_printer.forms import Option, Row, load_form, versions
from data.second_printer.habits import HABITS, habit_look, random_look
from data.second_printer.looks import CHOICES, Look, plain_look
from data.second_printer.seen.sights import SIGHTS, print_seen, seen_spec
from data.second_printer.several import print_several
from data.second_printer.strips import Cell, cut_strip, side_by_side
from data.second_printer.typeset import Lump, Typesetter
from data.second_printer.unsure import unsure
from hyokasho.evaluation.comparable import comparable

HABIT_CHOICES = {name for choices in HABITS.values() for name in choices} - set(CHOICES)
SEEDS = (2, 3, 5, 10, 21, 24)
"""Their faces are embedded: of a face that is only named PDFium measures no glyphs, and leaves out single ones."""
PACKAGE = Path(data.second_printer.__file__).parent


def _printed(seed: int) -> Printed:
    return print_spec(random_spec(seed), "print.pdf")


def _text_layer(pdf: bytes) -> list[Counter[str]]:
    """The characters that PDFium sees on each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [Counter(comparable(text.replace("\ufffe", "-"))) for text in pages]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_gives_the_same_bytes(seed: int) -> None:
    assert _printed(seed).pdf == _printed(seed).pdf


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_layer_holds_what_was_laid_out_and_no_more(seed: int) -> None:
    printed = _printed(seed)
    for page, seen in zip(printed.pages, _text_layer(printed.pdf), strict=True):
        marks = [mark for cell in page.cells for mark in cell.lump.marks] + page.running
        once = Counter(comparable("".join(mark.text for mark in marks)))
        again = Counter(comparable("".join(mark.text for mark in marks if mark.bold)))
        assert seen in (once, once + again)  # PDFium drops most second copies of bold text


def test_a_file_of_several_has_each_on_its_pages_and_is_printed_alike_again() -> None:
    pdf, gold = print_several(10, "several.pdf")
    assert print_several(10, "several.pdf") == (pdf, gold)
    layer = _text_layer(pdf)
    assert len(layer) == gold["pages"]
    assert [(own["page_first"], own["page_last"]) for own in gold["assessments"]] == [(2, 8), (9, 14)]
    for own in gold["assessments"]:
        for item in own["entries"]:
            seen = sum((layer[page - 1] for page in item["pages"]), Counter[str]())
            assert Counter(comparable(item["label"])) <= seen or item["key"] == "cover.version"
            assert own["page_first"] <= min(item["pages"]) <= max(item["pages"]) <= own["page_last"]


@pytest.mark.parametrize("name", papers())
def test_each_paper_around_is_printed(name: str) -> None:
    (page,) = _text_layer(print_paper(name, random_spec(2), Random(name)))
    assert bool(page) == bool(papers()[name]["texts"])


@pytest.mark.parametrize("seed", SEEDS)
def test_each_answer_stands_on_the_pages_that_gold_names(seed: int) -> None:
    printed = _printed(seed)
    layer = _text_layer(printed.pdf)
    for item in (*printed.gold["entries"], *printed.gold["changes"]):
        seen: Counter[str] = sum((layer[page - 1] for page in item["pages"]), Counter())
        texts = [item["value"]] if isinstance(item.get("value"), str) else list(item.get("details", {}).values())
        texts += [item[column] for column in ("item", "before", "after", "reason") if column in item]
        assert item["pages"]
        assert not Counter(comparable("".join(texts))) - seen


def test_every_row_of_each_version_is_answered() -> None:
    counted = dict.fromkeys(versions(), 0)
    for name, version in versions():
        rows = [row for section in load_form(name, version).sections for block in section.blocks for row in block.rows]
        counted[name, version] = sum(row.kind != "heading" for row in rows)
    assert counted == {
        ("kiso", "h31"): 32, ("kiso", "r7"): 41, ("juten", "h30"): 116, ("juten", "r7"): 116,
        ("zenkoumoku", "h30"): 213, ("zenkoumoku", "r7"): 213,
    }  # fmt: skip


def test_a_version_prints_its_own_rows_and_options() -> None:
    old, new = load_form("kiso", "h31"), load_form("kiso", "r7")
    assert [block.title for block in old.sections[3].blocks][-2:] == ["８．監査", "９．従業者に対する教育・啓発"]
    assert new.sections[3].blocks[-1].title == "１１．最も優先度が高いと考えられる対策"
    main = next(row for row in load_form("juten", "r7").sections[1].blocks[1].rows if row.key == "II.2.4.main")
    assert main.options[3].label == "5情報（氏名、氏名の振り仮名、性別、生年月日、住所）"


def test_nothing_but_typefaces_comes_from_the_first_printer_and_nothing_from_the_reader() -> None:
    imported = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
    own = {name for name in imported if name.partition(".")[0] in ("data", "extract", "normalize", "hyokasho")}
    assert {name for name in own if not name.startswith("data.second_printer")} == {"data.printing.fonts"}


def test_every_choice_of_a_look_is_drawn() -> None:
    assert {field.name for field in fields(Look)} == {"seed", *CHOICES, *HABIT_CHOICES}
    drawn = [plain_look(seed).to_dict() for seed in range(200)]
    for name, values in CHOICES.items():
        assert {str(look[name]) for look in drawn} == {str(list(v) if isinstance(v, tuple) else v) for v in values}


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_sets_what_it_names_and_nothing_else(habit: str) -> None:
    look, calm = habit_look(7, habit), replace(
        plain_look(7), pairing="two", uprights="all", rule="stroke", heading="cell", change_paper="wide"
    )  # fmt: skip
    set_here = {field.name for field in fields(Look) if getattr(look, field.name) != getattr(calm, field.name)}
    assert set_here <= set(HABITS[habit])
    assert all(getattr(look, name) in values for name, values in HABITS[habit].items())


def test_every_habit_is_drawn_and_some_looks_have_none() -> None:
    looks = [(random_look(seed), plain_look(seed)) for seed in range(500)]
    assert any(look == plain for look, plain in looks)
    for habit, choices in HABITS.items():
        assert any(all(getattr(look, name) in values for name, values in choices.items()) for look, _ in looks), habit


def test_gold_says_which_answers_nobody_can_read_for_certain() -> None:
    row = Row("II.3", "重大事故", "choice", (Option("発生あり"), Option("発生なし")))
    boxes = Row("IV.audit", "実施の有無", "checks", (Option("自己点検"), Option("外部監査")))
    ticked = Answer({"自己点検": True, "外部監査": False})
    assert unsure(row, Answer("発生なし"), Look(0)) == {}
    assert unsure(row, Answer("発生なし"), Look(0, bracket="twice")) == {"unsure": True}
    assert unsure(row, Answer(None), Look(0, bracket="contrary")) == {}
    assert unsure(boxes, ticked, Look(0, tick="×")) == {"unsure": True, "unsure_options": ["自己点検"]}
    assert unsure(boxes, ticked, Look(0, mark_place="before"))["unsure_options"] == ["自己点検"]
    assert unsure(boxes, ticked, Look(0, empty="×")) == {}
    assert unsure(boxes, Answer({"外部監査": False}), Look(0, empty="×"), any_ticked=False)["unsure_options"] == [
        "外部監査"
    ]


def test_a_table_of_changes_has_the_columns_of_its_look_and_gold_no_more() -> None:
    printed = print_spec(habit_spec(27, "changes in three columns"), "print.pdf")
    heads = [strip for page in printed.pages for strip in page.strips if strip.tag == "change head"]
    assert [mark.text for cell in heads[0].cells for mark in cell.lump.marks] == [
        "項目",
        "変更前の記載",
        "変更後の記載",
    ]
    assert {(row["changed_on"], row["timing"], row["reason"]) for row in printed.gold["changes"]} == {("", "", "")}


def test_wrapping_keeps_every_character_and_the_rules_of_kinsoku() -> None:
    setter = Typesetter(Face("sans"), Look(0, size=10.0, kinsoku=True))
    text = "住所、氏名、（生年月日）及び性別を見る。"
    lines = setter.lines(text, 45.0, 10.0)
    assert "".join(lines) == text
    assert not any(line[0] in "、。）" or line[-1] == "（" for line in lines)


def test_a_row_is_cut_between_its_lines_and_its_label_stays_above() -> None:
    setter = Typesetter(Face("sans"), Look(0, size=10.0, leading=1.2))
    label = Cell(0.0, 0.0, 50.0, 0.0, setter.paragraph("見出し", 50.0), label=True)
    answer = Cell(50.0, 0.0, 200.0, 0.0, setter.paragraph("一\n二\n三\n四", 150.0))
    strip = side_by_side([label, answer], (2.0, 2.0), middle=True)
    assert strip.cuts == (14.0, 26.0, 38.0)
    parts = cut_strip(strip, 26.0, "once", open_ends=True)
    assert parts is not None
    assert [[mark.text for cell in part.cells for mark in cell.lump.marks] for part in parts] == [
        ["見出し", "一", "二"],
        ["三", "四"],
    ]
    assert ["b" in parts[0].cells[1].sides, "t" in parts[1].cells[1].sides] == [False, False]
    assert cut_strip(strip, 20.0, "once", open_ends=True) is None


def test_an_empty_lump_has_no_height() -> None:
    assert Typesetter(Face("sans"), Look(0)).paragraph("", 100.0) == Lump()


@pytest.mark.parametrize("sight", SIGHTS)
def test_a_sight_changes_the_print_and_is_the_same_for_the_same_seed(sight: str) -> None:
    printed = print_seen(40, sight, "print.pdf")
    assert printed.pdf != print_spec(seen_spec(40), "print.pdf").pdf
    assert printed.pdf == print_seen(40, sight, "print.pdf").pdf


def test_gold_holds_what_is_seen_of_struck_and_blacked_out_answers_and_of_rings() -> None:
    plain = {entry["key"]: entry["value"] for entry in print_spec(seen_spec(40), "print.pdf").gold["entries"]}
    changed = {
        sight: [(plain[entry["key"]], entry["value"]) for entry in print_seen(40, sight, "print.pdf").gold["entries"]
                if plain[entry["key"]] != entry["value"]]
        for sight in ("struck lines", "black bars", "rings of a pen")
    }  # fmt: skip
    assert all(old.split("\n", 1)[1] == new for old, new in changed["struck lines"])
    assert all(new == "■" * len("".join(old.split())) for old, new in changed["black bars"])
    assert all(sum(new.values()) > sum(old.values()) for old, new in changed["rings of a pen"])
    assert all(changed.values())
