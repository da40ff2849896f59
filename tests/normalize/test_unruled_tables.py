"""Tables whose rows or columns no ruling parts: labels and answers told by where they stand."""

from __future__ import annotations

from dataclasses import replace

from extract.records import Box, BoxState, Cell, Checkbox, Line, Page
from normalize.layout.unruled.block_frames import open_frames
from normalize.layout.unruled.column_shares import MOST, LabelSide, shared
from normalize.layout.unruled.columns import answer_column, brackets_apart
from normalize.layout.unruled.label_lines import LabelTests, label_boxes
from normalize.layout.unruled.tables import UnruledTables
from normalize.reasons import Reason
from normalize.records import Status
from tests.normalize.printed import SIZE, TITLES, line, page, parts, read_document, table

LABELS = {
    "１．担当部署", "①部署", "②所属長の役職名", "７．請求", "請求先",
    "特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か", "再委託", "④有無", "⑤方法", "７．請求窓口",
}  # fmt: skip
KNOWN = LabelTests(
    LABELS.__contains__, LABELS.__contains__, {"１．担当部署", "７．請求"}.__contains__, {"（続き）"}.__contains__
)


def _boxes(*tops: float, height: float = 10.0) -> list[Box]:
    return [Box(50, top, 150, top + height) for top in tops]


def _made(*lines: Line) -> list[tuple[int, int, str]]:
    """Left edge, right edge and text of the cells made of lines that stand in none."""
    made = page(1, (), lines)
    UnruledTables().take(made, KNOWN)
    return [(round(cell.box.x0), round(cell.box.x1), cell.text) for cell in made.cells]


def test_a_label_stands_beside_the_first_line_of_its_answer_or_its_middle() -> None:
    top = shared(_boxes(100, 140), _boxes(100, 112, 124, 140))
    assert top is not None
    assert ([list(share) for share in top.lines], top.side) == ([[], [0, 1, 2], [3]], LabelSide.TOP)
    middle = shared(_boxes(112, 140), _boxes(100, 112, 124, 140))
    assert middle is not None
    assert ([list(share) for share in middle.lines], middle.side) == ([[], [0, 1, 2], [3]], LabelSide.MIDDLE)


def test_lines_at_even_distances_are_shared_out_by_where_other_labels_of_the_document_stand() -> None:
    labels, lines = _boxes(100, 124), _boxes(100, 112, 124, 136)
    assert shared(labels, lines) is None
    top, middle = (shared(labels, lines, side=side) for side in (LabelSide.TOP, LabelSide.MIDDLE))
    assert top is not None and middle is not None
    assert [list(share) for share in top.lines] == [[], [0, 1], [2, 3]]
    assert [list(share) for share in middle.lines] == [[], [0], [1, 2, 3]]


def test_rows_that_stand_further_apart_than_their_lines_decide_between_two_ways() -> None:
    found = shared(_boxes(100, 126), _boxes(100, 112, 126, 138))
    assert found is not None
    assert [list(share) for share in found.lines] == [[], [0, 1], [2, 3]]


def test_lines_that_touch_are_not_parted_where_a_wider_gap_stays_within_an_answer() -> None:
    lines = _boxes(100, 112, 136, 148, 160)
    assert shared(_boxes(118, 154), lines, side=LabelSide.MIDDLE) is None  # as if the third line were the first label's
    found = shared(_boxes(106, 148), lines)
    assert found is not None
    assert [list(share) for share in found.lines] == [[], [0, 1], [2, 3, 4]]


def test_a_line_with_a_taller_sign_does_not_make_the_lines_of_a_text_seem_closer_than_they_are() -> None:
    lines = [Box(50, 100, 150, 111.5), *_boxes(116, 132, 151, 167, 183)]
    assert shared(_boxes(100, 167), lines) is None  # the fourth line stands nearer to the second label's


def test_a_label_in_the_middle_between_two_lines_is_not_without_an_answer() -> None:
    """The page cuts the second answer; its label stands at the middle of all four lines, too."""
    labels, lines = _boxes(107.2, 125.2), _boxes(100, 114.4, 130.8, 145.2)
    found = shared(labels, lines, at_end=True, side=LabelSide.MIDDLE)
    assert found is not None
    assert [list(share) for share in found.lines] == [[], [0, 1], [2, 3]]


