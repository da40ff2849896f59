"""What stands between level rulings, and labels that all but touch their answers."""

from __future__ import annotations

from extract.records import Box, BoxState, Cell, Checkbox
from normalize.layout.boxes_beside import with_boxes_beside
from normalize.layout.level_bands import part_at_labels, take_bands
from normalize.layout.parted_runs import part_runs
from normalize.layout.rows import printed_rows
from normalize.layout.shelved_cells import split_cells
from normalize.reasons import Reason
from tests.normalize.printed import LEFT, TITLES, line, page, parts, read_document, said, table

BANDS = [Box(50, 100, 550, 114), Box(50, 114, 550, 140), Box(50, 140, 550, 154)]


def test_lines_between_level_rulings_become_cells_and_others_stay_loose() -> None:
    loose = [line((52, "①部署"), (200, "税務課"), top=102), line((52, "②所属長"), top=116),
             line((200, "課長"), top=128), line((52, "請求先"), top=142), line((52, "備考"), top=170)]  # fmt: skip
    made = page(1, (), loose)
    made.bands = list(BANDS)
    take_bands(made)
    assert [(cell.box, cell.text) for cell in made.cells] == [
        (BANDS[0], "①部署 税務課"), (BANDS[1], "②所属長\n課長"), (BANDS[2], "請求先"),
    ]  # fmt: skip
    assert [each.text for each in made.loose] == ["備考"]


def test_a_line_that_crosses_into_another_cell_is_parted_and_boxes_go_with_their_cell() -> None:
    made = page(
        1, (), [line((52, "区分"), (160, "[○]"), top=102), line((160, "紙"), top=116), line((52, "他"), top=142)]
    )
    made.bands = [Box(50, 100, 150, 140), Box(150, 100, 550, 114), Box(150, 114, 550, 140), BANDS[2]]
    box = Checkbox(Box(160, 102, 180, 112), BoxState.SELECTED, "○")
    made.checkboxes = [box]
    take_bands(made)
    assert [(cell.text, cell.checkboxes) for cell in made.cells] == [
        ("区分", ()), ("[○]", (box,)), ("紙", ()), ("他", ()),
    ]  # fmt: skip
    assert made.checkboxes == []


def test_what_two_rows_hold_that_cross_each_other_is_given_to_the_lower_one_alone() -> None:
    made = page(1, (), [line((52, "部署"), top=102), line((52, "所属長"), top=126), line((52, "請求先"), top=142)])
    made.bands = [BANDS[0], Box(50, 114, 400, 160), BANDS[1], BANDS[2]]
    made.checkboxes = [Checkbox(Box(160, 127, 170, 137), BoxState.SELECTED, "○")]
    take_bands(made)
    assert [(cell.text, len(cell.checkboxes)) for cell in made.cells] == [("部署", 0), ("所属長", 1), ("請求先", 0)]
    assert (made.loose, made.checkboxes) == ([], [])


def test_a_single_row_is_one_where_a_page_before_has_such_a_table_and_a_frame_in_it_is_its_part() -> None:
    frame = Cell(Box(200, 116, 500, 138), (line((204, "名簿"), top=120),))
    made = page(1, [frame], [line((52, "②所属長"), top=120)])
    made.bands = [BANDS[1]]
    assert take_bands(made) is False
    assert take_bands(made, known=True) is True
    assert [(cell.text, cell.parent) for cell in made.cells] == [("名簿", 1), ("②所属長", None)]


def test_a_cell_is_split_where_shorter_rulings_part_its_rows() -> None:
    texts = [line((52, "再委託"), (160, "④有無"), (300, "する"), top=102), line((160, "⑤方法"), top=122)]
    made = page(1, [Cell(Box(50, 100, 550, 140), tuple(texts))])
    made.shelves = [Box(50, 100, 150, 140), Box(150, 100, 550, 120), Box(150, 120, 550, 140)]
    split_cells(made)
    assert [cell.text for cell in made.cells] == ["再委託", "④有無 する", "⑤方法"]
    crossing = page(1, [Cell(Box(50, 100, 550, 140), (line((52, "再委託の有無の確認の方法など"), top=102),))])
    crossing.shelves = list(made.shelves)
    split_cells(crossing)
    assert len(crossing.cells) == 1


def test_lines_that_set_a_heading_off_make_no_table() -> None:
    loose = [line((52, "見出し"), top=102), line((52, "本文"), top=142)]
    made = page(1, (), loose)
    made.bands = list(BANDS)
    take_bands(made)
    assert (made.cells, made.loose) == ([], loose)


