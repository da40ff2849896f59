"""What stands behind an assessment and is none of it: left out and told, where it is not the form's rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.records import Box, Line, Page
from normalize.audit.ledger import Ledger, Role
from normalize.parting.behind import Opening, pages_behind
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Place, Reading
from tests.normalize.printed import TITLES, line, page, read_document, table
from tests.normalize.printed import change as printed_change

HEADS = ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
EDGES = (50, 130, 210, 290, 370, 450, 530)
SHORT_HEADS = ["変更日", "項目", "変更前", "変更後", "提出時期", "理由"]
ROW = ["令和5年4月1日", "Ⅰ－５", "税務課", "市民課", "事後", "改正"]
OTHER_ROW = ["令和6年4月1日", "Ⅰ－６", "三十名", "四十名", "事後", "改正"]
LIST = [
    ["番号", "評価書名", "種類"],
    ["1", "母子保健に関する事務", "基礎項目"],
    ["2", "予防接種に関する事務", "重点項目"],
]


def letter(number: int, *texts: str) -> Page:
    return page(number, loose=[line((50, text), top=60 + 40 * n) for n, text in enumerate(texts)])


def listed(number: int, title: str = "公表した評価書の一覧") -> Page:
    return page(number, table(LIST, edges=(50, 150, 400, 550)), [line((50, title), top=60)] if title else [])


def pages_of_changes(*numbers: int) -> list[Page]:
    row = ["令和5年4月1日", "Ⅰ－５", "変更前の長い記載がここにある", "変更後の長い記載がここにある", "事後", "改正"]
    return [page(number, table([HEADS, row], edges=EDGES)) for number in numbers]


def open_row(*texts: str, top: float) -> Line:
    return line(*[(x, text) for x, text in zip(EDGES, texts, strict=False) if text], top=top)


def open_changes(number: int, *rows: Sequence[str], heads: bool = True) -> Page:
    """A page of a table of changes without rulings."""
    printed = [open_row(*row, top=140 + 40 * n) for n, row in enumerate(rows)]
    title = [line((50, "変更箇所"), top=60), open_row(*SHORT_HEADS, top=100)]
    return page(number, loose=[*(title if heads else []), *printed])


def read_open(*behind: Page) -> Reading:
    """A form whose table of changes has no rulings, and what stands behind it."""
    title = [line((50, TITLES["kiso"]), top=60)]
    first = page(1, table([["①事務の名称", "賦課"], ["②事務の概要", "税を課す。"]]), title)
    return read_document([first, open_changes(2, ROW, OTHER_ROW), *behind])


def read(*behind: Page, whole: bool = True) -> Reading:
    title = [line((50, TITLES["kiso"]), top=60)]
    first = page(1, table([["①事務の名称", "賦課"], ["②事務の概要", "税を課す。"]]), title)
    (changes,) = pages_of_changes(2)
    second = changes if whole else page(2, table([["③システムの名称", "税務システム"]]))
    return read_document([first, second, *behind])


def told(reading: Reading) -> list[tuple[FindingKind, int, str]]:
    kinds = (FindingKind.OUTSIDE_FORM, FindingKind.LEFTOVER_TEXT, FindingKind.UNKNOWN_LABEL)
    return [(finding.kind, finding.page, finding.text) for finding in reading.findings if finding.kind in kinds]


def test_a_letter_behind_the_changes_is_outside() -> None:
    reading = read(letter(3, "市民の皆様へ", "お知らせします。"))
    assert told(reading) == [(FindingKind.OUTSIDE_FORM, 3, "市民の皆様へ")]
    assert (reading.page_last, reading.text_outside, reading.text_unreached) == (2, 14, 0)
    assert [change.reasons for change in reading.changes] == [set()]


def test_a_list_that_names_rows_of_the_form_is_outside_and_so_is_its_second_page() -> None:
    reading = read(listed(3), listed(4, title=""))
    assert told(reading) == [
        (FindingKind.OUTSIDE_FORM, 3, "公表した評価書の一覧"),
        (FindingKind.OUTSIDE_FORM, 4, "番号"),
    ]
    assert (reading.page_last, len(reading.changes)) == (2, 1)


def test_a_list_that_repeats_an_answer_of_the_form_is_no_copy_of_its_last_page() -> None:
    rows = [["①事務の名称", "賦課"], ["1", "母子保健に関する事務"], ["2", "予防接種に関する事務"]]
    behind = page(3, table(rows, edges=(50, 150, 550)), [line((50, "公表した評価書の一覧"), top=60)])
    reading = read(behind)
    assert (reading.page_last, told(reading)) == (2, [(FindingKind.OUTSIDE_FORM, 3, "公表した評価書の一覧")])


def test_a_letter_that_is_there_twice_is_outside_and_a_copy_of_the_last_page_is_not() -> None:
    letters = [
        letter(number, "市民の皆様へ", "このたび、評価書を公表しましたので、次のとおりお知らせします。")
        for number in (3, 4)
    ]
    assert read(*letters).page_last == 2
    copy = read().page_last, read(*pages_of_changes(3)).page_last
    assert copy == (2, 3)


def test_a_blank_back_is_no_page_of_the_assessment() -> None:
    assert read(page(3)).page_last == 2


def test_a_page_without_words_of_its_own_may_be_the_rest_of_the_form() -> None:
    reading = read(listed(3, title=""))
    assert reading.page_last == 3
    assert FindingKind.OUTSIDE_FORM not in {kind for kind, _, _ in told(reading)}


def test_behind_a_form_that_was_not_read_to_its_end_text_may_be_its_rest() -> None:
    reading = read(letter(3, "市民の皆様へ", "お知らせします。"), whole=False)
    assert reading.page_last == 3
    assert FindingKind.OUTSIDE_FORM not in {kind for kind, _, _ in told(reading)}


@pytest.mark.parametrize(
    "behind",
    [
        ["市民の皆様へ", "令和7年9月9日", "このことについて、別添のとおり取りまとめたので、お知らせします。"],
        ["令和7年9月9日", "市民の皆様へ", "架空市長", "公表日　令和7年9月9日"],
    ],
)
def test_a_letter_behind_changes_without_rulings_is_no_row_of_them(behind: list[str]) -> None:
    reading = read_open(letter(3, *behind))
    assert (reading.page_last, [finding.page for finding in reading.findings if is_outside(finding)]) == (2, [3])
    assert [(change.after, change.reasons) for change in reading.changes] == [("市民課", set()), ("四十名", set())]


def test_a_list_without_rulings_behind_changes_is_no_row_of_them() -> None:
    rows = [["番号", "評価書名", "種類", "公表日"], ["1", "母子", "基礎", "令和4年6月1日"]]
    table_of = [open_row(*row, top=100 + 40 * n) for n, row in enumerate(rows)]
    reading = read_open(page(3, loose=[line((50, "評価書の一覧"), top=60), *table_of]))
    assert (reading.page_last, len(reading.changes)) == (2, 2)


def test_a_page_of_changes_without_their_heads_is_no_other_paper() -> None:
    reading = read_open(open_changes(3, ["令和7年4月1日", "Ⅰ－７", "なし", "あり", "事前", "改正"], heads=False))
    assert (reading.page_last, [change.after for change in reading.changes]) == (3, ["市民課", "四十名", "あり"])


def test_the_rest_of_the_last_change_alone_on_a_page_is_no_other_paper() -> None:
    reading = read_open(open_changes(3, ["", "", "", "及び税務課"], heads=False))
    assert reading.page_last == 3


def test_changes_that_go_on_behind_a_letter_are_read_and_those_around_it_are_in_doubt() -> None:
    last = open_changes(4, ["令和7年4月1日", "Ⅰ－７", "なし", "あり", "事前", "改正"], heads=False)
    reading = read_open(letter(3, "市民の皆様へ", "お知らせします。"), last)
    assert [(change.after, Reason.PAGE_INCOMPLETE in change.reasons) for change in reading.changes] == [
        ("市民課", False), ("四十名", True), ("あり", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "reasons", "printed", "behind"),
    [
        ("担当部署", {Reason.NOT_A_DATE}, 4, [3]),
        ("令和4年6月1日", set(), 8, []),
        ("担当部署", {Reason.NOT_A_DATE}, 24, []),  # an answer of a page before goes on there
    ],
)
def test_what_only_doubtful_answers_are_of_behind_the_changes_is_no_page_of_the_form(
    raw: str, reasons: set[Reason], printed: int, behind: list[int]
) -> None:
    ledger, place = Ledger(), Place(3, Box(50, 100, 90, 110), "")
    ledger.pages = {
        1: Counter({Role.LABEL: 9, Role.ANSWER: 9}), 2: Counter({Role.CHANGE: 9}),
        3: Counter({Role.LABEL: 3, Role.ANSWER: printed, Role.UNREACHED: 30}),
    }  # fmt: skip
    answer = Answer(
        "cover.date",
        "assessment.published_on",
        None,
        None,
        "公表日",
        "date",
        place,
        raw=raw,
        reasons=frozenset(reasons),
    )
    reading = Reading("kiso", 1, 1, 3, answers=[answer], changes=[printed_change("kiso", 2, {"item": "公表日"})])
    openings = {3: Opening("評価の実施状況", own=True)}
    assert pages_behind(ledger, openings, reading) == behind


def test_large_type_behind_a_table_of_blank_rows_is_no_row() -> None:
    title = [line((50, TITLES["kiso"]), top=60)]
    first = page(1, table([["①事務の名称", "賦課"], ["②事務の概要", "税を課す。"]]), title)
    row = line((230, "架空市"), top=90)
    behind = page(3, loose=[replace(row, size=2 * row.size)])
    reading = read_document([first, open_changes(2), behind])
    assert reading.changes == []


def test_large_type_behind_changes_is_a_title_and_no_rest_of_a_row() -> None:
    texts = [line((230, "架空市"), top=90), line((230, "評価書"), top=160)]
    sizes = [replace(each, size=2 * each.size) for each in texts]
    assert read_open(page(3, loose=sizes)).page_last == 2


def is_outside(finding: Finding) -> bool:
    return finding.kind is FindingKind.OUTSIDE_FORM
