"""Nothing printed is unaccounted for: the characters of each page end in exactly one role."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings

from extract.records import Page
from normalize.layout.doubled import all_lines
from normalize.parsing.ledger import Ledger, Role, characters
from normalize.reading import read_document
from normalize.records import Reading
from tests.normalize.printed import LEFT, TITLES, line, page, table
from tests.parsing.random_pages import FORMS, pages


def accounts(made: list[Page]) -> tuple[Ledger, Reading]:
    """The ledger that reading these pages leaves."""
    ledger = Ledger()
    with patch("normalize.reading.Ledger", lambda: ledger):
        reading = read_document(made)
    return ledger, reading


@pytest.mark.parametrize("form", FORMS)
def test_the_characters_of_random_pages_that_come_in_go_out(form: str) -> None:
    @settings(max_examples=150, deadline=None)
    @given(pages(form))
    def check(made: list[Page]) -> None:
        printed = sum(len(characters(all_lines(one))) for one in made)
        ledger, reading = accounts(made)
        assert reading.form == form
        assert reading.failed == set()
        assert ledger.open_pages() == {}
        assert ledger.roles.total() == printed

    check()


def test_white_space_is_no_character() -> None:
    assert characters([line((50, "甲　乙"), (100, " 丙"))]) == "甲乙丙"


def test_what_nobody_took_is_open() -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲乙", "丙丙"]])))
    ledger.take(Role.LABEL, 1, "甲乙")
    ledger.take(Role.ANSWER, 1, "丙")
    assert ledger.open_pages() == {1: {"丙": 1}}
    assert ledger.roles == {Role.LABEL: 2, Role.ANSWER: 1}


def test_what_was_taken_twice_is_open_and_makes_up_for_nothing() -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲", "乙"]])))
    ledger.take(Role.LABEL, 1, "甲甲")
    assert ledger.open_pages() == {1: {"甲": -1, "乙": 1}}


@pytest.mark.parametrize(
    ("role", "unplaced"),
    [
        (Role.LABEL, 0), (Role.ANSWER, 0), (Role.CHANGE, 0), (Role.NOTE, 0), (Role.FOOTNOTE, 0), (Role.RUNNING, 0),
        (Role.RUBY, 0), (Role.DOUBLED, 0), (Role.OUTSIDE, 2), (Role.LEFT_OVER, 2), (Role.UNREACHED, 2),
    ],
)  # fmt: skip
def test_what_was_not_understood_has_no_place(role: Role, unplaced: int) -> None:
    ledger = Ledger()
    ledger.print_page(page(1, table([["甲", "乙"]])))
    ledger.take(role, 1, "甲乙")
    assert (ledger.unplaced, ledger.open_pages()) == (unplaced, {})


def test_the_answer_of_a_doubled_row_is_printed_a_second_time() -> None:
    rows = [["Ⅰ　関連情報"], ["①事務の名称", "住民税"], ["②事務の概要", "賦課"]]
    made = [page(1, table(rows), [line((LEFT, TITLES["kiso"]), top=60.0)]), page(2, table(rows[:2]))]
    ledger, _ = accounts(made)
    assert ledger.open_pages() == {}
    assert ledger.roles[Role.DOUBLED] == len("住民税")


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
