"""A form as one sequence: what stands in it, in which order, and what each thing tells of its place."""

from __future__ import annotations

import pytest

from normalize.matching.elements import PERHAPS, Kind, form_sequence
from normalize.registry import RowType, load_registry
from tests.matching.made import FORMS, headed, row


@pytest.mark.parametrize("form", FORMS)
def test_each_row_of_a_form_stands_in_it_once_and_in_order_but_for_the_table_of_changes(form: str) -> None:
    elements = form_sequence(form).elements
    rows = [row.key for row in load_registry().forms[form].rows.values() if row.type is not RowType.TABLE]
    assert [slot.row.key for element in elements for slot in element.slots] == rows
    assert [element.order for element in elements] == list(range(len(elements)))


def test_the_elements_of_a_section_follow_in_print_order() -> None:
    first = headed("juten", "II特定個人情報ファイルの概要").order
    found = form_sequence("juten").elements[first : first + 4]
    assert [(element.kind, element.keys[0]) for element in found] == [
        (Kind.TITLE, "II特定個人情報ファイルの概要"), (Kind.ROW, "1.特定個人情報ファイル名"),
        (Kind.HEADING, "2.基本情報"), (Kind.ROW, "1ファイルの種類"),
    ]  # fmt: skip


def test_the_heading_of_an_instance_asks_its_name() -> None:
    element = row("juten", "II.4.itaku.name")
    assert (element.kind, element.keys) == (Kind.INSTANCE, ("委託事項",))
    assert form_sequence("juten").is_group(element)
    assert not form_sequence("juten").is_group(row("juten", "II.4.umu"))


def test_a_heading_asks_the_row_whose_box_or_answer_stands_beside_or_below_it() -> None:
    assert (row("juten", "III.4.none").kind, row("juten", "B1.items").kind) == (Kind.HEADING, Kind.TITLE)


def test_a_heading_that_is_worded_as_its_row_is_one_element() -> None:
    element = row("juten", "II.7")
    assert (element.kind, element.keys) == (Kind.ROW, ("7.備考",))


def test_a_label_that_others_share_tells_no_place() -> None:
    juten = form_sequence("juten")
    assert juten.is_only(row("juten", "III.3.r2.auth"))
    assert not juten.is_only(row("juten", "III.2.r1.ok"))
    assert not juten.is_only(row("juten", "II.4.itaku.name"))  # it comes once for each instance


def test_rows_of_some_versions_count_little_as_passed_over() -> None:
    kiso = form_sequence("kiso")
    first, third = row("kiso", "I.1.1").order, row("kiso", "I.1.3").order
    assert (kiso.passed_over(first, third), kiso.passed_over(third, first)) == (2, 0)
    later = [element.order for element in kiso.elements if not element.certain]
    assert later
    assert {round(kiso.passed_over(order, order + 1), 6) for order in later} == {0, PERHAPS}


def test_the_sections_of_a_file_repeat() -> None:
    juten = form_sequence("juten")
    assert juten.repeats(row("juten", "II.1").section)
    assert not juten.repeats(row("juten", "I.1.1").section)


def test_a_block_begins_with_its_heading() -> None:
    assert form_sequence("juten").first_of_block(row("juten", "II.2.6")) == headed("juten", "2.基本情報").order