def test_a_label_that_touches_its_answer_is_parted_before_brackets_and_options() -> None:
    made = page(
        1,
        (),
        [
            line((50, "発生したか [発生なし]")),
            line((50, "実施の有無 1) 実施する")),
            line((50, "[ 1) 実施する")),
            line((50, "令和5年 4月")),
            line((50, "再委託の有無　１）する")),
            line((50, "照会のとき　１）する")),
        ],
    )
    part_runs(made, "再委託の有無".__eq__)
    assert [[run.text for run in each.runs] for each in made.loose] == [
        ["発生したか", "[発生なし]"], ["実施の有無", "1) 実施する"], ["[ 1) 実施する"], ["令和5年 4月"],
        ["再委託の有無　", "１）する"], ["照会のとき　１）する"],
    ]  # fmt: skip
    assert made.loose[4].text == "再委託の有無　１）する"
    first, second = made.loose[0].runs
    assert first.x0 == 50 and second.x1 == made.loose[0].box.x1
    assert 95 <= first.x1 < second.x0 <= 106


def test_a_label_that_fills_its_column_is_parted_from_a_text_whose_next_line_stands_beside_the_label_s_end() -> None:
    rows = (line((50, "措置の内1日2回更新する。")), line((50, "容"), (90, "権限を見直す。"), top=112))
    made = page(1, [Cell(Box(48, 98, 550, 126), rows)], [])
    part_runs(made, "措置の内容".__eq__)
    assert [[run.text for run in each.runs] for each in made.cells[0].lines] == [
        ["措置の内", "1日2回更新する。"], ["容", "権限を見直す。"],
    ]  # fmt: skip
    other = page(1, [Cell(Box(48, 98, 550, 126), rows)], [])
    part_runs(other, "措置の概要".__eq__)
    assert [each.text for each in other.cells[0].lines] == ["措置の内1日2回更新する。", "容 権限を見直す。"]


def test_lines_that_begin_with_a_box_beside_the_next_heading_are_not_those_of_the_one_before() -> None:
    texts = [(LEFT, 106.0, "③接続"), (200.0, 100.0, "[○] 庁内"), (LEFT, 130.0, "④委託"), (200.0, 112.0, "[ ] 税務")]
    loose = [line((x, text), top=top) for x, top, text in [*texts, (200.0, 124.0, "[○] 宛名"), (200.0, 136.0, "続き")]]
    rows = with_boxes_beside(printed_rows(page(1, [], loose), lambda text: False))
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["③接続", "[○] 庁内\n[ ] 税務"], ["④委託", "[○] 宛名\n続き"],
    ]  # fmt: skip


def test_a_heading_below_the_boxes_of_another_one_keeps_its_own() -> None:
    made = page(1, (), [
        line((52, "①入手元"), top=100), line((200, "[○]本人"), top=100),
        line((200, "②入手方法"), top=114), line((340, "[○]紙"), top=114),
    ])  # fmt: skip
    rows = with_boxes_beside(printed_rows(made, lambda _: False))
    assert [row.text for row in rows] == ["①入手元 [○]本人", "②入手方法 [○]紙"]


def test_a_page_all_of_whose_text_stands_in_cells_is_read_whatever_level_rulings_it_has() -> None:
    made = page(2, table([("②所属長の役職名", "税務課長")]))
    made.bands = list(BANDS)
    first = page(1, table([("①部署", "税務課")]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    reading = parts(read_document([first, made]))
    assert said(reading)["I.5.2"] == "税務課長"


def test_a_band_is_parted_at_a_label_that_has_its_line_for_itself() -> None:
    box = Checkbox(Box(210, 128, 230, 138), BoxState.SELECTED, "○")
    texts = [line((52, "特にない。"), top=116), line((52, "８．監査"), (210, "[○]"), (240, "行わない"), top=128)]
    beside = [line((200, "毎年"), top=150), line((52, "実施の時期"), top=156), line((200, "行う。"), top=162)]
    made = page(1, [Cell(Box(50, 114, 550, 140), tuple(texts), (box,)), Cell(Box(50, 146, 550, 176), tuple(beside))])
    made.bands = [cell.box for cell in made.cells]
    part_at_labels(made, {"８．監査", "実施の時期"}.__contains__)
    assert [(cell.text, cell.box.top, cell.box.bottom, len(cell.checkboxes)) for cell in made.cells] == [
        ("特にない。", 114, 127, 0), ("毎年\n実施の時期\n行う。", 146, 176, 0), ("８．監査 [○] 行わない", 127, 140, 1),
    ]  # fmt: skip


def test_text_outside_the_rows_that_level_rulings_part_is_of_the_label_above_it() -> None:
    made = page(1, (), [
        line((50, TITLES["kiso"]), top=60), line((52, "①部署"), (200, "税務課"), top=102),
        line((52, "②所属長の役職名"), (200, "課長"), top=118), line((52, "１．担当部署"), top=142),
        line((52, "６．他の評価実施機関"), top=170), line((52, "夕凪市教育委員会"), top=186),
        line((52, "資料28-4"), top=760),
    ])  # fmt: skip
    made.bands = list(BANDS)
    (found,) = [answer for answer in read_document([made]).answers if answer.form_key == "I.6"]
    assert found.raw == "夕凪市教育委員会"
    assert Reason.TEXT_LEFT_OVER in found.reasons
