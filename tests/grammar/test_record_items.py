"""Record items: one each, whatever separates them, with the headings they stand under."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.lists.record_items import RecordItem, normalize_item, parse_record_items

THREE = ["宛名番号", "氏名", "税額（月額、年額）"]


def items(text: str) -> list[str]:
    return [found.item for found in parse_record_items(text)]


@pytest.mark.parametrize(
    "text",
    [
        "宛名番号、氏名、税額（月額、年額）",
        "宛名番号，氏名，税額（月額、年額）。",
        "宛名番号\n氏名\n税額（月額、年額）",
        "・宛名番号\n・氏名\n・税額（月額、年額）",
        "・宛名番号　・氏名　・税額（月額、年額）",
        "宛名番号　氏名　税額（月額、年額）",
        "①宛名番号②氏名③税額（月額、年額）",
        "１．宛名番号\n２．氏名\n３．税額（月額、年額）",
        "1. 宛名番号、2. 氏名、3. 税額（月額、年額）",
        "1.宛名番号 2.氏名 3.税額（月額、年額）",
        "（１）宛名番号\n（２）氏名\n（３）税額（月額、\n年額）",
    ],
)
def test_separators(text: str) -> None:
    assert items(text) == THREE


def test_numbers_are_kept_beside_the_item() -> None:
    assert [(found.number, found.item) for found in parse_record_items("１．宛名番号、②氏名、備考")] == [
        ("1", "宛名番号"),
        ("2", "氏名"),
        (None, "備考"),
    ]


def test_headings_of_several_levels() -> None:
    text = "１．収納システム\n（１）収納ファイル\n＜収納情報＞\n調定額、収入額\n＜宛名情報＞宛名番号、氏名"
    assert [(found.item, found.path) for found in parse_record_items(text)] == [
        ("調定額", ("収納システム", "収納ファイル", "収納情報")),
        ("収入額", ("収納システム", "収納ファイル", "収納情報")),
        ("宛名番号", ("収納システム", "収納ファイル", "宛名情報")),
        ("氏名", ("収納システム", "収納ファイル", "宛名情報")),
    ]
    assert {(found.file, found.heading) for found in parse_record_items(text)} == {
        ("収納ファイル", "収納情報"),
        ("収納ファイル", "宛名情報"),
    }


def test_numbered_heading_and_numbered_items() -> None:
    text = "(1) 台帳ファイル\n1. 宛名番号\n2. 氏名\n(2) 送付先ファイル\n1. 住所\n2. 番地"
    assert [(found.number, found.item, found.file) for found in parse_record_items(text)] == [
        ("1", "宛名番号", "台帳ファイル"),
        ("2", "氏名", "台帳ファイル"),
        ("1", "住所", "送付先ファイル"),
        ("2", "番地", "送付先ファイル"),
    ]


@pytest.mark.parametrize(
    "heading",
    ["宛名ファイル\n", "■宛名ファイル\n", "【宛名ファイル】\n", "宛名ファイル：", "１．宛名ファイル\n"],
)
def test_heading_of_a_row(heading: str) -> None:
    row = ("宛名ファイル", "宛名ファイル", ("宛名ファイル",))
    assert parse_record_items(heading + "宛名番号、氏名") == [
        RecordItem("宛名番号", None, *row),
        RecordItem("氏名", None, *row),
    ]


def test_last_item_of_a_list_is_no_heading() -> None:
    assert items("１．宛名情報\n①番号\n②氏名\n２．税情報\n①税額") == ["番号", "氏名", "税額"]


@pytest.mark.parametrize("text", ["", "―", "別紙３参照", "別添２のとおり。", "なし", "・・・・・"])
def test_text_that_holds_no_item(text: str) -> None:
    assert parse_record_items(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＩＤ", "ID"),
        ("氏名 漢字", "氏名漢字"),
        ("１．氏名", "氏名。"),
        ("税額※任意", "税額（令和３年から）"),
    ],
)
def test_spellings_of_one_item(one: str, other: str) -> None:
    assert normalize_item(one) == normalize_item(other)


def test_bracket_that_is_part_of_the_name_stays() -> None:
    assert normalize_item("外字数（氏名）") != normalize_item("外字数（住所）")


NAMES = st.text(alphabet="宛名番号住所税額ＳＥＱ（）", min_size=1, max_size=8).map(
    lambda name: "項" + name.replace("（", "").replace("）", "")
)


@given(st.lists(NAMES, min_size=1, max_size=30), st.sampled_from(["、", "\n", "，", "\n・"]))
def test_no_item_is_lost(names: list[str], separator: str) -> None:
    assert items(separator.join(names)) == names


@given(st.lists(NAMES, min_size=2, max_size=30), st.sampled_from(["{}. ", "（{}）", "{}．"]))
def test_counted_items_keep_their_numbers(names: list[str], number: str) -> None:
    text = "、".join(number.format(at) + name for at, name in enumerate(names, 1))
    assert [(found.number, found.item) for found in parse_record_items(text)] == [
        (str(at), name) for at, name in enumerate(names, 1)
    ]


@given(st.text(alphabet="１2.．（(）)①・＜＞【】：、, \n　氏名ファイル情報", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert all(found.item for found in parse_record_items(text))


@pytest.mark.parametrize(
    "item",
    ["口座番号", "12.口座番号", "口座　番号（任意）", "取引口座番号", "口座番号・名義人", "口座情報（口座番号）"],
)
def test_an_item_is_found_by_the_word_that_its_name_holds(item: str) -> None:
    assert "口座番号" in normalize_item(item)
