"""Tables of changes whose heads stand above others, or in one cell, or are not printed at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.records import Line
from normalize.reasons import Reason
from normalize.records import Change
from tests.normalize.printed import TITLES, cell, line, page, parts, read_document, table

EDGES = (50.0, 120.0, 220.0, 320.0)
HEADER = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明")
TITLED = [line((30.0, TITLES["kiso"]), top=60), line((62.0, "変更箇所"), top=75)]


def _texts(change: Change) -> list[str]:
    return [change.changed_on_raw, change.item, change.before, change.after, change.timing, change.reason]


def test_a_ruled_head_above_before_and_after_is_no_column_where_the_title_tells_the_table() -> None:
    heads = [cell(EDGES[0], 100, EDGES[1], "項目", 140), cell(EDGES[1], 100, EDGES[3], "記載内容", 120)]
    made = [*heads, *table([["変更前", "変更後"]], EDGES[1:4], top=120)]
    made += table([["全般", "市民課", "税務課"]], EDGES, top=140)
    reading = parts(read_document([page(1, made, TITLED)]))
    assert [_texts(change) for change in reading.changes] == [["", "全般", "市民課", "税務課", "", ""]]
    assert [change.reasons for change in reading.changes] == [set()]


def test_an_unknown_head_that_stands_above_no_others_is_still_one() -> None:
    heads = [cell(EDGES[at], 100, EDGES[at + 1], text, 120) for at, text in enumerate(("項目", "旧欄", "新欄"))]
    made = [*heads, *table([["全般", "市民課", "税務課"]], EDGES, top=120)]
    assert list(parts(read_document([page(1, made, TITLED)])).changes) == []


def test_rows_with_uprights_below_heads_without_are_read_as_their_rulings_part_them() -> None:
    edges = (28.0, 73.0, 162.0, 362.0, 561.0, 601.0, 700.0)
    heads = zip((38.0, 110.0, 238.0, 437.0, 565.0, 605.0), HEADER, strict=True)
    merged = replace(cell(edges[0], 100, edges[-1], "", 120), lines=(line(*heads, top=105),))
    row = ["令和4年5\n月10日", "全般", "所得の照会に用いる。", "様式の改正に伴う項目の追加", "事前", ""]
    (change,) = parts(read_document([page(1, [merged, *table([row], edges, top=120)], TITLED)])).changes
    assert _texts(change) == ["令和4年5月10日", *row[1:]]
    assert change.reasons == set()


def _bare(*texts: tuple[float, str]) -> Line:
    return line((62.0, "2021/8/2"), (130.0, "全般"), (250.0, "市民課"), (350.0, "税務課"), *texts, top=120)


def test_the_row_of_a_table_without_heads_may_lack_its_last_text_and_is_uncertain() -> None:
    (change,) = parts(read_document([page(1, [], [*TITLED, _bare((450.0, "事後"))])])).changes
    assert _texts(change) == ["2021/8/2", "全般", "市民課", "税務課", "事後", ""]
    assert change.reasons == {Reason.POSITION_UNCERTAIN}


@pytest.mark.parametrize("last", ["字句", "市長"])
def test_no_row_tells_the_columns_without_its_timing(last: str) -> None:
    assert list(parts(read_document([page(1, [], [*TITLED, _bare((450.0, last))])])).changes) == []


def test_a_text_further_right_than_the_timing_tells_that_no_column_is_blank() -> None:
    rest = line((500.0, "字句の改正"), top=132)
    assert list(parts(read_document([page(1, [], [*TITLED, _bare((450.0, "事後")), rest])])).changes) == []