def test_lines_that_fit_only_labels_of_another_document_are_not_shared_out() -> None:
    assert shared(_boxes(112, 140), _boxes(100, 112, 124, 140), side=LabelSide.TOP) is None


def test_lines_above_the_first_label_are_the_rest_of_what_the_page_before_ends_with() -> None:
    labels, lines = _boxes(124, 140), _boxes(100, 124, 140)
    assert shared(labels, lines) is None
    found = shared(labels, lines, at_top=True)
    assert found is not None
    assert [list(share) for share in found.lines] == [[0], [1], [2]]


def test_the_end_of_a_page_may_cut_the_last_answer() -> None:
    labels, lines = _boxes(106, 130), _boxes(100, 112, 128, 140, 152)
    assert shared(labels, lines) is None
    found = shared(labels, lines, at_end=True)
    assert found is not None
    assert [list(share) for share in found.lines] == [[], [0, 1], [2, 3, 4]]


def test_an_answer_that_the_end_of_a_page_may_cut_does_not_tell_where_labels_stand() -> None:
    uncut, cut = (shared(_boxes(100), _boxes(100, 112, 124), at_end=at_end) for at_end in (False, True))
    assert uncut is not None and cut is not None
    assert (uncut.side, cut.side) == (LabelSide.TOP, None)


def test_more_lines_than_a_page_holds_are_not_shared_out() -> None:
    lines = _boxes(*range(0, 12 * MOST + 12, 12))
    assert shared(_boxes(0), lines) is None
    assert shared(_boxes(0), lines[:MOST]) is not None


def test_answers_begin_where_several_texts_do_beside_labels_whatever_stands_nearer() -> None:
    lines = [
        line((50, "①部署"), (120, "※"), (200, "税務課"), top=100),
        line((50, "②所属長の役職名"), (200, "課長"), top=120),
        line((90, "請求先"), (300, "市役所"), top=140),
    ]  # fmt: skip
    labels = list(label_boxes(lines, KNOWN))
    assert [round(box.top) for box in labels] == [100, 120]
    assert answer_column(lines, labels, KNOWN) == 200
    assert answer_column(lines[1:], labels[1:], KNOWN) is None
    assert answer_column(lines[1:], labels[1:], KNOWN, before=200.5) == 200


def test_a_label_in_five_lines_is_one() -> None:
    risk = ["特定個人情", "報の漏えい", "・滅失・毀損", "リスクへの対策", "は十分か"]
    lines = [line((50, text), top=100 + 12 * n) for n, text in enumerate(risk)]
    assert [(round(box.top), round(box.bottom)) for box in label_boxes(lines, KNOWN)] == [(100, 158)]


def test_a_line_that_says_that_a_label_goes_on_is_that_label_s_and_no_beginning_of_the_next() -> None:
    rows = [
        line((50, "①部署"), (200, "税務課"), top=100), line((50, "（続き）"), (200, "市民課"), top=112),
        line((50, "（続き）"), (200, "保険課"), top=124), line((50, "②所属長の役職名"), (200, "課長"), top=138),
        line((50, "請求先"), (200, "市役所"), top=156),
    ]  # fmt: skip
    like = KNOWN._replace(is_label=lambda text: text.removeprefix("（続き）") in LABELS)
    made = page(1, (), rows)
    UnruledTables().take(made, like)
    assert [cell.text for cell in made.cells[:4]] == [
        "①部署\n（続き）\n（続き）", "税務課\n市民課\n保険課", "②所属長の役職名", "課長",
    ]  # fmt: skip


def test_what_stands_right_below_labels_is_no_column_of_answers() -> None:
    below = [
        line((50, "①部署"), top=100), line((50, "令和5年"), (200, "時点"), top=113),
        line((50, "②所属長の役職名"), top=140), line((50, "課長"), (200, "時点"), top=153),
    ]  # fmt: skip
    assert answer_column(below, list(label_boxes(below, KNOWN)), KNOWN) is None
    around = [line((200, "第一の"), top=87), *below[:1], line((200, "課"), top=113), *below[2:3]]
    around += [line((200, "係長の"), top=127), line((200, "補佐"), top=153)]
    assert answer_column(around, list(label_boxes(around, KNOWN)), KNOWN) == 200


