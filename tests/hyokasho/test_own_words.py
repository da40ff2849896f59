"""Text that was not understood says nothing where it is made of words that the form prints itself."""

from __future__ import annotations

import pytest

from hyokasho.document.own_words import own_words, strange_pages
from normalize.records import Finding, FindingKind, Reading


def _own(*texts: str) -> int:
    reading = Reading("kiso")
    reading.findings += [Finding(FindingKind.LEFTOVER_TEXT, 1, text) for text in texts]
    return own_words(reading)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("の対策は十分か 2) 十分である\n3) 課題が残されている\n[ \u3000 ]", 27),
        ("（提供）", 4),
        ("税務課で使う", 0),
        ("１）十分である 窓口で聞く", 7),
        ("［ ２）十分である ］ ＜選択肢＞ １）特に力を入れている", 0),
        ("[ 2 ]", 0),
        ("2", 0),
    ],
    ids=["wrapped", "in parentheses", "strange", "both", "an option is chosen", "a number in brackets", "a number"],
)
def test_pieces_of_labels_and_options_are_a_forms_own_words(text: str, own: int) -> None:
    assert _own(text) == own


def test_the_pieces_of_all_texts_are_counted() -> None:
    assert _own("十分である", "（提供）") == 9


def test_pages_are_strange_that_hold_words_of_nobody_knows_what() -> None:
    reading = Reading("kiso")
    texts = ["の対策は十分か 2) 十分である", "[ ○ ]", "保育に関する事務", "税務課　窓口"]
    reading.findings += [Finding(FindingKind.LEFTOVER_TEXT, page, text) for page, text in enumerate(texts, 1)]
    assert strange_pages(reading) == {3, 4}
