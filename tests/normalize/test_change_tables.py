"""Where the table of changes begins and ends: its title, its heads however they are worded, and none at all."""

from __future__ import annotations

import pytest

from normalize.reasons import Reason
from tests.normalize.printed import TITLES, cell, line, page, parts, read_document, table
from tests.normalize.printed_changes import EDGES, FIRST, HEADER, SECOND, grid, read, texts


def test_rows_below_the_header_are_changes() -> None:
    reading = read([["変更箇所"], HEADER, FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert reading.findings == []
    assert reading.answers == []


def test_a_repeated_header_is_no_row() -> None:
    reading = read([HEADER, FIRST], [HEADER, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.page for change in reading.changes] == [1, 2]


def test_a_section_below_the_table_ends_it() -> None:
    reading = read(
        [HEADER, FIRST, ["Ⅰ　関連情報"]],
        [["５．評価実施機関における担当部署"], ["①部署", "市民課", "", "", "", ""][:2]],
    )
    assert len(reading.changes) == 1
    assert [answer.raw for answer in reading.answers] == ["市民課"]


@pytest.mark.parametrize("header", [[], [HEADER]])
def test_the_tables_own_title_on_every_page_does_not_end_it(header: list[list[str]]) -> None:
    reading = read([["変更箇所"], HEADER, FIRST], [*header, SECOND, FIRST], title="変更箇所")
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND, FIRST]
    assert reading.findings == []


@pytest.mark.parametrize(
    "header",
    [
        ["修正年月日", "該当箇所", "旧", "新", "時期", "備考"],
        ["変 更 日", "項　目", "変更前の\n記載", "変更後の\n記載", "提出\n時期", "提出時期に\n係る説明"],
        ["変更日（公表日）", "項目名", "変更前記載", "変更後の記載※", "提出時期（事前・事後）", "提出時期にかかる説明"],
        ["変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "その他参考となる事情"],
    ],
    ids=["other words", "spaced", "misprinted", "one unknown"],
)
def test_heads_in_other_words_are_the_header(header: list[str]) -> None:
    assert [texts(change) for change in read([header, FIRST]).changes] == [FIRST]


def test_columns_in_another_order_beside_columns_of_their_own() -> None:
    header = ["№", "項目", "変更日", "変更前の記載", "変更後の記載", "ページ"]
    (change,) = read([header, ["7", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "3"]]).changes
    assert texts(change) == ["平成28年4月1日", "Ⅰ－５", "甲", "乙", "", ""]
    assert {key: cell.raw for key, cell in change.cells.items() if key in ("№", "ページ")} == {"№": "7", "ページ": "3"}
    assert change.status == "ok"


def test_an_unknown_column_is_kept_and_told() -> None:
    header = ["区分", "項目", "変更日", "変更前の記載", "変更後の記載", "提出時期"]
    reading = read([header, ["甲種", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "事後"]])
    assert reading.changes[0].cells["区分"].raw == "甲種"
    assert ("unknown_label", "区分") in [(str(finding.kind), finding.text) for finding in reading.findings]


def test_rows_are_uncertain_where_an_unknown_head_may_be_that_of_a_missing_column() -> None:
    header = ["区分", "項目", "変更日", "変更前の記載", "変更後の記載", "提出時期"]
    row = ["甲種", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "事後"]
    assert [change.reasons for change in read([header, row]).changes] == [{"text_left_over"}]


@pytest.mark.parametrize("at", [0, 1])
def test_a_head_that_is_not_known_makes_the_rows_of_its_own_table_uncertain_alone(at: int) -> None:
    tables = [[HEADER, FIRST], [HEADER, SECOND]]
    header = ["区分", "項目", "変更日", "変更前の記載", "変更後の記載", "提出時期"]
    tables[at] = [header, ["甲種", "Ⅰ－５", "平成28年4月1日", "甲", "乙", "事後"]]
    doubtful = [Reason.TEXT_LEFT_OVER in change.reasons for change in read(*tables).changes]
    assert doubtful == [at == 0, at == 1]


def test_three_columns_are_a_table_of_changes_only_under_the_usual_heads() -> None:
    usual, other = ["項目", "変更前の記載", "変更後の記載"], ["対象", "旧", "新"]
    (change,) = read([usual, ["Ⅰ－５", "甲", "乙"]]).changes
    assert texts(change) == ["", "Ⅰ－５", "甲", "乙", "", ""]
    assert read([other, ["Ⅰ－５", "甲", "乙"]]).changes == []


@pytest.mark.parametrize("title", [["関係する評価書の一覧", "", ""], []])
def test_rows_behind_a_title_in_a_table_without_dates_are_uncertain(title: list[str]) -> None:
    """A list of other papers may be ruled as the table is."""
    rows = [["項目", "変更前の記載", "変更後の記載"], ["Ⅰ－５", "甲", "乙"]]
    above = table([*rows, *([title] if title else [])], EDGES)
    top = above[-1].box.bottom + (0 if title else 40)
    below = table([["1", "賦課", "税務課"], ["2", "年金", "保険課"]], EDGES, top)
    titles = [line((30, TITLES["kiso"]), top=60), *([] if title else [line((34, "関係する評価書"), top=top - 14)])]
    changes = read_document([page(1, [*above, *below], titles)]).changes
    doubted = [Reason.POSITION_UNCERTAIN in change.reasons for change in changes]
    assert doubted == [False, *([True] if title else []), True, True]


def test_rows_below_what_may_be_the_head_of_another_table_are_in_doubt() -> None:
    other = ["開催日", "議題", "意見", "対応", "区分", "備考"]
    reading = read([HEADER, FIRST, other, SECOND], [HEADER, FIRST])
    sure, head, below, behind = reading.changes
    assert (sure.reasons, behind.reasons) == (set(), set())
    assert head.reasons == {Reason.NOT_A_DATE, Reason.OPTION_UNKNOWN}
    assert below.reasons == {Reason.POSITION_UNCERTAIN}


@pytest.mark.parametrize("over", [2, 3])
def test_a_repeated_header_with_text_of_a_row_printed_over_it_is_that_of_the_same_table(over: int) -> None:
    heads = [f"前の末尾\n{head}" if 0 < number <= over else head for number, head in enumerate(HEADER)]
    reading = read([HEADER, FIRST], [heads, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [{Reason.TEXT_LEFT_OVER}] * 2


def test_another_table_below_the_changes_is_none_of_them() -> None:
    annex = [["№", "対象", "旧", "新", "頁", "備考"], ["1", "事務の名称", "甲", "乙", "", ""]]
    assert [texts(change) for change in read([HEADER, FIRST], annex).changes] == [FIRST]


def test_heads_in_two_rows_are_one_header() -> None:
    made = grid(
        (80, 100, {0: "変更日", 1: "項目", 4: "提出時期", 5: "提出時期に係る説明"}),
        (100, 120, {0: "", 1: "", 2: "変更前の記載", 3: "変更後の記載", 4: "", 5: ""}),
        (120, 140, dict(enumerate(FIRST))),
    )
    assert [texts(change) for change in made.changes] == [FIRST]


def test_a_head_above_two_others_gives_its_name_to_neither() -> None:
    groups = [cell(EDGES[2], 80, EDGES[4], "記載内容", 100), cell(EDGES[4], 80, EDGES[6], "提出時期", 100)]
    merged = [cell(EDGES[at], 80, EDGES[at + 1], HEADER[at], 120) for at in (0, 1)]
    rows = table([HEADER[2:]], EDGES[2:], top=100) + table([FIRST], EDGES, top=120)
    made = page(1, [*merged, *groups, *rows], [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST]


def test_a_header_that_no_ruling_parts_from_the_first_row_is_a_header() -> None:
    merged = ["\n".join(pair) for pair in zip(HEADER, FIRST, strict=True)]
    reading = read([merged, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [change.reasons for change in reading.changes] == [{"position_uncertain"}, set()]


def test_a_title_without_a_header_that_is_understood_is_told() -> None:
    reading = read([["変更箇所"], ["日", "何を", "どこから", "どこへ", "いつ", "なぜ"], FIRST])
    assert ("table_not_found", "変更箇所") in [(str(finding.kind), finding.text) for finding in reading.findings]
    whole = read([["変更箇所"], HEADER, [""] * 6])
    assert "table_not_found" not in [str(finding.kind) for finding in whole.findings]


@pytest.mark.parametrize("heads", [["項目", "旧", "新"], ["変更箇所", "変更前", "変更後"]])
def test_three_heads_in_other_words_suffice_below_the_title(heads: list[str]) -> None:
    rows = [heads, ["全般", "一", "二"]]
    made = [page(1, table(rows, (30.0, 180.0, 300.0, 570.0)))]
    made[0].loose = [line((30, TITLES["kiso"]), top=60), line((30, "変更箇所"), top=70)]
    reading = parts(read_document(made))
    assert [(change.item, change.before, change.after) for change in reading.changes] == [("全般", "一", "二")]


@pytest.mark.parametrize(
    ("title", "found"), [("変更箇所", [("全般", "一", "二"), ("Ⅰ－１", "三", "四")]), ("別表", [])]
)
def test_below_the_title_such_heads_suffice_where_no_ruling_parts_them_from_the_first_row(
    title: str, found: list[tuple[str, str, str]]
) -> None:
    rows = [["項目\n全般", "旧\n一", "新\n二"], ["Ⅰ－１", "三", "四"]]
    titles = [line((30, TITLES["kiso"]), top=60), line((30, title), top=70)]
    changes = parts(read_document([page(1, table(rows, (30.0, 180.0, 300.0, 570.0)), titles)])).changes
    assert [(change.item, change.before, change.after) for change in changes] == found
    assert [change.reasons for change in changes] == [{"position_uncertain"}, set()][: len(found)]


def test_a_table_without_heads_is_known_by_a_row_with_the_forms_columns_below_the_title() -> None:
    reading = read([["変更箇所"], FIRST, SECOND])
    assert [texts(change) for change in reading.changes] == [FIRST, SECOND]
    assert [str(finding.kind) for finding in reading.findings] == []


def test_a_table_without_heads_is_found_below_its_title_though_the_contents_name_it_before() -> None:
    first = [
        *table([["変更箇所"], ["Ⅰ", "概要", "有", "無"]], EDGES[:5], 100.0),
        *table([["変更箇所"], FIRST], EDGES, 200.0),
    ]
    made = page(1, first, [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST]


def test_a_table_whose_heads_are_blank_is_known_by_its_first_row() -> None:
    made = page(1, table([["変更箇所"], [""] * 6, FIRST, SECOND], EDGES), [line((30, TITLES["kiso"]), top=60)])
    assert [texts(change) for change in parts(read_document([made])).changes] == [FIRST, SECOND]


def test_a_table_with_other_columns_and_no_heads_is_not_guessed() -> None:
    turned = [FIRST[1], FIRST[0], *FIRST[2:]]
    reading = read([["変更箇所"], turned, FIRST])
    assert reading.changes == []
    assert "table_not_found" in [str(finding.kind) for finding in reading.findings]


def test_a_row_that_does_not_fit_its_columns_makes_the_row_before_doubtful_though_heads_follow() -> None:
    made = [
        page(n, table(rows, EDGES)) for n, rows in enumerate([[HEADER, FIRST], [HEADER, ["何か"]], [HEADER, SECOND]], 1)
    ]
    made[0].loose = [line((30, TITLES["kiso"]), top=60)]
    reading = parts(read_document(made))
    assert [(change.item, Reason.TEXT_LEFT_OVER in change.reasons) for change in reading.changes] == [
        (FIRST[1], True), (SECOND[1], True),
    ]  # fmt: skip


def test_a_table_whose_title_and_heads_stand_on_a_lost_page_is_known_by_its_first_row_and_uncertain() -> None:
    pages = [page(n, table([["①事務の名称", "住民税"]]), [line((300, f"- {n} -"), top=780)]) for n in (1, 2, 3)]
    pages[0].loose.append(line((30, TITLES["kiso"]), top=60))
    pages.append(page(4, table([["", "", "", "後半", "", ""], FIRST, SECOND], EDGES), [line((300, "- 5 -"), top=780)]))
    changes = parts(read_document(pages)).changes
    assert [texts(change) for change in changes] == [FIRST, SECOND]
    assert all(Reason.POSITION_UNCERTAIN in change.reasons for change in changes)
