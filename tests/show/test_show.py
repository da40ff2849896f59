"""What `hyokasho show` prints of samples, line by line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from extract.records import Box
from hyokasho.show import Wanted, print_document
from hyokasho.show.answer_lines import AnswerPrinter
from hyokasho.show.sheet import WIDEST, Sheet
from normalize.reasons import Reason
from normalize.records import Answer, Mark, Place, Reading
from normalize.registry import load_registry
from tests.hyokasho.archive import SAMPLES

FAULTY = SAMPLES / "juten_r7_public_assistance.pdf"
SMALL = SAMPLES / "kiso_h31_child_allowance.pdf"


def shown(path: Path, wanted: Wanted | None = None, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, highlight=False)  # type: ignore[arg-type]
    print_document(path.read_bytes(), path.name, wanted, console)
    return out.getvalue()


def lines(text: str) -> list[str]:
    return text.splitlines()


def part(text: str, first: str, number: int) -> list[str]:
    """So many lines from the first one that begins so."""
    found = lines(text)
    begin = next(at for at, line in enumerate(found) if line.startswith(first))
    return found[begin : begin + number]


def test_the_head_says_which_document_it_is_and_how_it_was_read() -> None:
    assert lines(shown(FAULTY))[:7] == [
        "特定個人情報保護評価書（重点項目評価書）　令和7年5月　様式3",
        "評価書番号    9",
        "評価書名      生活保護に関する事務　重点項目評価書",
        "評価実施機関  苔森市長",
        "公表日        令和7年7月31日（2025-07-31）",
        "ページ        23（文字情報から読み取り read from text）",
        "",
    ]


def test_answers_stand_below_the_headings_of_their_block_and_instance() -> None:
    assert part(shown(FAULTY), "Ⅱ　特定個人情報ファイルの概要　ファイル1", 5) == [
        "Ⅱ　特定個人情報ファイルの概要　ファイル1　（1）生活保護受給者ファイル",
        "─" * 80,
        "１．特定個人情報ファイル  （1）生活保護受給者ファイル                          4",
        "名",
        "",
    ]
    assert part(shown(FAULTY), "◆ 委託事項1", 8) == [
        "◆ 委託事項1",
        "  名称                    生活保護システムの保守                               4",
        "  ①委託内容               プログラムの保守及び障害への対応                     4",
        "  ②委託先における取扱者   10人未満                                             5",
        "  数",
        "  ③委託先名               株式会社ノバラ情報                                   5",
        "◇ 再委託",
        "  ④再委託の有無　※        再委託しない                                         5",
    ]


def test_boxes_show_which_are_marked() -> None:
    assert [line.split() for line in part(shown(FAULTY, width=WIDEST), "  ②入手方法", 3)] == [
        ["②入手方法", "[○]紙", "[", "]電子記録媒体（フラッシュメモリを除く。）", "[", "]フラッシュメモリ", "4"],
        ["[", "]電子メール", "[", "]専用線", "[○]庁内連携システム", "[○]情報提供ネットワークシステム"],
        ["[", "]その他"],
    ]


def test_changes_are_told_one_below_the_other() -> None:
    assert part(shown(FAULTY), "1. 令和3年4月1日", 4) == [
        "1. 令和3年4月1日　Ⅰ－６．①部署　事後　p.23",
        "  前 福祉部福祉課",
        "  後 福祉部生活支援課",
        "  由 課の新設",
    ]


def test_findings_about_the_document_and_a_summary_close_it() -> None:
    text = shown(FAULTY)
    found = part(text, "指摘：文書の記載について（19）", 4)
    assert found[2].startswith("  ▲ 「３．特定個人情報ファイル名」にある「就労支援ファイル」")
    assert lines(text)[-1] == "回答 248　要確認 0　空欄 77　変更 3　指摘 20"


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in lines(shown(SMALL, width=width))) <= min(width, WIDEST)


def test_a_pipe_gets_no_colour_and_a_terminal_the_same_words() -> None:
    plain, coloured = shown(SMALL), shown(SMALL, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in Text.from_ansi(coloured).plain.splitlines()] == lines(plain)


def test_one_section_alone() -> None:
    told = [line for line in lines(shown(SMALL, Wanted(section="II"))) if line.startswith(("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"))]
    assert told == ["Ⅱ　しきい値判断項目"]
    assert "no such section: Ⅸ" in shown(SMALL, Wanted(section="Ⅸ"))


def test_only_what_to_check() -> None:
    text = shown(SAMPLES / "zenkoumoku_r7_property_tax.pdf", Wanted(doubtful=True, language="en"))
    assert part(text, "  ①実施日", 2) == [
        "  ①実施日                 令和8年1月20日及び同月27日                          18",
        "    ▲ uncertain　what is printed is no date that is known　p.18",
    ]
    assert "The code of the organization" in text
    assert "変更箇所" not in text


def test_blank_answers_are_counted_unless_they_are_asked_for() -> None:
    few, all_of_them = shown(SMALL), shown(SMALL, Wanted(blank=True))
    assert "（ほかに空欄 " in few
    assert "（ほかに空欄 " not in all_of_them
    assert lines(few)[-1].startswith("回答 35　要確認 0　空欄 4　")
    assert (few.count(" — "), all_of_them.count(" — ")) == (0, 3)  # the fourth is a row of boxes


def test_doubts_are_told_with_reason_and_page_and_nothing_commands_the_terminal() -> None:
    place = Place(5, Box(0, 0, 1, 1), "ocr", 0.61)
    system = ("I.2.sys.1", "system.name", None, 1, "①システムの名称", "text", place)
    boxes = ("I.2.sys.3", "system.connections", None, 1)
    reading = Reading(
        form="juten",
        answers=[
            Answer(*system, raw="台帳\x1b[2Jシス\tテム", value="台帳", reasons={Reason.NOT_A_DATE}, raw_ocr="合帳"),
            Answer(*boxes, "③他のシステムとの接続", "checks", place, reasons={Reason.BOX_UNCLEAR}),
        ],
        marks=[Mark(*boxes, 1, "専用線", None, place), Mark(*boxes, 2, "その他", True, place, detail="窓口")],
    )
    out = io.StringIO()
    form = load_registry().forms["juten"]
    AnswerPrinter(form, reading, Sheet(Console(file=out, width=80)), Wanted()).print_all()
    assert lines(out.getvalue())[4:] == [
        "◆ システム1",
        "  ①システムの名称         台帳\ufffd[2Jシス テム                                    5",
        "    ▲ uncertain　日付として読めない　p.5　確からしさ 0.61　文字認識の読み「合",
        "      帳」",
        "  ③他のシステムとの接続   [？]専用線　[○]その他（窓口）                        5",
        "    ▲ uncertain　枠の中が印かどうか分からない　p.5　確からしさ 0.61",
    ]
