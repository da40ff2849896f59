"""Which form a document is: by title, by an excerpt's headings, by its labels, or none."""

from __future__ import annotations

import pytest

from extract.records import Page, TextLayer
from normalize.matching.form_kind import MIN_LABELS, FormKind, form_kind
from normalize.reading import read_document
from normalize.records import FindingKind
from normalize.registry import load_registry
from tests.normalize.printed import TITLES, line, page, table

REGISTRY = load_registry()


@pytest.mark.parametrize("form", TITLES)
def test_the_title_decides(form: str) -> None:
    assert form_kind([page(1, loose=[line((50, TITLES[form]))])], REGISTRY) == FormKind(form, excerpt=False)


def test_a_title_in_a_cell_with_words_around_it() -> None:
    cells = table([["別紙様式　特定個人情報保護評価書（重点項目評価書）（案）"]])
    assert form_kind([page(1, cells)], REGISTRY) == FormKind("juten", excerpt=False)


def test_a_title_behind_a_cover_letter() -> None:
    letter, title = page(1, loose=[line((50, "送付のご案内"))]), page(2, loose=[line((50, TITLES["kiso"]))])
    assert form_kind([letter, title], REGISTRY) == FormKind("kiso", excerpt=False)


def test_an_excerpt_is_known_by_its_three_headings() -> None:
    cells = table([["変更または追記した箇所", "ページ", "事由等"]], edges=(50, 350, 450, 550))
    assert form_kind([page(1, cells)], REGISTRY) == FormKind("zenkoumoku", excerpt=True)


def _labels(count: int) -> list[Page]:
    labels = [row.label for row in REGISTRY.forms["kiso"].section_of("I.1.1").rows if row.place is None]
    distinct = list(dict.fromkeys(labels))[:count]
    assert len(distinct) == count
    return [page(1, table([[label, "回答"] for label in distinct]))]


def test_a_form_without_its_title_is_known_by_its_labels() -> None:
    assert form_kind(_labels(MIN_LABELS), REGISTRY) == FormKind("kiso", excerpt=False)


def test_a_few_labels_are_no_form() -> None:
    assert form_kind(_labels(MIN_LABELS - 3), REGISTRY) is None


def test_an_ordinary_table_is_none_and_all_its_pages_are_read() -> None:
    seen: list[int] = []

    def pages() -> list[Page]:
        return [page(number, table([["氏名", "住所"]])) for number in range(1, 7)]

    reading = read_document(seen.append(made.number) or made for made in pages())  # type: ignore[func-returns-value]
    assert reading.form is None
    assert (reading.answers, reading.findings) == ([], [])
    assert seen == [1, 2, 3, 4, 5, 6]


def test_no_pages_are_no_form() -> None:
    assert read_document([]).form is None


def test_a_page_whose_text_cannot_be_trusted_is_reported_and_not_read() -> None:
    first = page(1, loose=[line((50, TITLES["kiso"]))])
    second = page(2, table([["①事務の名称", "文字化け"]]))
    second.text_layer = TextLayer.UNUSABLE
    reading = read_document([first, second])
    assert reading.answers == []
    assert [(finding.kind, finding.page) for finding in reading.findings] == [(FindingKind.UNREADABLE_PAGE, 2)]
