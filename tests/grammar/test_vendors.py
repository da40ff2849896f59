"""Vendors: one name whatever its spelling, notes and branches beside it, several in one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.vendors.vendors import Vendor, parse_vendors


def normalized(text: str) -> list[str | None]:
    return [vendor.normalized for vendor in parse_vendors(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "㈱アイウ",
        "(株)アイウ",
        "（株）　アイウ",
        "株式会社アイウ",
        "株式会社 アイウ",
        "株式会社\nアイウ",
        "㈱ｱｲｳ",
    ],
)
def test_spellings_of_one_vendor(printed: str) -> None:
    assert normalized(printed) == ["株式会社アイウ"]


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("架空電算㈱", "架空電算株式会社"),
        ("㈲架空商会", "有限会社架空商会"),
        ("（一財）架空協会", "一般財団法人架空協会"),
        ("社会福祉法人　架空市社会福祉協議会", "社会福祉法人架空市社会福祉協議会"),
        ("架空事業協同組合", "架空事業協同組合"),
        ("地方公共団体情報システム機構", "地方公共団体情報システム機構"),
        ("ＡＢＣ　ＤＡＴＡ　株式会社", "ABC DATA株式会社"),
        ("株式会社アイ・ウエオ", "株式会社アイ・ウエオ"),
        ("架空印刷株式会社 株式会社", "架空印刷株式会社"),
    ],
)
def test_corporate_form_is_written_out_where_it_stands(printed: str, full: str) -> None:
    assert normalized(printed) == [full]


@pytest.mark.parametrize(
    ("printed", "branch"),
    [
        ("架空電気株式会社　神奈川支社", "神奈川支社"),
        ("架空電気株式会社埼玉支社", "埼玉支社"),
        ("架空電気株式会社 東北・北陸公共システム部", "東北・北陸公共システム部"),
        ("株式会社架空電気 首都圏営業本部", "首都圏営業本部"),
        ("株式会社架空電気神奈川支店", "神奈川支店"),
    ],
)
def test_branch_is_not_part_of_the_name(printed: str, branch: str) -> None:
    (vendor,) = parse_vendors(printed)
    assert (vendor.name, vendor.branch, vendor.printed) == ("架空電気", branch, printed)


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        ("株式会社アイウ\n※毎年度入札を行う", "毎年度入札を行う"),
        ("株式会社アイウ\n* 入札", "入札"),
        ("株式会社アイウ（令和５年４月から）", "令和5年4月から"),
        ("委託先：株式会社アイウ　ほか", "ほか"),
    ],
)
def test_note_is_split_off(printed: str, note: str) -> None:
    (vendor,) = parse_vendors(printed)
    assert (vendor.normalized, vendor.note) == ("株式会社アイウ", note)


@pytest.mark.parametrize(
    "printed",
    [
        "株式会社アイウ、架空電算㈱",
        "株式会社アイウ及び架空電算株式会社",
        "・(株)アイウ\n・架空電算(株)",
        "①株式会社アイウ\n②架空電算株式会社",
        "株式会社アイウ／架空電算株式会社",
        "株式会社アイウ・架空電算株式会社共同企業体",
    ],
)
def test_several_vendors(printed: str) -> None:
    assert normalized(printed) == ["株式会社アイウ", "架空電算株式会社"]


@pytest.mark.parametrize(
    "printed",
    ["未定", "入札により決定", "別紙のとおり", "毎年度、入札で委託先を決めるため、ホームページで公表する。"],
)
def test_text_without_a_vendor_is_a_note(printed: str) -> None:
    assert parse_vendors(printed) == [Vendor(printed, note=printed)]


@pytest.mark.parametrize("printed", ["", "―", " \n "])
def test_blank_names_nobody(printed: str) -> None:
    assert parse_vendors(printed) == []


NAMES = st.text(alphabet="架空電算印刷情報アイウエオ", min_size=2, max_size=8)


@given(NAMES, st.sampled_from(["㈱", "(株)", "（株）", "株式会社", "株式会社 ", "株式会社　"]))
def test_form_never_hides_the_name(name: str, form: str) -> None:
    (vendor,) = parse_vendors(form + name)
    assert (vendor.name, vendor.form, vendor.normalized) == (name, "株式会社", "株式会社" + name)


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from(["、", "\n", "及び", "，"]))
def test_every_vendor_of_a_list_is_found(names: list[str], separator: str) -> None:
    assert normalized(separator.join(name + "㈱" for name in names)) == [name + "株式会社" for name in names]


@given(st.text(alphabet="株式会社㈱(（）)[]、・\n※*アA 及び他等支店未定", max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    for vendor in parse_vendors(text):
        assert vendor.name or vendor.note


def test_a_form_in_brackets_may_stand_within_a_note() -> None:
    (vendor,) = parse_vendors("あけぼの共同企業体（代表者：株式会社ユウヅキ、構成員：ツキカゲ通信㈱）")
    assert vendor.normalized == "あけぼの共同企業体"
    assert vendor.note == "代表者:株式会社ユウヅキ、構成員:ツキカゲ通信(株)"


@pytest.mark.parametrize(
    "printed",
    [
        "アイウ株式会社　エオ株式会社",
        "株式会社アイウ 株式会社エオ",
        "株式会社アイウ（保守）株式会社エオ（印刷）",
        "アイウ(株)エオ(株)",
    ],
)
def test_names_side_by_side_are_several(printed: str) -> None:
    assert [vendor.name for vendor in parse_vendors(printed)] == ["アイウ", "エオ"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("株式会社アイウ株式会社エオ", ["株式会社アイウ", "株式会社エオ"]),
        ("アイウ株式会社エオ株式会社", ["アイウ株式会社", "エオ株式会社"]),
        ("株式会社アイウと株式会社エオ", ["株式会社アイウ", "株式会社エオ"]),
        ("㈱アイウ→㈱エオ", ["株式会社アイウ", "株式会社エオ"]),
        ("アイウ社　エオ社", ["アイウ社", "エオ社"]),
        ("株式会社花と緑", ["株式会社花と緑"]),
        ("株式会社　アイウ　エオ", ["株式会社アイウエオ"]),
    ],
)
def test_names_are_several_where_each_is_surely_one(printed: str, names: list[str]) -> None:
    assert normalized(printed) == names


def test_a_place_behind_a_name_is_no_part_of_it() -> None:
    (vendor,) = parse_vendors("株式会社アイウ　カキ市")
    assert (vendor.normalized, vendor.branch, vendor.note) == ("株式会社アイウ", None, "カキ市")
