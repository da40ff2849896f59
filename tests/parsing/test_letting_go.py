"""Of a long print no more rows are kept than of a short one, and what is let go of changes nothing that is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import chain
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Page
from normalize.alignment.row_window import RowWindow
from normalize.answered import Answered
from normalize.audit.ledger import Ledger
from normalize.layout.printed_cells import PrintedRow
from normalize.reasons import Reason
from normalize.records import Answer, Reading
from normalize.records.packed import BLOCK
from normalize.registry import RowType
from tests.normalize.printed import LEFT, TITLES, line, page, printed, raw_answer, read_document, row, table
from tests.parsing.random_pages import FORMS, pages

VERSION = "[平成30年5月　様式3]"
PRINTED_VERSIONS = {"kiso": "[平成30年5月　様式2]", "juten": VERSION, "zenkoumoku": "[平成30年5月　様式4]"}
NEVER = 1_000
FILE = [["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"]]
BASIC = [["２．基本情報"], ["⑤保有開始日", "平成28年1月1日"], ["⑥事務担当部署", "市民課"]]


def files(number: int, version: str = VERSION) -> Iterator[Page]:
    """A print of so many files, each on a page of its own."""
    yield page(
        1,
        table([["評価書番号", "1"], ["評価書名", "住民税"], ["評価実施機関名", "市長"], [version]]),
        [line((LEFT, TITLES["juten"]), top=60.0)],
    )
    for at in range(2, number + 2):
        yield page(at, table([*FILE, [f"第{at}台帳"], *BASIC]))


def most_rows(made: Iterator[Page]) -> int:
    """How many rows were kept at once while a document was read."""
    kept = [0]

    class Counted(RowWindow):
        def __iadd__(self, rows: object) -> Counted:
            super().__iadd__(rows)  # type: ignore[arg-type]
            kept.append(self.end - self.first)
            return self

    with patch("normalize.parsing.parser.RowWindow", Counted):
        read_document(made)
    return max(kept)


def told(reading: Reading) -> list[object]:
    """All that a reading says of its answers."""
    items = [(item.form_key, item.file_no, item.instance, item.place, item.reasons) for item in reading.marks]
    return [*reading.answers, *items, *reading.findings, reading.text_unplaced, reading.text_unreached]


def test_of_many_files_no_more_rows_are_kept_than_of_some() -> None:
    assert most_rows(files(40)) == most_rows(files(80)) < 13 * 6


def test_where_the_version_is_not_known_all_rows_are_kept() -> None:
    assert most_rows(files(40, version="[令和9年1月　様式3]")) == 5 + 40 * 6


def test_doubts_that_come_once_an_answer_is_interpreted_reach_it_and_its_boxes() -> None:
    reading = Reading(form="juten")
    boxes = raw_answer(row(RowType.CHECKS, "紙", "フラッシュメモリ"), printed("[ ○ ] 紙　　[   ] フラッシュメモリ"))
    text = raw_answer(row(RowType.TEXT), printed("市民課"))
    answered = Answered(reading, Ledger())
    answered.take([boxes, text])
    boxes.reasons |= {Reason.SECOND_VALUE}
    text.reasons |= {Reason.POSITION_UNCERTAIN}
    answered.close([boxes, text])
    assert [item.reasons for item in reading.answers] == [{Reason.SECOND_VALUE}, {Reason.POSITION_UNCERTAIN}]
    assert [mark.reasons for mark in reading.marks] == [{Reason.SECOND_VALUE}] * 2


def test_rows_counted_long_before_the_heading_with_their_number_are_uncertain() -> None:
    heading = [["４．特定個人情報ファイルの取扱いの委託"], ["委託の有無　※", "[ 委託する ]　（ 30 ）件"]]
    late = [[f"委託事項{number}", f"業務{number}"] for number in [*range(2, 30), 1]]
    made = [*files(1), page(3, table([*heading, ["①委託内容", "保守"]]))]
    made += [page(number, table([each, ["①委託内容", f"内容{number}"]])) for number, each in enumerate(late, 4)]
    counted, second, *_ = [item for item in read_document(made).answers if item.form_key == "II.4.itaku.1"]
    assert (counted.instance, counted.raw, second.instance) == (1, "保守", 2)
    assert Reason.POSITION_UNCERTAIN in counted.reasons - second.reasons


@pytest.mark.parametrize("form", FORMS)
def test_random_pages_say_the_same_whenever_rows_are_let_go_of(form: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(st.lists(pages(form), min_size=3, max_size=3))
    def check(drawn: list[list[Page]]) -> None:
        made = [replace(each, number=number) for number, each in enumerate(chain.from_iterable(drawn), 1)]
        made[0].cells += table([[PRINTED_VERSIONS.get(form, "備考")]], top=700.0)
        with patch("normalize.parsing.parser.PAGES", NEVER):
            at_once = told(read_document(deepcopy(made)))
        with patch("normalize.parsing.parser.PAGES", 1):
            assert told(read_document(deepcopy(made))) == at_once
        with patch("normalize.records.packed.BLOCK", 1):
            assert told(read_document(deepcopy(made))) == at_once

    check()


def test_of_many_answers_few_are_kept_as_they_are_until_the_last_page() -> None:
    kept = []

    def counted() -> Iterator[Page]:
        yield from files(130)
        kept.append(sum(isinstance(each, Answer) for each in gc.get_objects()))
        yield page(132, [])

    gc.collect()
    before = sum(isinstance(each, Answer) for each in gc.get_objects())
    assert len(read_document(counted()).answers) > 130 * 3
    assert kept[0] - before < BLOCK


def test_answers_that_were_packed_share_the_words_of_the_form() -> None:
    with patch("normalize.records.packed.BLOCK", 1):
        reading = read_document(files(3))
    names = [item for item in reading.answers if item.form_key == "II.1"]
    assert [item.file_no for item in names] == [1, 2, 3]
    for word in ("form_key", "field_id", "label", "type"):
        assert len({id(getattr(item, word)) for item in names}) == 1


def test_an_answer_whose_cells_are_gone_still_tells_whether_another_says_the_same() -> None:
    first, same, other = (raw_answer(row(RowType.TEXT), printed(text)) for text in ("市民課", "市 民 課", "税務課"))
    first.let_go()
    assert (first.cells, first.has_cells) == ((), True)
    assert (same.says_the_same(first), other.says_the_same(first)) == (True, False)


def test_an_answer_without_cells_says_nothing_that_cells_say() -> None:
    missing = raw_answer(row(RowType.TEXT))
    missing.let_go()
    assert (missing.has_cells, missing.digest) == (False, None)


def test_a_row_that_was_let_go_of_is_not_there() -> None:
    window = RowWindow()
    rows = [PrintedRow(1, [printed(text)]) for text in ("甲", "乙", "丙")]
    window += rows
    assert [number for number, _ in window.take(2)] == [0, 1]
    assert (window.first, window.end, window[2]) == (2, 3, rows[2])
    with pytest.raises(IndexError, match="row 1 was let go of"):
        window[1]
