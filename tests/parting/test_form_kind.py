"""Which form a document is: by title, by an excerpt's headings, by its labels, or none."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from extract.records import Page, TextLayer
from normalize.matching.index import form_index, label_key
from normalize.parting.form_kind import MIN_LABELS, FormKind
from normalize.parting.form_search import WINDOW, find_form, form_kind
from normalize.parting.page_stream import PageStream
from normalize.reasons import Reason
from normalize.records import FindingKind
from normalize.registry import load_registry
from tests.normalize.misread import scan
from tests.normalize.printed import TITLES, line, page, parts, read_document, table

REGISTRY = load_registry()


@pytest.mark.parametrize("form", TITLES)
def test_the_title_decides(form: str) -> None:
    assert form_kind([page(1, loose=[line((50, TITLES[form]))])], REGISTRY) == FormKind(form, excerpt=False)


def test_a_title_in_a_cell_with_words_around_it() -> None:
    cells = table([["別紙様式　特定個人情報保護評価書（重点項目評価書）（案）"]])
    assert form_kind([page(1, cells)], REGISTRY) == FormKind("juten", excerpt=False)


def test_a_title_behind_a_cover_letter() -> None:
    letter, title = page(1, loose=[line((50, "送付のご案内"))]), page(2, loose=[line((50, TITLES["kiso"]))])
    assert form_kind([letter, title], REGISTRY) == FormKind("kiso", excerpt=False, first_page=2)


def test_slides_with_the_title_of_a_form_that_list_its_rows_are_none() -> None:
    title = page(1, loose=[line((50, "職員研修資料"), top=60), line((50, TITLES["kiso"]), top=300)])
    rows = [cell.text for cell in _labels(MIN_LABELS + 2)[0].cells[::2]]
    listed = page(2, loose=[line((50, text), top=60 + 20 * n) for n, text in enumerate(rows)])
    assert form_kind([title, listed], REGISTRY) is None


@pytest.mark.parametrize(("behind", "known"), [("の公表について（お知らせ）", False), ("様式２", True)])
def test_a_line_of_a_scan_that_says_what_it_is_about_is_no_title_however_like_it_is(behind: str, known: bool) -> None:
    cells = table([["評価書番号", "評価書名"], ["27", "住民税に関する事務"]])
    notice = scan(page(1, cells, [line((50, TITLES["kiso"] + behind), top=60)]))
    assert (form_kind([notice], REGISTRY) is not None) is known


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
    reading = parts(read_document([first, second]))
    assert reading.answers == []
    assert [(finding.kind, finding.page) for finding in reading.findings] == [(FindingKind.UNREADABLE_PAGE, 2)]


# where a form begins, and what only speaks of one

COVER = [["評価書番号", "評価書名"], ["12", "架空事務"], ["評価実施機関名"], ["架空市長"]]


def cover(number: int, form: str, *texts: str) -> Page:
    """A cover with its title; `texts` stand in a row of their own below."""
    rows = [*COVER, *([text] for text in texts)]
    return page(number, table(rows, edges=(50, 250, 550)), [line((50, TITLES[form]), top=60)])


def letter(number: int, *texts: str) -> Page:
    return page(number, loose=[line((50, text), top=60 + 20 * n) for n, text in enumerate(texts)])


def test_a_letter_that_lists_several_forms_is_none_of_them() -> None:
    pages = [letter(1, TITLES["kiso"], TITLES["juten"]), cover(2, "juten")]
    assert form_kind(pages, REGISTRY) == FormKind("juten", excerpt=False, first_page=2)
    assert form_kind(pages[:1], REGISTRY) is None


def test_a_list_with_bullets_names_forms_and_bears_none() -> None:
    assert form_kind([letter(1, "・" + TITLES["kiso"])], REGISTRY) is None


def test_a_form_named_in_a_remark_is_not_the_forms_own() -> None:
    named = cover(1, "juten", TITLES["kiso"] + "も公表している。")
    assert form_kind([named], REGISTRY) == FormKind("juten", excerpt=False)


def test_of_two_titles_on_a_cover_the_larger_is_its_own() -> None:
    made = cover(1, "juten", TITLES["kiso"])
    made.loose = [replace(made.loose[0], size=14.0)]
    assert form_kind([made], REGISTRY) == FormKind("juten", excerpt=False)


@pytest.mark.parametrize(
    "title",
    [
        "特定個人情報保護評価書（基礎項目評価書）　〔記載要領〕",
        "特定個人情報保護評価書（基礎項目評価書）新旧対照表",
        "特定個人情報保護評価書（基礎項目評価書）（案）に対する意見募集の結果について",
    ],
)
def test_a_paper_about_a_form_is_none_though_it_prints_its_rows(title: str) -> None:
    (rows,) = _labels(MIN_LABELS)
    rows.loose = [line((50, title), top=60)]
    assert form_kind([rows], REGISTRY) is None


def test_a_form_that_begins_late_is_found_and_few_pages_are_held_back() -> None:
    alive: weakref.WeakSet[Held] = weakref.WeakSet()
    most = 0

    def pages() -> Iterator[Page]:
        nonlocal most
        for number in range(1, 41):
            made = letter(number, f"第{number}回審議会の議事録") if number < 30 else cover(number, "kiso")
            held = Held(**{each.name: getattr(made, each.name) for each in fields(made)})
            alive.add(held)
            most = max(most, len(alive))
            yield held
            del held, made

    stream = PageStream(pages())
    kind, before, _ = find_form(stream, REGISTRY)
    assert kind == FormKind("kiso", excerpt=False, first_page=30)
    assert [skipped.number for skipped in before] == list(range(1, 30))
    assert most <= WINDOW + 2
    assert next(stream).number == 30


class Held(Page):
    """A page that can be counted while something holds it."""

    __slots__ = ("__weakref__",)
    __hash__ = object.__hash__


LETTER = page(1, table([["公表日", "令和6年4月1日"]]), [line((50, "評価書の公表のお知らせ"), top=60)])


def test_pages_before_the_form_are_told_and_not_read() -> None:
    reading = read_document([LETTER, cover(2, "kiso", "公表日", "令和6年3月29日")])
    assert "令和6年4月1日" not in [answer.raw for answer in reading.answers]
    assert (FindingKind.OUTSIDE_FORM, 1, "評価書の公表のお知らせ") in [
        (finding.kind, finding.page, finding.text) for finding in reading.findings
    ]


def test_the_text_of_pages_before_the_form_has_no_place() -> None:
    reading = read_document([LETTER, cover(2, "kiso", "公表日", "令和6年3月29日")])
    assert reading.text_unplaced >= len("評価書の公表のお知らせ公表日令和6年4月1日")


def _own_rows(form: str, number: int) -> Page:
    """Rows whose labels no other form prints."""
    others = {key for other in REGISTRY.forms if other != form for key in form_index(other).rows}
    own = [
        row.label for row in REGISTRY.forms[form].rows.values() if row.has_answer and label_key(row.label) not in others
    ]
    return page(number, table([[label, "回答"] for label in own[:MIN_LABELS]]))


def test_rows_of_another_form_speak_against_a_title() -> None:
    pages = [cover(1, "juten"), _own_rows("kiso", 2)]
    assert form_kind(pages, REGISTRY) == FormKind("kiso", excerpt=False, sure=False)
    answers = parts(read_document(pages)).answers
    assert len(answers) >= MIN_LABELS
    assert all(Reason.VERSION_UNKNOWN in answer.reasons for answer in answers)


def test_a_version_mark_of_another_form_is_outvoted_by_title_and_rows() -> None:
    marked = cover(1, "kiso", "[平成30年5月　様式3]")
    assert form_kind([marked, _own_rows("kiso", 2)], REGISTRY) == FormKind("kiso", excerpt=False)
    assert form_kind([marked], REGISTRY) == FormKind("kiso", excerpt=False, sure=False)


def test_a_form_of_which_only_a_part_is_there() -> None:
    heads = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
    changes = page(1, table([heads], edges=(50, 130, 210, 290, 370, 450, 530)), [line((50, "変更箇所"), top=60)])
    annex = page(1, table([["氏名、住所"]]), [line((50, "（別添１）特定個人情報ファイル記録項目"), top=60)])
    assert form_kind([changes], REGISTRY) == FormKind("kiso", excerpt=False)
    assert form_kind([annex], REGISTRY) == FormKind("juten", excerpt=False)
