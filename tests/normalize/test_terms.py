"""Terms of free texts: content words in their dictionary form, counted by answer, texts of any length."""

from __future__ import annotations

import pytest

from extract.records import Box
from normalize.arrow.terms import Term, chunks, count_terms, term_rows
from normalize.reasons import Reason
from normalize.records import Answer, Place


def answer(type: str, value: str | None, *reasons: Reason) -> Answer:
    return Answer(
        "II.3.3", "use.purpose", 2, None, "③使用目的", type, Place(1, Box(0, 0, 9, 9), "born_digital"), value=value,
        reasons=frozenset(reasons),
    )  # fmt: skip


def terms(text: str) -> list[str]:
    return [term.normalized for term, _ in count_terms(text)]


def test_only_content_words_are_counted_in_their_dictionary_form() -> None:
    assert count_terms("口座番号を3回登録し、又は取扱いの記録を残した。※記録") == (
        (Term("口座番号", "口座番号", "名詞"), 1),
        (Term("登録", "登録", "名詞"), 1),
        (Term("取扱い", "取り扱い", "名詞"), 1),
        (Term("記録", "記録", "名詞"), 2),
        (Term("残す", "残す", "動詞"), 1),
    )


def test_spellings_of_one_word_have_one_normalized_form() -> None:
    assert terms("サーバ") == terms("サーバー") == terms("ｻｰﾊﾞ") == ["サーバー"]


def test_a_word_of_the_law_keeps_its_spelling() -> None:
    assert terms("附票") == ["附票"]


@pytest.mark.parametrize("text", ["（ア）①　12件、令和６年４月", "a)　―　※", ""])
def test_numbers_signs_and_lone_letters_are_no_terms(text: str) -> None:
    assert terms(text) == []


def test_long_texts_are_cut_at_sentences_and_lose_nothing() -> None:
    text = "情報を記録する。" * 5_000
    assert set(map(len, chunks(text))) == {2_000}
    assert "".join(chunks(text)) == text
    assert dict(count_terms(text)) == {Term("情報", "情報", "名詞"): 5_000, Term("記録", "記録", "名詞"): 5_000}


def test_a_sentence_without_an_end_is_cut_all_the_same() -> None:
    assert list(chunks("あ" * 25 + "\nい", 10)) == ["あ" * 10, "あ" * 10, "あ" * 5, "い"]


def test_only_free_texts_have_terms() -> None:
    rows = list(term_rows([answer("choice", "十分である"), answer("text", None), answer("text", "届出の受理")]))
    assert [(row["field_id"], row["file_no"], row["term"], row["count"]) for row in rows] == [
        ("use.purpose", 2, "届出", 1),
        ("use.purpose", 2, "受理", 1),
    ]


def test_terms_of_a_doubtful_answer_say_so() -> None:
    doubtful = answer("text", "受理", Reason.TEXT_LEFT_OVER, Reason.PAGE_INCOMPLETE)
    rows = list(term_rows([answer("text", "届出"), doubtful]))
    assert [(row["term"], row["status"], row["status_reasons"]) for row in rows] == [
        ("届出", "ok", None),
        ("受理", "uncertain", ["page_incomplete", "text_left_over"]),
    ]
