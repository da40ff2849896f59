"""Nothing printed is unaccounted for: the characters of each page end in exactly one role."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from extract.records import LeftOut, Page, TextLayer
from normalize.audit.ledger import Ledger, Role
from normalize.layout.pages.characters import characters, printed_characters
from normalize.layout.rows import printed_rows
from normalize.records import Finding, FindingKind, Reading
from tests.normalize.printed import LEFT, TITLES, line, page, read_document, table
from tests.parsing.random_pages import FORMS, pages


def accounts(made: list[Page]) -> tuple[Ledger, Reading]:
    """The ledger that reading these pages leaves."""
    ledger = Ledger()
    with patch("normalize.form_reader.Ledger", lambda: ledger):
        reading = read_document(made)
    return ledger, reading


@pytest.mark.parametrize("form", FORMS)
def test_the_characters_of_random_pages_that_come_in_go_out(form: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(pages(form))
    def check(made: list[Page]) -> None:
        printed = sum(len(printed_characters(one)) for one in made)
        ledger, reading = accounts(made)
        assert reading.form == form
        assert reading.failed == set()
        assert ledger.open_pages() == {}
        assert ledger.roles.total() == printed

    check()


def test_white_space_is_no_character() -> None:
    assert characters([line((50, "甲　乙"), (100, " 丙"))]) == "甲乙丙"


def test_what_lies_over_a_page_is_seen_and_no_part_of_it_and_what_nobody_sees_is_neither() -> None:
    made = page(1, table([["甲", "乙"]]))
    made.left_out = {LeftOut.STAMP: "確認済", LeftOut.STRUCK: "旧", LeftOut.UNSEEN: "白", LeftOut.PRINTED_TWICE: "甲"}
    ledger = Ledger()
    ledger.print_page(made)
    assert (ledger.roles, ledger.open_pages()) == ({Role.LAID_OVER: 4}, {1: {"甲": 1, "乙": 1}})


def test_what_nobody_took_is_open() -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲乙", "丙丙"]])))
    ledger.take(Role.LABEL, 1, "甲乙")
    ledger.take(Role.ANSWER, 1, "丙")
    assert ledger.open_pages() == {1: {"丙": 1}}
    assert ledger.roles == {Role.LABEL: 2, Role.ANSWER: 1}


def test_what_is_taken_once_more_than_printed_is_open_though_its_page_was_struck_out() -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲乙", "丙"]])))
    ledger.take(Role.LABEL, 1, "甲乙")
    ledger.turn(1)
    assert ledger.open_pages() == {1: {"丙": 1}}
    ledger.take(Role.ANSWER, 1, "丙")
    assert ledger.open_pages() == {}
    ledger.take(Role.ANSWER, 1, "乙")
    assert ledger.open_pages() == {1: {"乙": -1}}


def test_what_was_taken_twice_is_open_and_makes_up_for_nothing() -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲", "乙"]])))
    ledger.take(Role.LABEL, 1, "甲甲")
    assert ledger.open_pages() == {1: {"甲": -1, "乙": 1}}


@pytest.mark.parametrize(
    ("role", "unplaced"),
    [
        (Role.LABEL, 0), (Role.ANSWER, 0), (Role.CHANGE, 0), (Role.NOTE, 0), (Role.FOOTNOTE, 0), (Role.RUNNING, 0),
        (Role.RUBY, 0), (Role.DOUBLED, 0), (Role.WATERMARK, 0), (Role.SPECK, 0), (Role.UNREADABLE, 0),
        (Role.OUTSIDE, 2), (Role.LEFT_OVER, 2), (Role.UNREACHED, 2),
    ],
)  # fmt: skip
def test_what_was_not_understood_has_no_place(role: Role, unplaced: int) -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲", "乙"]])))
    ledger.take(role, 1, "甲乙")
    assert (ledger.unplaced, ledger.open_pages()) == ({1: unplaced} if unplaced else {}, {})


def test_the_answer_of_a_doubled_row_is_printed_a_second_time() -> None:
    rows = [["Ⅰ　関連情報"], ["①事務の名称", "住民税"], ["②事務の概要", "賦課"]]
    made = [page(1, table(rows), [line((LEFT, TITLES["kiso"]), top=60.0)]), page(2, table(rows[:2]))]
    ledger, _ = accounts(made)
    assert ledger.open_pages() == {}
    assert ledger.roles[Role.DOUBLED] == len("住民税")


def test_pages_before_the_form_and_an_annex_behind_it_are_outside_page_by_page() -> None:
    letter = page(1, loose=[line((LEFT, "暮らしの便りのお知らせ"), top=60.0)])
    form = page(2, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    annex = [page(n, loose=[line((LEFT, text), top=60.0)]) for n, text in ((3, "別紙１　委託先"), (4, "甲社、乙社"))]
    ledger, reading = accounts([letter, form, *annex])
    assert ledger.open_pages() == {}
    assert {number: roles[Role.OUTSIDE] for number, roles in ledger.pages.items()} == {1: 11, 2: 0, 3: 6, 4: 5}
    assert (reading.unplaced, reading.text_unplaced, reading.text_unreached) == ({1: 11, 3: 6, 4: 5}, 22, 0)
    told = [finding for finding in reading.findings if finding.kind is FindingKind.OUTSIDE_FORM]
    assert [(finding.page, finding.text, finding.words) for finding in told] == [
        (1, "暮らしの便りのお知らせ", {"number": "11"}), (3, "別紙１　委託先", {"number": "6"}),
        (4, "甲社、乙社", {"number": "5"}),
    ]  # fmt: skip


def test_the_sum_of_each_page_is_told() -> None:
    stamp = line((LEFT, "受付"), top=5.0)
    made = page(1, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [stamp, line((LEFT, TITLES["kiso"]), top=60.0)])
    ledger, reading = accounts([made])
    (told,) = [finding for finding in reading.findings if finding.kind is FindingKind.TEXT_UNPLACED]
    assert (told.page, told.text, told.words) == (1, "2", {"printed": str(ledger.pages[1].total())})


def test_the_mark_of_a_draft_is_told_and_is_understood() -> None:
    mark = line((LEFT, "（案）"), top=5.0)
    made = page(1, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [mark, line((LEFT, TITLES["kiso"]), top=60.0)])
    ledger, reading = accounts([made])
    assert (ledger.open_pages(), ledger.roles[Role.STAMP], reading.text_unplaced) == ({}, 3, 0)
    assert Finding(FindingKind.DRAFT, 1, "（案）") in reading.findings


def test_a_watermark_is_quoted_with_its_pages_and_is_of_no_answer() -> None:
    made = [
        replace(page(1, loose=[line((LEFT, TITLES["kiso"]), top=60.0)]), watermark="SAM PLE"),
        replace(page(2, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]])), watermark="SAM PLE"),
        replace(page(3, table([["②事務の概要", "賦課"]])), watermark="案"),
        replace(page(4), watermark="SAM PLE"),
    ]
    ledger, reading = accounts(made)
    assert ledger.open_pages() == {}
    assert (ledger.roles[Role.WATERMARK], reading.text_unplaced) == (19, 0)
    told = [finding for finding in reading.findings if finding.kind is FindingKind.WATERMARK]
    assert [(finding.page, finding.text, finding.words) for finding in told] == [
        (1, "SAM PLE", {"pages": "1-2, 4"}), (3, "案", {"pages": "3"}),
    ]  # fmt: skip


def test_text_in_the_margin_that_runs_upwards_is_left_over() -> None:
    upwards = replace(line((560.0, "縦書き"), top=300.0), turned=1)
    title = line((LEFT, TITLES["kiso"]), top=60.0)
    made = page(1, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [title, upwards])
    left_out = {LeftOut.PRINTED_TWICE: "住民税", LeftOut.OFF_PAGE: "外"}
    ledger, reading = accounts([replace(made, left_out=left_out)])
    assert (ledger.open_pages(), reading.text_unplaced) == ({}, 3)
    assert Finding(FindingKind.LEFTOVER_TEXT, 1, "縦書き") in reading.findings


def test_what_an_unusable_text_layer_says_is_unreadable() -> None:
    form = page(1, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    other = replace(page(2, table([["②事務の概要", "蜑ｳ"]])), text_layer=TextLayer.UNUSABLE)
    ledger, _ = accounts([form, other])
    assert (ledger.open_pages(), ledger.pages[2]) == ({}, {Role.UNREADABLE: 8})


def test_what_a_reader_left_over_is_not_the_answers() -> None:
    ledger = Ledger()
    made = page(1, table([["[ 十分 ]", "⻑所十"]]))
    ledger.print_page(made)
    cells = [cell for row in printed_rows(made, lambda text: False) for cell in row.cells]
    ledger.take_answer(cells, left_over="長", specks="所")
    assert ledger.roles == {Role.ANSWER: 5, Role.LEFT_OVER: 1, Role.SPECK: 1}
    assert ledger.open_pages() == {}


def test_a_version_beside_a_title_in_one_line_is_taken_once() -> None:
    rows = [["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]
    made = page(1, table(rows), [line((LEFT, TITLES["kiso"]), (400.0, "[平成31年1月　様式2]"), top=60.0)])
    ledger, reading = accounts([made])
    assert ledger.open_pages() == {}
    assert reading.form_version == "平成31年1月　様式2"


def test_text_that_the_reader_forgets_fails_its_page() -> None:
    made = page(1, table([["Ⅰ　関連情報"], ["①事務の名称", "住民税"]]), [line((LEFT, TITLES["kiso"]), top=60.0)])
    with patch("normalize.parsing.collected.Ledger.take_cells"):
        reading = read_document([made])
    assert reading.failed == {1}


def test_a_page_of_which_more_than_half_was_not_understood_is_strange() -> None:
    ledger = Ledger()
    for number, left in ((1, 2), (2, 3), (3, 4)):
        ledger.enter(number, "甲" * 5)
        ledger.take(Role.LEFT_OVER, number, "甲" * left)
        ledger.take(Role.ANSWER if number < 3 else Role.RUNNING, number, "甲" * (5 - left))
    ledger.enter(4, "乙乙")
    ledger.take(Role.OUTSIDE, 4, "乙乙")
    assert ledger.strange_pages == [2, 3]
