"""Several assessments in one file: where each begins, what keeps them apart, and what is no assessment of its own."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import pytest

from extract.records import Line, Page
from normalize.parting.covers import CoverSign, cover_sign, head_lines
from normalize.reading import read_assessments
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from normalize.registry import load_registry
from tests.normalize.printed import TITLES, cell, line, page, table

REGISTRY = load_registry()
DECLARATION = "個人のプライバシー等の権利利益の保護の宣言"
EDGES = (50, 250, 550)
HEADS = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
CHANGE_EDGES = (50, 130, 210, 290, 370, 450, 530)


def cover(
    number: int, form: str = "kiso", of: str = "12", name: str = "住民税に関する事務", title: bool = True
) -> Page:
    rows = [
        ["評価書番号", "評価書名"],
        [of, name],
        [DECLARATION],
        ["架空市は宣言する。"],
        ["評価実施機関名"],
        ["架空市長"],
    ]
    return page(number, table(rows, edges=EDGES), [line((50, TITLES[form]), top=60)] if title else [])


def heading(text: str) -> Line:
    """A line in large type at the head of a page."""
    return replace(line((50, text), top=50), size=18.0)


def affair(number: int, name: str) -> Page:
    return page(number, table([["①事務の名称", name], ["②事務の概要", f"{name}を行う。"]]))


def changes(number: int, *items: str) -> Page:
    rows = [HEADS, *(["令和5年4月1日", item, "前", "後", "事後", "改正"] for item in items)]
    return page(number, table(rows, edges=CHANGE_EDGES), [line((50, "変更箇所"), top=60)])


def read(*pages: Page) -> list[Reading]:
    return list(read_assessments(pages))


def raws(reading: Reading, key: str) -> list[str]:
    return [answer.raw for answer in reading.answers if answer.form_key == key]


def test_each_assessment_has_its_own_answers_and_changes() -> None:
    first, second = read(
        cover(1), affair(2, "賦課"), changes(3, "Ⅰ－５"), cover(4, of="7", name="国保に関する事務"), affair(5, "給付"),
        changes(6, "Ⅰ－３", "Ⅰ－４"),
    )  # fmt: skip
    assert [(reading.number, reading.page_first, reading.page_last) for reading in (first, second)] == [
        (1, 1, 3), (2, 4, 6),
    ]  # fmt: skip
    assert (raws(first, "cover.number"), raws(second, "cover.number")) == (["12"], ["7"])
    assert (raws(first, "I.1.1"), raws(second, "I.1.1")) == (["賦課"], ["給付"])
    assert [[change.item for change in reading.changes] for reading in (first, second)] == [
        ["Ⅰ－５"], ["Ⅰ－３", "Ⅰ－４"],
    ]  # fmt: skip


def test_each_may_be_of_another_form() -> None:
    assert [reading.form for reading in read(cover(1), affair(2, "賦課"), cover(3, "juten"))] == ["kiso", "juten"]


def test_the_same_number_and_name_of_another_organization_is_another_assessment() -> None:
    other = cover(3)
    other.cells[-1] = cell(50, 200, 550, "架空市教育委員会")
    assert len(read(cover(1), affair(2, "賦課"), other)) == 2


def test_a_title_that_is_a_picture_is_not_needed() -> None:
    first, second = read(cover(1), affair(2, "賦課"), cover(3, of="7", title=False), affair(4, "給付"))
    assert (first.answers[0].status, second.answers[0].status) == (Status.OK, Status.UNCERTAIN)
    assert raws(second, "cover.number") == ["7"]


def test_an_assessment_without_a_title_is_not_skipped_for_the_next_one() -> None:
    read_as = read(cover(1), affair(2, "賦課"), cover(3, of="7", title=False), affair(4, "給付"), cover(5, of="9"))
    assert [raws(reading, "cover.number") for reading in read_as] == [["12"], ["7"], ["9"]]


def test_rows_not_found_stand_on_the_first_page_of_their_own_assessment() -> None:
    second = read(cover(1), affair(2, "賦課"), cover(3, of="7"), affair(4, "給付"))[1]
    assert {answer.place.page for answer in second.answers} == {3, 4}


def test_a_running_title_begins_none() -> None:
    running = affair(2, "賦課")
    running.loose = [line((50, TITLES["kiso"]), top=60)]
    assert len(read(cover(1), running)) == 1


def test_an_assessment_that_is_there_twice_is_one_and_its_copies_are_told() -> None:
    pages = [cover(1), affair(2, "賦課"), changes(3, "Ⅰ－５"), cover(4), affair(5, "賦課"), changes(6, "Ⅰ－５")]
    (reading,) = read(*pages)
    doubled = [finding for finding in reading.findings if finding.kind is FindingKind.DOUBLED_PAGE]
    assert [(finding.page, finding.text) for finding in doubled] == [(4, "1"), (5, "2"), (6, "3")]
    assert len(reading.changes) == 1
    assert not [answer for answer in reading.answers if Reason.OTHER_ASSESSMENT in answer.reasons]


def test_another_page_behind_a_copied_cover_is_in_doubt() -> None:
    (reading,) = read(cover(1), affair(2, "賦課"), cover(3), page(4, table([["③システムの名称", "税システム"]])))
    (system,) = (answer for answer in reading.answers if answer.form_key == "I.1.3")
    assert Reason.OTHER_ASSESSMENT in system.reasons
    assert Reason.OTHER_ASSESSMENT not in reading.answers[0].reasons


def unclear(number: int) -> Page:
    rows = [["評価書番号", "評価書名"], ["7", "国保に関する事務"]]
    return page(number, table(rows, edges=EDGES), [line((50, TITLES["kiso"]), top=60)])


def test_what_follows_a_page_that_may_be_a_cover_is_in_doubt() -> None:
    (reading,) = read(cover(1), affair(2, "賦課"), unclear(3), page(4, table([["③システムの名称", "国保システム"]])))
    doubted = {answer.form_key for answer in reading.answers if Reason.OTHER_ASSESSMENT in answer.reasons}
    assert {"I.1.3"} <= doubted
    assert "I.1.1" not in doubted


LIST = [["評価書番号", "評価書名", "評価実施機関名", "公表日"], ["1", "税", "市長", "令和6年4月1日"]]
ITEMS = [["評価書番号", "1", "2"], ["評価書名", "税", "税務"], ["評価実施機関名", "甲", "乙"]]
DATED = [["R6.4.1", *ITEMS[0]], ["", *ITEMS[1]], ["", *ITEMS[2]]]


@pytest.mark.parametrize(
    ("rows", "edges"),
    [(LIST, (50, 150, 300, 450, 550)), (DATED, (50, 150, 300, 450, 550)), (ITEMS, (50, 150, 300, 550))],
    ids=["list", "changes", "changes without dates"],
)
def test_rows_of_a_cover_that_a_list_or_changes_name_are_none(rows: list[list[str]], edges: Sequence[float]) -> None:
    assert cover_sign(page(1, table(rows, edges=edges)), REGISTRY) is CoverSign.NONE


def test_a_title_that_stands_where_it_did_before_tells_nothing() -> None:
    made = unclear(2)
    assert cover_sign(made, REGISTRY, head_lines(affair(1, "賦課"))) is CoverSign.UNCLEAR
    assert cover_sign(made, REGISTRY, head_lines(unclear(1))) is CoverSign.NONE


def test_a_title_page_before_a_cover_begins_no_assessment_of_its_own() -> None:
    (reading,) = read(page(1, loose=[line((50, TITLES["kiso"]), top=300)]), cover(2, title=False), affair(3, "賦課"))
    assert raws(reading, "cover.number") == ["12"]
    assert reading.answers[0].reasons == set()


def test_a_cover_behind_an_assessment_without_one_begins_another() -> None:
    body = page(1, table([[row.label, "回答"] for row in REGISTRY.forms["kiso"].section_of("I.1.1").rows]))
    assert [reading.page_first for reading in read(body, affair(2, "賦課"), affair(3, "給付"), cover(4))] == [1, 4]


def instructions(number: int) -> Page:
    made = cover(number, of="番号を書く。", name="名称を書く。")
    made.loose = [line((50, f"{TITLES['kiso']}　〔記載要領〕"), top=60)]
    return made


def test_instructions_printed_in_the_form_itself_are_no_assessment_before_or_behind_one() -> None:
    read_as = read(
        cover(1),
        affair(2, "賦課"),
        instructions(3),
        affair(4, "事務の名称を書く。"),
        cover(5, of="7"),
        affair(6, "給付"),
    )
    assert [raws(reading, "I.1.1") for reading in read_as] == [["賦課"], ["給付"]]
    assert [(reading.page_first, reading.page_last) for reading in read_as] == [(1, 2), (5, 6)]
    outside = [finding.page for finding in read_as[0].findings if finding.kind is FindingKind.OUTSIDE_FORM]
    assert outside == [3, 4]
    (reading,) = read(instructions(1), affair(2, "事務の名称を書く。"), cover(3), affair(4, "賦課"))
    assert (reading.page_first, raws(reading, "I.1.1")) == (3, ["賦課"])


def test_a_cover_that_speaks_of_another_form_is_a_cover() -> None:
    second = cover(3, of="7")
    second.cells += table([["特記事項", "重点項目評価書について公表している。"]], top=300)
    assert len(read(cover(1), affair(2, "賦課"), second)) == 2


def numbered(made: Page, number: int, total: int) -> Page:
    made.loose = [*made.loose, line((290, f"{number}/{total}"), top=780)]
    return made


@pytest.mark.parametrize(("last", "missing"), [(4, [0, 0]), (5, [1, 0])])
def test_a_count_of_pages_may_go_on_through_the_file(last: int, missing: list[int]) -> None:
    pages = [cover(1), affair(2, "賦課"), cover(3, of="7"), affair(4, "給付")]
    counts = (1, 2, last - 1, last)
    found = read(*(numbered(made, number, last) for made, number in zip(pages, counts, strict=True)))
    assert [reading.pages_missing for reading in found] == missing


class Held(Page):
    """A page that can be counted while something holds it."""

    __slots__ = ("__weakref__",)
    __hash__ = object.__hash__


def test_no_more_pages_are_held_however_many_assessments_there_are() -> None:
    alive: weakref.WeakSet[Held] = weakref.WeakSet()
    most = 0

    def pages() -> Iterator[Page]:
        nonlocal most
        for number in range(1, 61):
            made = cover(number, of=str(number)) if number % 3 == 1 else affair(number, f"事務{number}")
            held = Held(**{each.name: getattr(made, each.name) for each in fields(made)})
            alive.add(held)
            most = max(most, len(alive))
            yield held
            del held, made

    assert [reading.page_first for reading in read_assessments(pages())] == list(range(1, 61, 3))
    assert most <= 8


@pytest.mark.parametrize(
    "paper",
    [
        page(3, (), [line((50, TITLES["kiso"]), top=400), line((50, "令和6年12月　発行"), top=440)]),
        page(3, table([["①事務の名称", "別の名"]]), [heading(TITLES["kiso"] + "【概要版】")]),
    ],
    ids=["a title page", "a summary"],
)
def test_a_title_page_or_a_summary_behind_an_assessment_is_outside_both(paper: Page) -> None:
    second = cover(4, of="7", name="国保に関する事務")
    first, following = read(cover(1), affair(2, "賦課"), paper, second, affair(5, "給付"))
    assert [(each.page_first, each.page_last) for each in (first, following)] == [(1, 2), (4, 5)]
    (name,) = (answer for answer in first.answers if answer.form_key == "I.1.1")
    assert (name.raw, Reason.SECOND_VALUE in name.reasons) == ("賦課", False)
    assert [found.page for found in first.findings if found.kind is FindingKind.OUTSIDE_FORM] == [3]


@pytest.mark.parametrize(
    "head",
    [line((50, TITLES["kiso"] + "の概要"), top=60), heading(TITLES["kiso"]), heading("資料１　基礎項目評価書の概要")],
    ids=["no larger than its rows", "the title of the form", "not its whole title"],
)
def test_a_page_of_an_assessment_may_bear_the_title_of_its_form_at_its_head(head: Line) -> None:
    (reading,) = read(cover(1), page(2, table([["①事務の名称", "賦課"]]), [head]))
    assert raws(reading, "I.1.1") == ["賦課"]