def test_boxes_in_two_lines_beside_a_heading_that_is_wider_than_the_labels_stay_with_it() -> None:
    wide = "特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か"
    assert _made(
        line((50, "①部署"), (200, "税務課"), top=100), line((50, "②所属長の役職名"), (200, "課長"), top=114),
        line((400, "[ ○ ] 自己点"), top=128), line((50, wide), top=134), line((400, "検を行う"), top=140),
        line((50, "請求先"), (200, "市役所"), top=160),
    )[4] == (50, 550, f"[ ○ ] 自己点\n{wide}\n検を行う")  # fmt: skip


def test_labels_and_answers_on_a_page_without_rulings_become_cells() -> None:
    assert _made(
        line((50, "１．担当部署"), top=100), line((50, "①部署"), (200, "税務課"), top=114),
        line((200, "課長"), top=128), line((50, "②所属長の役職名"), top=134), line((200, "係長"), top=140),
        line((50, "７．請求"), top=160), line((50, "市民は誰でも市役所の窓口で請求することができる。"), top=174),
        line((50, "郵便でもよい。"), top=186),
    ) == [
        (50, 550, "１．担当部署"), (50, 200, "①部署"), (200, 550, "税務課"), (50, 200, "②所属長の役職名"),
        (200, 550, "課長\n係長"), (50, 550, "７．請求"),
        (50, 550, "市民は誰でも市役所の窓口で請求することができる。\n郵便でもよい。"),
    ]  # fmt: skip


def test_a_label_in_two_lines_and_one_without_an_answer_each_have_a_cell_beside_them() -> None:
    assert _made(
        line((50, "①部署"), (200, "税務課"), top=100), line((50, "②所属長の役職名"), top=114),
        line((50, "特定個人情報の漏えい・滅失"), top=130), line((200, "[ 十分 ]"), top=136),
        line((50, "・毀損リスクへの対策は十分か"), top=142), line((50, "請求先"), (200, "市役所"), top=160),
    ) == [
        (50, 200, "①部署"), (200, 550, "税務課"), (50, 200, "②所属長の役職名"), (200, 550, ""),
        (50, 200, "特定個人情報の漏えい・滅失\n・毀損リスクへの対策は十分か"), (200, 550, "[ 十分 ]"),
        (50, 200, "請求先"), (200, 550, "市役所"),
    ]  # fmt: skip


def test_rows_whose_places_do_not_tell_whose_a_line_is_stay_together() -> None:
    text = "①部署 税務課\n市民課\n②所属長の役職名 課長\n係長"
    assert _made(
        line((50, "①部署"), (200, "税務課"), top=100), line((200, "市民課"), top=112),
        line((50, "②所属長の役職名"), (200, "課長"), top=124), line((200, "係長"), top=136),
    ) == [(50, 550, text)]  # fmt: skip


def test_a_label_that_stands_partly_beside_texts_of_other_rows_is_not_parted_from_them() -> None:
    """The lower table stands further left: its texts reach over the column, and seem to be of both."""
    made = page(
        1, (), [
            line((50, "②所属長の役職名"), (200, "課長"), top=100), line((50, "請求先"), (200, "市役所"), top=120),
            line((170, "申請書を受け付ける。"), top=142), line((50, "①部署"), top=148),
            line((170, "通知書を送付する。"), top=154),
        ],
    )  # fmt: skip
    UnruledTables().take(made, KNOWN)
    assert [(cell.text, cell.open_bottom) for cell in made.cells] == [
        ("②所属長の役職名", False), ("課長", False), ("請求先", False), ("市役所", False),
        ("申請書を受け付ける。\n①部署\n通知書を送付する。", True),
    ]  # fmt: skip


