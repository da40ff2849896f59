"""Which label a misread text is, wherever it stands: the only one that is near."""

from __future__ import annotations

import pytest

from normalize.matching.elements import Kind, form_sequence
from normalize.matching.match import form_matcher
from normalize.matching.spelling import certain_spelling
from normalize.registry import load_registry
from normalize.text.closest import closest_of


def key(form: str, text: str) -> str | None:
    return certain_spelling(form_matcher(form), text)


@pytest.mark.parametrize(
    ("read", "spelled"),
    [
        ("①法今上の恨拠", "1法令上の根拠"),
        ("②対象となる本人の教", "2対象となる本人の数"),
        (
            "再委託先による特定個人惰報フアイルの適切な取扱いの確ほ",
            "再委託先による特定個人情報ファイルの適切な取扱いの確保",
        ),
        ("II 特定個人情報フアイルの慨要", "II特定個人情報ファイルの概要"),
        ("リスク１：　目的外の入手が行われろリスク", "リスク1:目的外の入手が行われるリスク"),
        ("ﾘスクヘの対策は+分か", "リスクへの対策は十分か"),
    ],
)
def test_a_misread_label_is_known_by_the_form(read: str, spelled: str) -> None:
    assert key("juten", read) == spelled


def test_a_number_is_never_set_right_where_several_labels_have_the_words() -> None:
    assert key("zenkoumoku", "5．特定個人情報ファイルの名") in (None, "5.特定個人情報ファイル名")
    assert key("juten", "法令上の根挺") == "法令上の根拠"


def test_a_number_that_was_not_read_is_that_of_the_only_label_with_these_words() -> None:
    assert key("juten", "再委託の許諾方怯") == "5再委託の許諾方法"


@pytest.mark.parametrize("text", ["収納管理情報ファイル", "住民基本台帳法", "②方祐", "部", "", "あ" * 200, "提転方法"])
def test_texts_that_are_no_label_are_none(text: str) -> None:
    assert key("juten", text) is None


@pytest.mark.parametrize("form", load_registry().forms)
def test_every_spelling_is_itself_or_one_with_its_words(form: str) -> None:
    for element in form_sequence(form).elements:
        for spelling in element.keys:
            assert element.kind is Kind.INSTANCE or key(form, spelling) == spelling


def test_the_closest_of_a_few() -> None:
    heads = ("変更前の記載", "変更後の記載", "項目")
    assert closest_of(heads, "変更前の記戴") == "変更前の記載"
    assert closest_of(heads, "変更の記載") is None
    assert closest_of(heads, "別の言葉") is None
    assert closest_of((), "項目") is None
