"""Where on the form a label stands: files and instances count up, equal labels follow each other."""

from __future__ import annotations

from normalize.matching.index import GroupHeading
from normalize.matching.position import Cursor
from normalize.records import FindingKind
from tests.normalize.printed import index, read, said

JUTEN = index("juten")


def test_headings_move_the_cursor_to_their_section() -> None:
    cursor = Cursor(JUTEN)
    heading = cursor.find_heading("Ⅲ　リスク対策　※（７．②を除く。）", exact=True)
    assert heading is not None
    cursor.enter(heading)
    assert JUTEN.form.sections[cursor.section].id == "III"
    assert (cursor.block, cursor.instance, cursor.file_no) == (None, None, 1)


def test_equal_labels_are_taken_one_after_the_other() -> None:
    cursor = Cursor(JUTEN)
    heading = cursor.find_heading("３．特定個人情報の使用", exact=True)
    assert heading is not None
    cursor.enter(heading)
    keys = []
    for _ in range(2):
        slot = cursor.find_row("リスクへの対策は十分か", exact=True)
        assert slot is not None
        cursor.visit(slot)
        keys.append(slot.row.key)
    assert keys == ["III.3.r1.ok", "III.3.r2.ok"]


def test_a_group_heading_names_its_instance() -> None:
    cursor = Cursor(JUTEN)
    slot = cursor.enter_instance(JUTEN.group_heading("委託事項７", 0) or GroupHeading(0, 0, 0, None))
    assert slot is not None
    assert slot.row.key == "II.4.itaku.name"
    assert cursor.instance == 7
    assert cursor.visit(slot) == (1, 7)


def test_a_range_of_instances_is_none() -> None:
    cursor = Cursor(JUTEN)
    heading = JUTEN.group_heading("委託事項6～10", 0)
    assert heading is not None
    assert (heading.first, heading.last) == (6, 10)
    assert cursor.enter_instance(heading) is None
    assert cursor.instance is None


def test_short_texts_are_no_lenient_headings() -> None:
    assert Cursor(JUTEN).find_heading("委託", exact=False) is None
    assert Cursor(JUTEN).find_row("そのような項目", exact=False) is None


def _file(name: str, department: str) -> list[list[str]]:
    return [
        ["Ⅱ　特定個人情報ファイルの概要"], ["１．特定個人情報ファイル名"], [name], ["２．基本情報"],
        ["⑥事務担当部署", department],
    ]  # fmt: skip


def test_each_file_has_its_own_section() -> None:
    reading = read("juten", _file("台帳", "市民課"), _file("送付先", "総務課"), _file("本人確認", "戸籍課"))
    assert said(reading) == {
        "II.1#1": "台帳", "II.2.6#1": "市民課", "II.1#2": "送付先", "II.2.6#2": "総務課",
        "II.1#3": "本人確認", "II.2.6#3": "戸籍課",
    }  # fmt: skip
    assert reading.findings == []


def test_a_running_section_title_is_no_new_file() -> None:
    first = _file("台帳", "市民課")
    title = first[0]
    rest = [title, ["３．特定個人情報の入手・使用"], ["③使用目的　※", "資格の管理"]]
    assert said(read("juten", first, rest)) == {
        "II.1#1": "台帳",
        "II.2.6#1": "市民課",
        "II.3.3#1": "資格の管理",
    }


ENTRUSTMENT = [
    ["Ⅱ　特定個人情報ファイルの概要"],
    ["４．特定個人情報ファイルの取扱いの委託"],
    ["委託の有無　※", "[ 委託する ]　（ 2 ）件"],
]


def test_instances_are_numbered_by_their_headings() -> None:
    reading = read(
        "juten",
        [*ENTRUSTMENT, ["委託事項1", "システムの保守"], ["①委託内容", "保守"], ["③委託先名", "甲株式会社"]],
        [["委託事項２", "帳票の印刷"], ["①委託内容", "印刷"]],
    )
    assert said(reading) == {
        "II.4.umu#1": "委託する", "II.4.itaku.name#1.1": "システムの保守", "II.4.itaku.1#1.1": "保守",
        "II.4.itaku.3#1.1": "甲株式会社", "II.4.itaku.name#1.2": "帳票の印刷", "II.4.itaku.1#1.2": "印刷",
    }  # fmt: skip


def test_instances_without_headings_begin_where_a_row_comes_again() -> None:
    reading = read(
        "juten",
        [
            *ENTRUSTMENT,
            ["①委託内容", "保守"],
            ["③委託先名", "甲"],
            ["①委託内容", "印刷"],
            ["③委託先名", "乙"],
        ],
    )
    assert said(reading) == {
        "II.4.umu#1": "委託する", "II.4.itaku.1#1.1": "保守", "II.4.itaku.3#1.1": "甲",
        "II.4.itaku.1#1.2": "印刷", "II.4.itaku.3#1.2": "乙",
    }  # fmt: skip


def test_a_label_in_other_words_is_found_and_reported() -> None:
    reading = read("juten", [*ENTRUSTMENT, ["委託事項1", "保守"], ["④再委託の有無", "[ 再委託しない ]"]])
    assert said(reading)["II.4.itaku.4#1.1"] == "再委託しない"
    variant = read("juten", [*_file("台帳", "市民課"), ["事務担当の部署", "税務課"], ["保有開始日", "平成28年1月1日"]])
    assert said(variant)["II.2.5#1"] == "平成28年1月1日"
    assert FindingKind.LABEL_VARIANT in {finding.kind for finding in variant.findings}