def test_an_upright_label_stands_beside_all_its_rows() -> None:
    made = page(1, (), [
        line((50, "①部署"), (200, "税務課"), top=86), line((52, "再"), (70, "④有無"), (200, "する"), top=100),
        line((52, "委"), top=110), line((52, "託"), (70, "⑤方法"), (200, "書面による。"), top=120),
    ])  # fmt: skip
    UnruledTables().take(made, KNOWN)
    assert [(cell.text, round(cell.box.x0), round(cell.box.top), round(cell.box.bottom)) for cell in made.cells] == [
        ("再\n委\n託", 50, 98, 132), ("①部署", 50, 84, 98), ("税務課", 200, 84, 98), ("④有無", 63, 98, 115),
        ("する", 200, 98, 115), ("⑤方法", 63, 115, 132), ("書面による。", 200, 115, 132),
    ]  # fmt: skip


def test_a_frame_around_rows_is_parted_and_its_boxes_go_with_their_answers() -> None:
    box = Checkbox(Box(200, 114, 220, 124), BoxState.SELECTED, "○")
    frame = Cell(
        Box(40, 90, 560, 140),
        (line((50, "①部署"), (200, "税務課"), top=100), line((50, "②所属長の役職名"), (200, "[○]課長"), top=114)),
        (box,), open_bottom=True,
    )  # fmt: skip
    ruled = Cell(Box(40, 140, 560, 180), (line((50, "①部署は市民課"), top=150), line((50, "とする。"), top=162)))
    made = page(1, [frame, ruled])
    UnruledTables().take(made, KNOWN)
    assert [(cell.text, cell.checkboxes, cell.open_bottom) for cell in made.cells] == [
        ("①部署", (), False), ("①部署は市民課\nとする。", (), False), ("税務課", (), False),
        ("②所属長の役職名", (), False), ("[○]課長", (box,), True),
    ]  # fmt: skip


def test_a_bracket_or_box_that_touches_its_label_begins_where_the_lines_below_it_do() -> None:
    for value, narrow in (("[", 2.0), ("☐市民課", 0.0)):
        touching = line(
            (50, f"特定個人情報の漏えい・滅失・{value}"), *([(230, "十分である ]")] if narrow else []), top=60
        )
        whole = touching.runs[0]
        x1 = whole.x1 - narrow  # a bracket is narrower than other letters of half a width
        first = replace(touching, runs=(whole._replace(x1=x1), *touching.runs[1:]))
        place = x1 - (len(value) * SIZE if not narrow else SIZE / 2 - narrow)
        below = line((50, "毀損リスクへの対策は十分か"), (place, "＜選択肢＞"), top=72)
        other = line((50, "④有無"), (place, "有"), top=90)
        assert [run.text for run in brackets_apart([first, below, other])[0].runs][:2] == [
            "特定個人情報の漏えい・滅失・", value,
        ]  # fmt: skip


def test_the_only_label_of_a_frame_has_all_lines_beside_it_wherever_these_stand() -> None:
    """A viewer sets the lines of a form's field from its top, in type of its own."""
    rows = line((50, "①部署"), (200, "税務課"), top=60), line((50, "②所属長の役職名"), (200, "課長"), top=74)
    other = Cell(Box(40, 50, 560, 90), rows)
    above = line((200, "総務課"), top=102), line((200, "本町1番地"), top=116)
    frame = Cell(Box(40, 90, 560, 190), (*above, line((50, "請求先"), (200, "電話"), top=126)))
    last = Cell(Box(40, 190, 560, 220), (line((50, "７．請求"), top=200),))
    made = page(1, [other, frame, last])
    UnruledTables().take(made, KNOWN)
    assert [cell.text for cell in made.cells if cell.box.x0 > 100] == ["税務課", "課長", "総務課\n本町1番地\n電話"]


def _unruled(*rows: Line) -> Page:
    return page(1, (), [line((50, TITLES["kiso"]), top=60), *rows])


