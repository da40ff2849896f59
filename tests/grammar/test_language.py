"""The dictionary's answers that matching and joining rest on."""

import subprocess
import sys

import pytest

from normalize.text.words import normalized_key, wraps_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバ", "サーバー"),
        ("ｻｰﾊﾞ", "サーバー"),
        ("手続", "手続き"),
        ("データベース", "データーベース"),
        ("取消", "取り消し"),
    ],
)
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert normalized_key(one) == normalized_key(other)


@pytest.mark.parametrize(("one", "other"), [("附票", "付票"), ("氏名カナ", "氏名仮名"), ("住所", "氏名")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert normalized_key(one) != normalized_key(other)


@pytest.mark.parametrize(
    ("left", "right"), [("宛名シス", "テムを使う"), ("生年", "月日"), ("委", "託先"), ("個人情", "報の保護")]
)
def test_a_line_that_ends_inside_a_word_was_wrapped(left: str, right: str) -> None:
    assert wraps_word(left, right, room=100)


@pytest.mark.parametrize(
    ("left", "right"), [("氏名", "住所"), ("終わる。", "次の"), ("", "氏名"), ("税 ", "額"), ("税", "\n額")]
)
def test_a_line_that_ends_between_words_with_room_left_was_not_wrapped(left: str, right: str) -> None:
    assert not wraps_word(left, right, room=100)


def test_very_long_text_is_only_folded() -> None:
    assert normalized_key("サーバ" * 10_000) == "サーバ" * 10_000


def test_importing_does_not_load_the_dictionary() -> None:
    code = "import sys, normalize.text.words; assert 'sudachipy' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
