"""Running lines stand at the page's edge and are repeated; headings of the form never are such."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Box, Line, Page, Placement, Run
from normalize.layout.pages.running import RunningLines
from normalize.matching.index import form_index
from tests.normalize.printed import LEFT, line, page, table


def left_over(running: RunningLines, number: int, text: str, top: float = 20.0) -> list[str]:
    made = page(number, loose=[line((50, text), top=top)])
    running.take_out(made)
    return [kept.text for kept in made.loose]


@pytest.mark.parametrize("number", ["7", "- 7 -", "－７－", "p.7", "Page 7", "7/30", "第7頁", "7ページ", "(7)", "~7~"])
def test_page_numbers_are_taken_out_of_the_first_page_on(number: str) -> None:
    assert left_over(RunningLines(set()), 1, number) == []


@pytest.mark.parametrize("text", ["12345", "7人", "第7条", "令和7年"])
def test_other_numbers_are_none(text: str) -> None:
    assert left_over(RunningLines(set()), 1, text) == [text]


def test_a_repeated_line_at_the_edge_is_taken_out_from_the_second_page_on() -> None:
    running = RunningLines(set())
    assert left_over(running, 1, "資料３－１") == ["資料３－１"]
    assert not running.is_repeated("資料３－１", 1, 20.0)
    assert left_over(running, 2, "資料３－２") == []
    assert running.is_repeated("資料３－１", 1, 20.0)


def test_the_copy_of_a_page_tells_no_running_lines() -> None:
    running = RunningLines(set())
    assert left_over(running, 1, "9　通信は閉じた回線に限る。") == ["9　通信は閉じた回線に限る。"]
    left_over(running, 2, "9　通信は閉じた回線に限る。")
    running.copied(2)
    assert not running.is_repeated("9　通信は閉じた回線に限る。", 1, 20.0)
    left_over(running, 3, "9　通信は閉じた回線に限る。")
    assert running.is_repeated("9　通信は閉じた回線に限る。", 1, 20.0)


def test_a_page_that_was_shrunk_has_its_running_lines_at_the_edge_of_what_is_printed() -> None:
    running = RunningLines(set())
    found = []
    for number in (1, 2):
        made = page(number, table([["①事務の名称", "賦課"]], top=120.0, edges=(80, 200, 500)))
        made.loose = [line((200, f"賦課に関する事務　{number}ページ"), top=700.0)]
        running.take_out(made)
        found.append(len(made.loose))
    assert found == [1, 0]


def test_a_number_at_another_height_than_the_page_number_is_not_repeated() -> None:
    running = RunningLines(set())
    assert [left_over(running, n, str(n), top=780.0) for n in (1, 2)] == [[], []]
    assert (running.is_repeated("0178", 1, 780.0), running.is_repeated("0178", 1, 60.0)) == (True, False)


def _with_box_at_head(number: int, text: str = "汐路市") -> Page:
    box = [replace(cell, table=0) for cell in table([(text, "長寿介護課")], (400, 460, 550), top=20)]
    return page(number, [*box, *(replace(cell, table=1) for cell in table([("①部署", "総務課")]))])


def test_a_table_at_the_edge_that_is_repeated_is_taken_out_from_the_second_page_on() -> None:
    running = RunningLines(set())
    pages = [_with_box_at_head(number) for number in (1, 2)]
    assert [[taken.text for taken in running.take_out(made)] for made in pages] == [[], ["汐路市", "長寿介護課"]]
    assert [[cell.text for cell in made.cells] for made in pages] == [
        ["汐路市", "長寿介護課", "①部署", "総務課"], ["①部署", "総務課"]
    ]  # fmt: skip


def test_a_table_at_the_edge_that_says_something_else_stays() -> None:
    running = RunningLines(set())
    assert [running.take_out(_with_box_at_head(n, text)) for n, text in enumerate(("県", "市"), 1)] == [[], []]


def test_the_frame_of_an_answer_at_the_edge_stays_though_pages_repeat_it() -> None:
    """Within the cell of its row, or beside the label of one without rulings."""
    running = RunningLines(set())
    for number in (1, 2, 3):
        made = _with_box_at_head(number)
        made.cells += [replace(cell, table=2) for cell in table([("甲乙丙"[number - 1],)], (390, 560), top=10)]
        made.cells[:2] = [replace(cell, parent=4) for cell in made.cells[:2]]
        assert running.take_out(made) == []
    for number in (4, 5):
        made = _with_box_at_head(number)
        made.loose = [line((50, f"{'甲乙'[number - 4]}部署"), top=22.0)]
        assert running.take_out(made) == []


def test_lines_in_the_middle_of_the_page_stay() -> None:
    running = RunningLines(set())
    assert [left_over(running, n, "続き", top=400) for n in (1, 2)] == [["続き"], ["続き"]]


def test_a_page_that_was_turned_for_its_table_bears_the_running_lines_of_the_others() -> None:
    """It lies on its side: what the others have at their upper edge stands upright at its left or right."""
    running = RunningLines(set())
    assert left_over(running, 1, "資料３－１") == ["資料３－１"]
    turned = Page(2, 800.0, 600.0, placement=Placement(0.0, 1.0, 0.0, -1.0, 0.0, 800.0))
    box, number = Box(770, 50, 780, 100), Box(20, 300, 30, 305)
    turned.loose = [
        Line((Run("資料３－１", box.x0, box.x1),), box, 10.0, turned=1),
        Line((Run("2", number.x0, number.x1),), number, 10.0, turned=1),
        line((50, "資料３－１")),
    ]
    assert [taken.text for taken in running.take_out(turned)] == ["資料３－１", "2"]
    assert [kept.turned for kept in turned.loose] == [False]


def test_a_page_of_other_paper_bears_the_running_lines_as_far_from_its_lower_edge() -> None:
    running = RunningLines(set())
    assert left_over(running, 1, "住民税　1ページ", top=770.0) == ["住民税　1ページ"]
    wide = [Page(n, 800.0, 600.0, [], [line((50, "住民税　2ページ"), top=top)]) for n, top in ((2, 545.0), (3, 570.0))]
    for made in wide:
        running.take_out(made)
    assert [len(made.loose) for made in wide] == [1, 0]


def test_headings_of_the_form_stay() -> None:
    running = RunningLines({"IIIリスク対策"})
    assert [left_over(running, n, "Ⅲ　リスク対策") for n in (1, 2)] == [["Ⅲ　リスク対策"]] * 2


@pytest.mark.parametrize(("label", "stays"), [("⑦時期・頻度", True), ("提供先3", True), ("評価書名", False)])
def test_a_row_of_an_instance_that_says_the_same_atop_the_next_page_is_no_running_line(label: str, stays: bool) -> None:
    running = RunningLines(set(), may_recur=form_index("juten").may_recur)
    made = [page(n, loose=[line((50, label), (200, "月末の業務日"), top=20)]) for n in (1, 2)]
    for each in made:
        running.take_out(each)
    assert [len(each.loose) for each in made] == [1, int(stays)]


def kept(*texts: tuple[float, float, str]) -> list[str]:
    """What a page keeps of lines, each at its left and top."""
    made = page(1, loose=[line((x, text), top=top) for x, top, text in texts])
    RunningLines(set()).take_out(made)
    return [kept.text for kept in made.loose]


@pytest.mark.parametrize("top", [40.0, 770.0])
def test_the_last_line_of_a_text_at_the_edge_is_no_page_number(top: float) -> None:
    lines = [(200.0, top, "電話（000）555-"), (200.0, top + 12, "0178")]
    assert kept(*lines) == ["電話（000）555-", "0178"]


def test_the_last_line_of_a_text_beside_its_label_is_no_page_number() -> None:
    page = Page(1, 600.0, 800.0)
    page.loose = [line((30, "請求先"), (200, "電話（000）555-"), top=762.0), line((200, "555-0178"), top=774.0)]
    assert RunningLines(set()).take_out(page) == []


def test_a_number_near_other_text_is_a_page_number_only_as_the_outermost_line() -> None:
    assert kept((200.0, 770.0, "学校教育課の窓口"), (240.0, 782.0, "3")) == ["学校教育課の窓口"]
    assert kept((200.0, 740.0, "電話"), (210.0, 752.0, "3"), (200.0, 764.0, "窓口")) == ["電話", "3", "窓口"]


def _with_foot(number: int, *heads: str, foot: str = "") -> Page:
    """A page with lines above its table, and one below it."""
    loose = [line((LEFT, head), top=20.0 + 12 * n) for n, head in enumerate(heads)]
    loose += [line((LEFT, foot), top=700.0)] if foot else []
    return page(number, table([["③システムの名称", "住民記録"]]), loose)


def test_the_same_rest_of_two_answers_that_pages_cut_is_no_running_line() -> None:
    running = RunningLines(set())
    for number in (1, 2, 3):
        cut = _with_foot(number, *(("③統計の作成", "④報告") if number > 1 else ()), foot="②通知の作成")
        assert running.take_out(cut) == []
    assert not running.is_repeated("③統計の作成", 2, 20.0)


def test_a_running_line_stays_one_though_each_page_ends_with_a_text_below_its_table() -> None:
    running = RunningLines(set())
    taken = [running.take_out(_with_foot(n, "汐路市", "評価書", foot=f"{'あいうえお'[n]}の注")) for n in range(5)]
    assert [[each.text for each in lines] for lines in taken] == [[], *[["汐路市", "評価書"]] * 4]


def test_the_same_last_lines_of_two_texts_are_no_running_lines() -> None:
    running = RunningLines(set())
    for number in (1, 2, 3):
        texts = (f"{'あいう'[number - 1]}の報告", "①届出の受付", "②通知の作成")
        cut = page(number, loose=[line((LEFT, text), top=730.0 + 12 * n) for n, text in enumerate(texts)])
        assert running.take_out(cut) == []
