"""Pages from the last to the first without numbers are read from their cover on; what is not certain stays as it is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pikepdf

from data.second_printer.document import print_spec, spec_in
from data.second_printer.looks import plain_look
from extract.records import Page
from hyokasho.document.reader import read_file
from normalize.matching.index import form_index
from normalize.parting.by_labels.places_on_form import LabelPlaces
from normalize.parting.by_labels.reversed_pages import ReversedPages
from tests.normalize.printed import line, page
from tests.stress.verdicts import compare, written

FORM = form_index("kiso")
LABELS = sorted(
    (slots[0].order, key) for key, slots in FORM.rows.items() if len(slots) == 1
)  # fmt: skip
COVER = ["評価書番号", "評価書名", "評価実施機関名"]
A_PAGE = 6


def _page(number: int, labels: Sequence[str], foot: str = "") -> Page:
    loose = [line((50.0, label), top=60.0 + 14 * place) for place, label in enumerate(labels)]
    return page(number, loose=[*loose, *([line((280.0, foot), top=820.0)] if foot else [])])


def _rows(part: int) -> list[str]:
    """The labels of a part of the form, the cover aside."""
    behind = [key for order, key in LABELS if order > 10]
    return behind[part * A_PAGE : (part + 1) * A_PAGE]


def _order(pages: Sequence[Page]) -> tuple[list[int], list[tuple[str, int, str]]]:
    turned = ReversedPages()
    read = [made.number for made in turned.ordered(pages)]
    return read, [(str(each.kind), each.page, each.text) for each in turned.told]


def _reversed_form() -> list[Page]:
    return [_page(1, _rows(2)), _page(2, _rows(1)), _page(3, _rows(0)), _page(4, COVER)]


def test_pages_that_go_back_to_the_cover_are_read_from_it_on() -> None:
    read, told = _order(_reversed_form())
    assert read == [4, 3, 2, 1]
    assert told == [("moved_page", 4, "1"), ("moved_page", 3, "2"), ("moved_page", 2, "3"), ("moved_page", 1, "4")]


def test_two_forms_one_behind_the_other_are_each_read_from_the_cover_on() -> None:
    second = [replace(made, number=made.number + 4) for made in _reversed_form()]
    assert _order([*_reversed_form(), *second])[0] == [4, 3, 2, 1, 8, 7, 6, 5]


def test_a_form_that_begins_with_its_cover_goes_by_as_it_is() -> None:
    pages = [_page(1, COVER), _page(2, _rows(2)), _page(3, _rows(1)), _page(4, _rows(0))]
    assert _order(pages) == ([1, 2, 3, 4], [])


def test_pages_before_the_cover_of_a_form_that_goes_on_behind_it_stay() -> None:
    pages = [_page(1, _rows(1)), _page(2, _rows(0)), _page(3, _rows(0)), _page(4, COVER), _page(5, _rows(2))]
    assert _order(pages) == ([1, 2, 3, 4, 5], [])


def test_few_labels_tell_nothing() -> None:
    assert _order([_page(1, _rows(1)[:2]), _page(2, _rows(0)[:2]), _page(3, COVER)]) == ([1, 2, 3], [])


def test_numbered_pages_are_left_to_their_numbers() -> None:
    pages = [_page(made.number, [each.text for each in made.loose], f"- {made.number} -") for made in _reversed_form()]
    assert _order(pages) == ([1, 2, 3, 4], [])


def test_the_place_of_a_page_is_that_of_its_labels() -> None:
    places = LabelPlaces([_page(1, _rows(1)), _page(2, ["図書館のお知らせ"]), _page(3, _rows(0))])
    assert places.places[1] is None
    assert (places.steps().back, places.steps().on, places.labelled) == (1, 0, 2)


def test_a_whole_print_in_reverse_says_what_it_says() -> None:
    printed = print_spec(spec_in(11, replace(plain_look(11), rule="stroke", face="sans", foot="")), "x.pdf")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf, pikepdf.new() as turned:
        turned.pages.extend(reversed(list(pdf.pages)))
        turned.save(target)
    outcome = compare(printed.gold, written(read_file(target.getvalue(), "x.pdf", "")))
    assert (outcome.complaints, outcome.invented, outcome.status) == ([], 0, "ok")
