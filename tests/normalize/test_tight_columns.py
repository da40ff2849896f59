"""Rows of changes without uprights whose columns stand so near each other that their texts are printed as one."""

from __future__ import annotations

import pytest

from extract.records import Box, Cell, Line, Run
from normalize.changes.heads.header import Head
from normalize.changes.rows.strips import Strips, parted
from normalize.records import Reading
from tests.normalize.printed import TITLES, line, page, read_document

HEADS = line(
    (40, "変更日"), (140, "項目"), (240, "変更前の記載"), (340, "変更後の記載"), (440, "時期"), (490, "説明"), top=102
)


def _read(*lines: Line, heads: Line = HEADS) -> Reading:
    cells = [Cell(Box(30, 100, 560, 115), (heads,)), Cell(Box(30, 115, 560, 150), lines)]
    return read_document([page(1, cells, [line((30, TITLES["kiso"]), top=60)])])


def test_a_date_is_parted_from_the_item_right_behind_it_though_it_goes_on_below() -> None:
    reading = _read(
        line((32, "令和4年5月1 Ⅰ－５"), (240, "課長"), (340, "係長"), (440, "事後"), (490, "人事"), top=117),
        line((32, "0日"), top=129),
    )
    (change,) = reading.changes
    assert (change.changed_on_raw, change.item) == ("令和4年5月10日", "Ⅰ－５")
    assert (change.before, change.after, change.timing, change.reason) == ("課長", "係長", "事後", "人事")
    assert change.reasons == set()


def test_a_text_that_may_be_those_of_two_columns_makes_its_row_uncertain() -> None:
    reading = _read(
        line(
            (32, "令和4年5月"), (110, "Ⅰ４②法令上の根拠 市民課"), (340, "税務課"), (440, "事後"), (490, "人事"), top=117
        ),
        line((32, "10日"), top=129),
    )
    assert ["position_uncertain" in change.reasons for change in reading.changes] == [True]


@pytest.mark.parametrize("begin", [185.0, 210.0], ids=["a character begins below a head", "none does"])
def test_a_row_alone_is_parted_at_its_blanks_where_these_part_a_text_for_each_head_and_is_uncertain(
    begin: float,
) -> None:
    heads = line(
        (32, "変更日"), (80, "項目"), (begin, "変更前の記載"), (340, "変更後の記載"), (440, "時期"), (490, "説明"),
        top=102,
    )  # fmt: skip
    reading = _read(
        line((30, "令和4 Ⅰ４②法令上 照会に用いる。"), (340, "係長"), (440, "事後"), (490, "人事"), top=117),
        line((30, "年5月 の根拠"), top=129),
        line((30, "10日"), top=139),
        heads=heads,
    )
    (change,) = reading.changes
    assert (change.changed_on_raw, change.item, change.before) == (
        "令和4年5月10日", "Ⅰ４②法令上の根拠", "照会に用いる。",
    )  # fmt: skip
    assert (change.after, change.timing, change.reason) == ("係長", "事後", "人事")
    assert "position_uncertain" in change.reasons


@pytest.mark.parametrize(("text", "may_be_two"), [("関連情報　（削除）", True), ("関連情報（削除）", False)])
def test_a_wide_blank_at_the_end_of_a_line_may_reach_to_the_next_column(text: str, may_be_two: bool) -> None:
    heads = [Head("項目", 110.0, 130.0, False), Head("変更前の記載", 190.0, 250.0, False)]
    strips = Strips((((150.0, 190.0),),), 30.0, 560.0, (None,))
    assert strips.may_join(line((100, text)), heads) is may_be_two


@pytest.mark.parametrize(("gap", "doubtful"), [(9.0, True), (3.0, False)])
def test_a_text_that_stands_a_little_apart_from_two_columns_is_doubtful(gap: float, doubtful: bool) -> None:
    strips = Strips((((150.0, 150.0 + gap), (180.0, 240.0)),), 30.0, 560.0, (None,))
    assert strips.is_doubtful(line((100, "担当部"), (150.0 + gap, "（削除）"))) is doubtful


def test_a_text_that_runs_on_over_the_beginning_of_a_column_is_doubtful() -> None:
    strips = Strips((((100.0, 190.0),),), 30.0, 560.0, (192.0,))
    assert strips.is_doubtful(line((173, "担 令和3年4月1日時点")))
    assert not strips.is_doubtful(line((110, "関連情報"), (192, "令和3年4月1日時点")))


def test_a_column_begins_where_its_text_does_though_a_text_that_runs_on_has_closed_the_strip_before_it() -> None:
    strips = Strips((((100.0, 173.0), (185.0, 192.0)),), 30.0, 560.0, (192.0,))
    left = strips.without([line((173, "担 令和3年4月1日時点"))])
    assert left is not None
    assert [round(x) for x in left.edges] == [30, 190, 560]


def test_where_a_text_without_a_blank_is_parted_is_certain_only_where_type_is_as_wide_as_usual() -> None:
    strips = Strips((((190.0, 200.0),),), 30.0, 560.0, (200.0,))
    text = "相手方の住所と日時及び内容除き他の部署の職員は閲覧できない"
    usual = Line((Run(text, 65.0, 359.0),), Box(65, 100, 359, 110), 10.0)
    narrow = Line((Run(text, 65.0, 348.0),), Box(65, 100, 348, 110), 10.0)
    split, sure = parted(usual, strips)
    assert ([run.text for run in split.runs], sure) == (
        ["相手方の住所と日時及び内容", "除き他の部署の職員は閲覧できない"],
        True,
    )
    assert parted(narrow, strips)[1] is False
