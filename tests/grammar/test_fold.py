"""Folding: the spellings that must compare equal, and those that must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.fold import fold, unify_radicals


@pytest.mark.parametrize("char", "‐‑‒–—―−－﹘─")
def test_every_dash_is_one_dash(char: str) -> None:
    assert fold(f"１{char}２") == "1-2"


@pytest.mark.parametrize("char", "〜～∼˜~")
def test_every_tilde_is_one_tilde(char: str) -> None:
    assert fold(f"６{char}７") == "6~7"


@pytest.mark.parametrize("char", "〇◯○")
def test_every_circle_is_one_circle(char: str) -> None:
    assert fold(f"[ {char} ]") == "[○]"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("市⻑", "市長"),
        ("住⺠", "住民"),
        ("⼾籍", "戸籍"),  # NFKC alone gives 戶
        ("⿊⽥", "黒田"),
        ("⾃⼰", "自己"),
        ("⺟⼦", "母子"),
        ("⻘⻭⻄⻩", "青歯西黄"),
    ],
)
def test_radicals_are_ordinary_ideographs(printed: str, folded: str) -> None:
    assert fold(printed) == folded
    assert unify_radicals(printed) == folded


def test_no_assigned_radical_is_left() -> None:
    unassigned_or_bare = {"\u2e80", "\u2e9a"} | {chr(code) for code in range(0x2EF4, 0x2F00)}
    radicals = {chr(code) for code in range(0x2E80, 0x2FD6)} - unassigned_or_bare
    assert [char for char in sorted(radicals) if unify_radicals(char) == char] == []


def test_characters_that_nobody_sees_are_dropped() -> None:
    assert unify_radicals("保険\u00adに\u200b関する\u3000事務") == "保険に関する\u3000事務"
    assert unify_radicals("課\ufe00税、葛\U000e0100城☑\ufe0f") == "課税、葛城☑"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("サーバー", "サーバー"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("０３ー１２３４", "03-1234"),
        ("03ｰ1234", "03-1234"),
        ("らーめん", "らーめん"),
    ],
)
def test_long_vowel_mark_is_a_dash_only_behind_a_digit(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_no_white_space_or_invisible_character_is_left() -> None:
    assert fold(" 特定\u3000個人\n情\u200b報\ufeff ファイル\t") == "特定個人情報ファイル"


def test_circled_number_is_a_number() -> None:
    assert fold("①実施の有無") == "1実施の有無"


def test_unify_radicals_keeps_all_else() -> None:
    assert unify_radicals("Ａ\u3000⑴〜ｱ") == "Ａ\u3000⑴〜ｱ"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="平成住民票ー-～○0A １⻑", max_size=300), st.integers(0, 300))
def test_white_space_never_matters(text: str, at: int) -> None:
    bare = text.replace(" ", "")
    assert fold(bare[:at] + " \n" + bare[at:]) == fold(bare)
