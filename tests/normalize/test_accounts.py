"""No character of an answer's cells is dropped: each is in what the reader took, or among what it left over."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Line
from normalize.answers.accounts import untold, without
from normalize.answers.interpret import interpret
from normalize.answers.interpret_checks import read_checks
from normalize.answers.interpret_choices import read_choice
from normalize.layout.pages.characters import characters
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.records import FindingKind, Reading, Status
from normalize.registry import Option, Row, RowType
from tests.normalize.misread import recognized
from tests.normalize.printed import SUFFICIENCY, line, printed, raw_answer, row

COUNTED = row(RowType.CHOICE_WITH_COUNT, "委託する", "委託しない")
METHODS = row(RowType.CHECKS, "紙", "電子メール", Option(0, "その他", detail=True), Option(0, "提供", count=True))
PIECES = (
    "[ 十分である ]", "[", "]", "[　○　]", "[ ]", "［レ］", "☑", "紙", "電子メール", "その他（", "窓口", "）",
    "（ 3 ）件", "提供", "＜選択肢＞", "1) 特に力を入れている", "2) 十分である", "課題が残", "されている", "ただし一部",
    "委託する", "⺠", "l", "・", "件", "12", "(手数料額：実費)",
)  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> list[Line]:
    """Lines of pieces of answers, in any order."""
    made = []
    for number, texts in enumerate(
        draw(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), max_size=4))
    ):
        width = draw(st.sampled_from((30.0, 90.0)))
        made.append(line(*((100.0 + width * n, text) for n, text in enumerate(texts)), top=20.0 + 12.0 * number))
    return made


def told(row: Row, lines: list[Line]) -> Counter[str]:
    if row.type is RowType.CHECKS:
        return Counter("".join("".join(text.split()) for text in read_checks(row, lines).told))
    choice = read_choice(row, lines)
    return Counter("".join("".join(text.split()) for text in choice.told))


@pytest.mark.parametrize("of", [SUFFICIENCY, COUNTED, METHODS], ids=["choice", "count", "checks"])
@pytest.mark.parametrize("read", [False, True], ids=["printed", "recognized"])
def test_the_characters_of_a_cell_that_come_in_go_out_once(of: Row, read: bool) -> None:
    @settings(max_examples=150, deadline=None)
    @given(cells())
    def check(made: list[Line]) -> None:
        if read and not made:
            return
        lines = recognized(made) if read else made
        assert told(of, lines) == Counter(characters(lines).replace("⺠", "民"))

    check()


def test_blank_brackets_that_hold_no_value_are_told_too() -> None:
    made = [line((100.0, "その他（"), (150.0, "）"))]
    assert told(COUNTED, made) == Counter("その他（）")


def test_what_is_not_told_is_left_in_print_order() -> None:
    cell = printed("⻑い　答え")
    assert untold([cell], ["長い"]) == "答え"
    assert without("甲乙甲丙", "甲丙") == "乙甲"


def read(of: Row, *cells: PrintedCell) -> Reading:
    reading = Reading()
    interpret([raw_answer(of, *cells)], reading)
    return reading


@pytest.mark.parametrize("of", [SUFFICIENCY, METHODS])
def test_what_a_reader_says_nothing_of_makes_the_answer_uncertain(of: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("cells", "interpret_checks"):
        monkeypatch.setattr(f"normalize.answers.{module}.untold", lambda cells, told: "ただし")
    (answer,) = (reading := read(of, printed("[ 十分である ]"))).answers
    assert Reason.TEXT_LEFT_OVER in answer.reasons
    assert answer.leftover == ("ただし",) if of is SUFFICIENCY else answer.leftover[-1] == "ただし"
    assert (FindingKind.LEFTOVER_TEXT, "ただし") in [(finding.kind, finding.text) for finding in reading.findings]


def test_text_beside_the_value_of_a_recognized_choice_is_left_over() -> None:
    cell = printed("[ 十分である ] ただし一部課題あり")
    cell.lines = recognized(cell.lines)
    cell.recognized = True
    (answer,) = read(SUFFICIENCY, cell).answers
    assert (answer.value, answer.status, answer.leftover) == ("十分である", Status.UNCERTAIN, ("ただし一部課題あり",))


def test_words_behind_a_recognized_option_are_left_over() -> None:
    media = row(RowType.CHECKS, "電子記録媒体（フラッシュメモリを除く。）", "紙")
    (mark, _) = read_checks(media, recognized([line((100, f"[ ○ ] {media.options[0].label} 一部のみ　[　] 紙"))])).marks
    assert (mark.option, mark.checked, mark.detail) == (media.options[0], True, None)
    assert (mark.leftover, set(mark.reasons)) == ("一部のみ", {Reason.TEXT_BESIDE_BRACKETS})


def test_words_behind_a_recognized_number_of_cases_are_left_over() -> None:
    behind = "（3）件（うち2件は再委託）"
    (mark, *_) = read_checks(METHODS, recognized([line((100, f"[ ○ ] 提供{behind}"))])).marks
    choice = read_choice(COUNTED, recognized([line((100, "[ 委託する ]"), (300, behind))]))
    assert (mark.count, mark.leftover) == (3, "（うち2件は再委託）")
    assert (choice.count, choice.leftover, choice.status) == (3, ("（うち2件は再委託）",), Status.UNCERTAIN)