def test_an_assessment_without_any_ruling_is_read_by_the_places_of_its_texts() -> None:
    rows = [
        line((50, "１．特定個人情報ファイルを取り扱う事務"), top=100),
        line((50, "①事務の名称"), (300, "住民基本台帳に関する事務"), top=116),
        line((300, "住民票の写しの交付を行う。"), top=132), line((50, "②事務の概要"), top=138),
        line((300, "転入の届出を受ける。"), top=144),
        line((50, "③システムの名称"), (300, "住民記録システム"), top=160),
        line((50, "２．特定個人情報ファイル名"), top=180), line((50, "住民基本台帳ファイル"), top=196),
        line((50, "３．個人番号の利用"), top=216), line((50, "法令上の根拠"), (300, "番号法第9条"), top=232),
    ]  # fmt: skip
    reading = parts(read_document([_unruled(*rows)]))
    found = {answer.form_key: answer for answer in reading.answers}
    assert {key: found[key].value for key in ("I.1.1", "I.1.2", "I.1.3", "I.2", "I.3")} == {
        "I.1.1": "住民基本台帳に関する事務", "I.1.2": "住民票の写しの交付を行う。\n転入の届出を受ける。",
        "I.1.3": "住民記録システム", "I.2": "住民基本台帳ファイル", "I.3": "番号法第9条",
    }  # fmt: skip


def test_an_answer_that_its_page_cuts_is_incomplete_where_nothing_goes_on_with_it() -> None:
    rows = [
        line((50, "①事務の名称"), (300, "住民基本台帳に関する事務"), top=100),
        line((300, "住民票の写しの交付を行う。"), top=116), line((50, "②事務の概要"), top=122),
        line((300, "転入の届出を受ける。"), top=128), line((50, "③システムの名称"), (300, "住民記録システム"), top=144),
        line((300, "宛名システム"), top=156),
    ]  # fmt: skip
    reading = read_document([_unruled(*rows)])
    (answer,) = [answer for answer in reading.answers if answer.form_key == "I.1.3"]
    assert Reason.PAGE_INCOMPLETE in answer.reasons
    assert answer.status is Status.UNCERTAIN


def test_lines_below_a_label_whose_end_nobody_knows_may_be_its_own_or_of_the_next_page_s_first_label() -> None:
    def statuses(is_cut: bool) -> dict[str | None, Status]:
        first = table([("①事務の名称", "税務"), ("②事務の概要 賦課を行う。",), ("", "徴収を行う。")])
        first[2] = replace(first[2], open_bottom=is_cut)
        second = table([("③システムの名称", "住民記録システム")])
        title = line((50, TITLES["kiso"]), top=60)
        answers = parts(read_document([page(1, first, [title]), page(2, second)])).answers
        return {answer.form_key: answer.status for answer in answers if answer.form_key in ("I.1.2", "I.1.3")}

    assert statuses(True) == {"I.1.2": Status.UNCERTAIN, "I.1.3": Status.UNCERTAIN}
    assert statuses(False) == {"I.1.2": Status.OK, "I.1.3": Status.OK}


def test_where_one_row_is_not_told_those_that_stand_apart_from_it_are() -> None:
    made = page(1, (), [
        line((50, "①部署"), (200, "税務課"), top=100), line((200, "市民課"), top=112),
        line((50, "②所属長の役職名"), top=146), line((200, "課長"), top=140), line((200, "係長"), top=152),
        line((200, "主査"), top=164), line((50, "７．請求"), top=190), line((240, "窓口へ"), top=210),
        line((50, "請求先"), (200, "市役所"), top=240),
    ])  # fmt: skip
    UnruledTables().take(made, KNOWN)
    assert [(cell.text, round(cell.box.x0), cell.open_bottom) for cell in made.cells] == [
        ("①部署", 50, False), ("税務課\n市民課", 200, False), ("②所属長の役職名", 50, False),
        ("課長\n係長\n主査", 200, False), ("７．請求", 50, False), ("", 50, True), ("窓口へ", 200, True),
        ("請求先", 50, False), ("市役所", 200, False),
    ]  # fmt: skip


def test_a_label_that_begins_as_another_one_is_whole_though_the_column_begins_behind_that() -> None:
    assert _made(
        line((50, "①部署"), (91, "税務課"), top=100), line((50, "７．請求窓口"), top=120),
        line((50, "請求先"), (91, "市役所"), top=140),
    ) == [
        (50, 91, "①部署"), (91, 550, "税務課"), (50, 550, "７．請求窓口"), (50, 91, "請求先"), (91, 550, "市役所"),
    ]  # fmt: skip


