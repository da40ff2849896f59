"""Where the labels of a page stand on its form: titles and items of changes are none of the labels they read like."""

from __future__ import annotations

from extract.records import Page
from normalize.parting.by_labels.places_on_form import AT_END, LabelPlaces
from tests.normalize.printed import lines, page

LEFT, NEXT, LAST = 50.0, 150.0, 450.0


def _page(number: int, *texts: str) -> Page:
    return page(number, (), lines(*([(LEFT, text)] for text in texts)))


def _first() -> Page:
    return _page(1, "①事務の名称", "②事務の内容", "③対象人数")


def test_the_title_of_an_attachment_stands_where_the_attachment_does_and_not_in_the_contents() -> None:
    records = _page(2, "（別添１）特定個人情報ファイル記録項目", "氏名、住所")
    first, attachment = LabelPlaces([_first(), records]).places
    assert first is not None
    assert attachment is None


def test_the_contents_of_a_form_stand_where_they_list_its_titles() -> None:
    listed = _page(
        2,
        "Ⅰ　基本情報",
        "Ⅱ　特定個人情報ファイルの概要",
        "（別添１）特定個人情報ファイル記録項目",
        "Ⅳ　開示請求、問合せ",
    )
    first, contents = LabelPlaces([_first(), listed]).places
    assert first is not None and contents is not None
    assert contents < first


def test_rows_of_changes_stand_at_the_end_whatever_items_they_name() -> None:
    rows = page(2, (), lines(*([(LEFT, "令和6年4月1日"), (NEXT, "公表日"), (LAST, when)] for when in ("事前", "事後"))))
    places = LabelPlaces([_first(), rows]).places
    assert places[1] == AT_END


def test_one_row_that_says_when_leaves_a_page_where_its_labels_stand() -> None:
    other = page(2, (), lines([(LEFT, "公表日"), (LAST, "事後")]))
    places = LabelPlaces([_first(), other]).places
    assert places[1] not in (None, AT_END)
