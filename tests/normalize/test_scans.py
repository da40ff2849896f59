"""Whole rows and documents that a recognizer read: labels found, answers left alone, doubt said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extract.document import read_pages
from extract.records import Box, Line, Page, Placement, Run
from normalize.answers.interpret import interpret
from normalize.answers.policy import LEAST, UNSURE_TEXT
from normalize.arrow.tabulate import tabulate
from normalize.layout.pages.running import RunningLines
from normalize.layout.printed_cells import merged_lines
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from normalize.registry import RowType
from tests.normalize.misread import read_scan, recognized, recognized_cell, scan, with_slips
from tests.normalize.printed import LEFT, TITLES, answer, line, page, parts, raw_answer, read_document, row, said, table

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
HEAD = [["Ⅰ　基本情報"], ["１．特定個人情報ファイルを取り扱う事務"]]
FILES = [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["住民税ファイル"]]


# labels


def test_misread_labels_and_headings_are_found() -> None:
    reading = read_scan(
        "juten",
        [
            ["I 基本惰報"],
            ["1．特定個人情報フアイルを取リ扱う事務"],
            ["①事務の名祢", "住民税の賦課"],
            ["2事務の内客", "賦課する。"],
        ],
    )
    assert said(reading) == {"I.1.1": "住民税の賦課", "I.1.2": "賦課する。"}
    assert {finding.kind for finding in reading.findings} == {FindingKind.MISREAD_LABEL}
    assert [item.place.confidence for item in reading.answers] == pytest.approx([0.97, 0.97])


def test_the_next_label_is_known_even_if_half_of_it_is_misread() -> None:
    reading = read_scan(
        "juten",
        [["Ⅰ　基本情報"], ["６．評価実施機関における担当部署"], ["①部画", "税務課"], ["②国属長の役臓石", "課長"]],
    )
    assert said(reading) == {"I.6.1": "税務課", "I.6.2": "課長"}


def test_a_label_that_lost_its_number_is_the_one_at_this_place() -> None:
    reading = read_scan(
        "juten",
        [
            *FILES,
            ["５．特定個人情報の提供・移転（委託に伴うものを除く。）"],
            ["提供先1", "県知事"],
            ["法令上の根拠", "番号法"],
        ],
    )
    assert said(reading)["II.5.teikyo.1#1.1"] == "番号法"
    assert "I.4" not in said(reading)


def test_an_answer_like_a_label_stays_an_answer() -> None:
    reading = read_scan(
        "juten", [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], ["特定個人情報フアイル"]]
    )
    assert said(reading) == {"II.1#1": "特定個人情報フアイル"}


def test_answers_that_are_all_like_labels_are_told_as_missing() -> None:
    reading = read_scan("juten", [*HEAD, ["①事務の名称", "②事務の内客"], ["事務の名称等", "③対象人敷"]])
    assert said(reading) == {}
    missing = {finding.form_key for finding in reading.findings if finding.kind is FindingKind.NO_ANSWER_CELL}
    assert missing >= {"I.1.1", "I.1.2"}


def test_labels_side_by_side_above_their_answers() -> None:
    reading = read_scan("kiso", [["評価書番弓", "評価書各"], ["12", "住民税の賦課に関する事務"]])
    assert said(reading) == {"cover.number": "12", "cover.name": "住民税の賦課に関する事務"}


@pytest.mark.parametrize(
    ("headings", "instances"),
    [
        (["委託事項1", "委託事項2", "委託事項3"], [1, 2, 3]),
        (["委託亊項l", "委詫事項2.", "委託事頃３"], [1, 2, 3]),
        (["委託事項1", "委託事項", "委託事項画"], [1, 2, 3]),
        (["委託事項1", "委託事項8", "委託事項3"], [1, 2, 3]),
        (["委託事項11", "委託事項2", "委託事項4"], [1, 2, 4]),
    ],
)
def test_instances_are_numbered_as_printed(headings: list[str], instances: list[int]) -> None:
    rows = [[[heading, f"業務{n}"], ["①委託内容", f"内容{n}"]] for n, heading in enumerate(headings)]
    reading = read_scan("juten", [*FILES, ["４．特定個人情報ファイルの取扱いの委託"], *rows[0], *rows[1], *rows[2]])
    assert [item.instance for item in reading.answers if item.form_key == "II.4.itaku.1"] == instances


def test_a_misread_heading_with_boxes_at_its_right() -> None:
    reading = read_scan("juten", [["Ⅲ　リスク対策"], ["4．特定個人惰報ファイルの取扱いの季託　　[ ○ ] 季託しない"]])
    assert [(mark.form_key, mark.checked) for mark in reading.marks] == [("III.4.none", True)]


# the document


@pytest.mark.parametrize(
    "title",
    [
        "特定個人惰報保護評価書（基礎頃目評価害）",
        "○○市 特定個人情報保護評価書（基礎項目評価書",
        "持定個入情報保護評価書 基礎項日評価書",
    ],
)
def test_a_misread_title_is_known(title: str) -> None:
    assert read_scan("kiso", [["評価書名", "住民税"]], title=title).form == "kiso"


def test_a_title_that_may_be_another_forms_is_none() -> None:
    assert read_scan("kiso", [["甲", "乙"]], title="特定個人情報保護評価書（　項目評価書）").form is None


@pytest.mark.parametrize(
    ("read", "version", "status"),
    [
        ("［平成30年5月　様式3］", "平成30年5月　様式3", Status.OK),
        ("[平戍3O午5月　様武3]", "平成30年5月　様式3", Status.OK),
        ("[ 平成30年5月 樣式3 ]", "平成30年5月　様式3", Status.OK),
        ("[平成80年5月　様式3]", None, Status.UNCERTAIN),
    ],
)
def test_the_version_is_one_of_those_known(read: str, version: str | None, status: Status) -> None:
    reading = read_scan("juten", [["評価書番号", "評価書名"], ["1", "住民税"], [read]])
    assert reading.form_version == version
    assert answer(reading, "cover.version").status is status


@pytest.mark.parametrize(
    ("read", "status"),
    [
        ("甲町（住民税課", Status.UNCERTAIN),
        ("甲町（住民税課）", Status.OK),
        ("以下「情報という", Status.UNCERTAIN),
        ("1) 賦課　2) 徴収", Status.OK),
        ("く共同で使う設備＞", Status.UNCERTAIN),
        ("＜共同で使う設備＞", Status.OK),
        ("(1) 賦課　(2)) 徴収", Status.UNCERTAIN),
        ("((1)賦課(2)徴収)", Status.OK),
    ],
)
def test_a_text_that_lost_or_doubled_a_bracket_is_uncertain(read: str, status: Status) -> None:
    reading = read_scan("juten", [["評価書番号", "評価書名"], ["1", read]])
    assert answer(reading, "cover.name").status is status


def test_misread_running_lines_and_page_numbers_are_taken_out() -> None:
    running = RunningLines(set())
    left = []
    for number, text in enumerate(["資料１　審議会", "資科１審議会", "- l3 一", "."], 1):
        made = page(number, loose=recognized([line((300, text), top=10.0)]))
        running.take_out(made)
        left.append([item.text for item in made.loose])
    assert left == [["資料１　審議会"], [], [], []]


def test_a_misread_table_of_changes() -> None:
    edges = (50, 100, 200, 300, 400, 450, 550)
    head = ["変更曰", "頃目", "変更前の記戴", "変更後の記載", "提出畤期", "提画時期に係名説明"]
    change = ["平成30年4月l日", "Ⅰ　１．①事務の名称", "甲", "乙", "事 俊", "法令の改正"]
    rows = [head, change, [*change[:4], "事前", "時点修正"]]
    made = page(1, table(rows, edges), [line((LEFT, TITLES["kiso"]), top=10.0), line((LEFT, "変更箇所"), top=40.0)])
    first, second = parts(read_document([scan(made)])).changes
    assert (first.changed_on_raw, first.timing, first.status) == ("平成30年4月1日", "事 俊", Status.UNCERTAIN)
    assert (second.timing, second.reason, second.status) == ("事前", "時点修正", Status.OK)


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ("Ⅰ　６　②所属長", Status.OK),
        ("16　②所属長", Status.UNCERTAIN),
        ("IⅢ　リスク", Status.UNCERTAIN),
        ("II 4", Status.OK),
    ],
)
def test_a_section_numeral_that_may_be_misread_makes_a_change_uncertain(item: str, status: Status) -> None:
    head = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
    rows = [head, ["平成30年4月1日", item, "甲", "乙", "事後", ""]]
    cells = table(rows, (50, 100, 200, 300, 400, 450, 550))
    made = page(1, cells, [line((LEFT, TITLES["kiso"]), top=10.0), line((LEFT, "変更箇所"), top=40.0)])
    assert parts(read_document([scan(made)])).changes[0].status is status
    assert parts(read_document([made])).changes[0].status is Status.OK


# trust


def _read(text: str, kind: RowType = RowType.TEXT, confidence: float = 0.9, **properties: object) -> Reading:
    reading = Reading()
    interpret([raw_answer(row(kind, **properties), recognized_cell(text, confidence))], reading)
    return reading


def test_a_dash_that_may_be_a_character_is_no_certain_blank() -> None:
    assert [_read("－", confidence=sure).answers[0].status for sure in (0.97, 0.8)] == [Status.BLANK, Status.UNCERTAIN]


def test_a_text_is_as_sure_as_all_its_lines_together() -> None:
    (item,) = _read("甲\n乙\n丙", confidence=0.97).answers
    assert item.place.confidence == pytest.approx(0.97**3)
    assert item.status is Status.OK
    (item,) = _read("甲\n乙\n丙", confidence=0.7).answers
    assert item.place.confidence < UNSURE_TEXT
    assert item.status is Status.UNCERTAIN
    (item,) = _read("\n".join("甲乙丙丁" * 20), confidence=0.1).answers
    assert item.place.confidence == LEAST


def test_a_blank_cell_of_a_scan_is_blank() -> None:
    (item,) = _read("").answers
    assert (item.status, item.value) == (Status.BLANK, None)


@pytest.mark.parametrize(("read", "raw"), [(".", ""), ("・.", ""), ("一", "－"), ("―", "―")])
def test_specks_and_strokes_alone_say_nothing(read: str, raw: str) -> None:
    (item,) = _read(read).answers
    assert (item.raw, item.value, item.status) == (raw, None, Status.BLANK)
    assert item.raw_ocr == (read if read != raw else None)


def test_a_mended_date_keeps_what_was_read() -> None:
    (item,) = _read("今和元年5月l日", RowType.DATE).answers
    assert (item.raw, item.value, item.raw_ocr, item.status) == (
        "令和元年5月1日", "2019-05-01", "今和元年5月l日", Status.OK
    )  # fmt: skip
    (item,) = _read("画和5年5月1日", RowType.DATE).answers
    assert (item.raw, item.value, item.status) == ("画和5年5月1日", None, Status.UNCERTAIN)
    (item,) = _read("平成31年4月1日 畤占", RowType.DATE, suffix="時点").answers
    assert (item.value, item.status) == ("2019-04-01", Status.OK)
    (item,) = _read("平成72年4月1日", RowType.DATE).answers
    assert item.status is Status.UNCERTAIN


def test_look_alikes_set_right_by_the_recognizer_are_kept_as_said() -> None:
    cell = recognized_cell("サーバー")
    cell.lines = [replace(cell.lines[0], read_as="サーバ一")]
    reading = Reading()
    interpret([raw_answer(row(RowType.TEXT), cell)], reading)
    assert (reading.answers[0].raw, reading.answers[0].raw_ocr) == ("サーバー", "サーバ一")
    assert next(iter(tabulate("id", reading)["fields"]))["raw_ocr"] == "サーバ一"


def test_places_are_those_of_the_displayed_page() -> None:
    quarter_turn = Placement(0.0, -1.0, 800.0, 1.0, 0.0, 0.0)
    made = page(1, table([*HEAD, ["①事務の名称", "住民税"]]), [line((LEFT, TITLES["juten"]), top=60.0)])
    upright = answer(parts(read_document([scan(made)])), "I.1.1").place
    turned = answer(parts(read_document([replace(scan(made), placement=quarter_turn)])), "I.1.1").place
    assert turned.box == quarter_turn.box(upright.box)
    assert turned.box.width == pytest.approx(upright.box.height)
    assert turned.foot == upright.foot


def test_another_letter_in_a_text_layer_is_a_variant_and_not_misread() -> None:
    rows = [*HEAD, ["①事務の名祢", "住民税の賦課"]]
    made = page(1, table(rows), [line((LEFT, TITLES["juten"]), top=60.0)])
    (item,) = parts(read_document([made])).answers
    assert (item.form_key, item.raw, item.status) == ("I.1.1", "住民税の賦課", Status.UNCERTAIN)
    assert Reason.LABEL_VARIANT in item.reasons


def _sample(name: str) -> list[Page]:
    return list(read_pages((SAMPLES / f"{name}.pdf").read_bytes()))


@pytest.mark.parametrize("share", [0.01, 0.03])
def test_a_misread_sample_has_all_its_answers_and_no_wrong_option(share: float) -> None:
    pages = _sample("kiso_h31_child_allowance")
    printed = read_document(pages_copy(pages))
    read = read_document([with_slips(one, share, Random(number)) for number, one in enumerate(pages)])
    assert {key_of(item) for item in read.answers} == {key_of(item) for item in printed.answers}
    assert sum(item.status is Status.NOT_FOUND for item in read.answers) <= 1  # a label of three letters lost one
    choices = {key_of(item): item.value for item in printed.answers if item.type.startswith("choice")}
    for item in read.answers:
        if key_of(item) in choices and item.status in (Status.OK, Status.BLANK):
            assert item.value == choices[key_of(item)]
    ticks = {(mark.form_key, mark.option_no): mark.checked for mark in printed.marks}
    assert all(ticks[mark.form_key, mark.option_no] is mark.checked for mark in read.marks if mark.status is Status.OK)


def pages_copy(pages: list[Page]) -> list[Page]:
    """Reading takes running lines out of its pages."""
    return [replace(one, loose=list(one.loose)) for one in pages]


def key_of(item: object) -> tuple[object, ...]:
    return item.form_key, item.file_no, item.instance  # type: ignore[attr-defined]


def test_a_line_put_together_of_two_is_as_sure_as_both() -> None:
    def part(x: float, text: str, read_as: str | None) -> Line:
        return Line((Run(text, x, x + 10),), Box(x, 0, x + 10, 10), 10.0, 0.8, read_as)

    (merged,) = merged_lines([part(50, "乙", "Z"), part(10, "甲", None)])
    assert (merged.text, merged.read_as) == ("甲 乙", "甲 Z")
    assert merged.confidence == pytest.approx(0.64)


def test_a_turned_line_is_one_by_itself() -> None:
    upright = Line((Run("再委託", 50, 80),), Box(50, 0, 80, 10), 10.0)
    turned = Line((Run("資料", 10, 20),), Box(10, -10, 20, 10), 10.0, turned=1)
    assert merged_lines([upright, turned]) == [turned, upright]