def test_a_label_that_its_answer_all_but_touches_is_parted_where_the_column_begins() -> None:
    assert _made(
        line((50, "①部署"), (131, "税務課"), top=100), line((50, "②所属長の役職名課長"), top=120),
        line((50, "請求先"), (131, "市役所"), top=140),
    ) == [
        (50, 131, "①部署"), (131, 550, "税務課"), (50, 131, "②所属長の役職名"), (131, 550, "課長"),
        (50, 131, "請求先"), (131, 550, "市役所"),
    ]  # fmt: skip


def test_a_frame_around_a_table_of_changes_is_taken_off_where_nothing_else_is_ruled() -> None:
    heads = line((40, "変更日"), (140, "項目"), (300, "変更前"), top=100)
    frame = Cell(Box(30, 90, 560, 140), (heads, line((40, "令和4年"), (140, "Ⅰ"), (300, "課長"), top=120)))
    title = line((50, "変更箇所"), top=60)
    made = page(1, [frame, Cell(Box(30, 150, 560, 170))], [title])
    open_frames(made, lambda lines: lines[0] is heads)
    assert (made.cells, made.loose) == ([], [title, *frame.lines])
    for cells, is_table in (([frame], False), ([frame, Cell(Box(30, 150, 560, 170), (title,))], True)):
        other = page(1, cells, [])
        open_frames(other, {True: bool, False: lambda lines: not lines}[is_table])
        assert (other.cells, other.loose) == (cells, [])


def test_frames_that_stand_one_on_the_other_are_rows_of_a_table_and_stay() -> None:
    lines = [line((40, "令和4年"), (140, "Ⅰ"), (300, "課長"), top=top) for top in (100, 114, 140, 154, 180, 194)]
    cells = [Cell(Box(30, 95.0 + 40 * n, 560, 135.0 + 40 * n), tuple(lines[2 * n : 2 * n + 2])) for n in range(3)]
    for count in (2, 3):
        made = page(1, cells[:count], [])
        open_frames(made, bool)
        assert len(made.cells) == (0 if count == 2 else 3)


def test_boxes_at_the_right_of_a_heading_that_reaches_over_both_columns_have_a_row_of_their_own() -> None:
    rows = [
        line((50, "IV　リスク対策"), top=80),
        line((50, "４．特定個人情報ファイルの取扱いの委託"), top=100), line((420, "[ ○ ]委託しない"), top=106),
        line((50, "委託先における不正な使用等のリ"), (230, "[　十分である　]"), top=130),
        line((50, "スクへの対策は十分か"), top=142),
        line((50, "７．特定個人情報の保管・消去"), top=160),
        line((50, "特定個人情報の漏えい・滅失・"), (230, "[　十分である　]"), top=180),
        line((50, "毀損リスクへの対策は十分か"), top=192),
    ]  # fmt: skip
    (mark,) = [mark for mark in read_document([_unruled(*rows)]).marks if mark.form_key == "IV.4.none"]
    assert (mark.option, mark.checked) == ("委託しない", True)


def test_a_label_that_goes_on_below_though_it_ends_short_of_the_edge_may_hold_the_beginning_of_its_answer() -> None:
    def cut(first: str) -> bool:
        made = page(1, (), [
            line((50, "①部署"), (150, "税務課"), top=80), line((50, "請求先"), (150, "市役所"), top=94),
            line((50, f"特定個人情報の漏{first}"), top=110), line((50, "対策"), (150, "・窓口で確かめる。"), top=122),
        ])  # fmt: skip
        like = KNOWN._replace(is_label=lambda text: text in LABELS or text.startswith("特定"))
        UnruledTables().take(made, like)
        return made.cells[-1].open_bottom

    assert (
        cut("＜取扱い＞"),
        cut("えい・滅失・毀損が起こりうる全ての場合におけるリスクとそれへの十分かつ速やかな確実な"),
    ) == (
        True,
        False,
    )
