"""By its characters alone a text is passed over only where no word of some group can stand in it."""

import pytest

from normalize.text.word_signs import may_hold, word_signs

SIGNS = word_signs((["変更前", "旧"], ["変更後", "ABC"]))


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("変更前　変更後", True), ("変 更 前 と 変 更 後", True), ("旧　ＡＢＣ", True), ("旧い表", False),
        ("変更後", False), ("", False),
    ],
)  # fmt: skip
def test_what_may_stand_in_a_text(text: str, may: bool) -> None:
    assert may_hold(text, SIGNS) is may
