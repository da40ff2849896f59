"""A section's numeral that a recognizer misread is told by what stands behind it, and by nothing less."""

from __future__ import annotations

import pytest

from normalize.changes.section_numerals import with_numeral


@pytest.mark.parametrize(
    ("form", "read", "mended"),
    [
        ("juten", "16\n②所属長", "Ⅰ6\n②所属長"),
        ("juten", "11\n②事務の内容", "Ⅰ1\n②事務の内容"),
        ("juten", "IⅢリスク対策\n3.特定個人情報の使用", "Ⅲリスク対策\n3.特定個人情報の使用"),
        ("juten", "Il2\n④記録される項目別添1", "Ⅱ2\n④記録される項目別添1"),
        ("kiso", "V-8.監査 実施の有無", "Ⅳ-8.監査 実施の有無"),
        ("kiso", "V-8.人手を介在させる作業", "Ⅳ-8.人手を介在させる作業"),
        ("kiso", "V-11.最も優先度が高いと考えられる対策", "Ⅳ-11.最も優先度が高いと考えられる対策"),
        ("kiso", "V-9.監査 実施の有無", "Ⅳ-9.監査 実施の有無"),
        ("kiso", "」 関連情報6.他の評価実施機関", "Ⅰ 関連情報6.他の評価実施機関"),
        ("kiso", "(1 関連情報)②所属長の役職名", "(Ⅰ 関連情報)②所属長の役職名"),
    ],
)
def test_what_follows_tells_the_numeral(form: str, read: str, mended: str) -> None:
    assert with_numeral(read, form) == mended


@pytest.mark.parametrize(
    ("form", "read"),
    [
        ("kiso", "(IV リスク対策)全項目評価"),  # letters may be what is printed
        ("juten", "Ⅲ7②過去3年以内に"),
        ("juten", "Ⅱ5移転先①法令上の根拠"),
        ("juten", "19\n②所属長"),  # block 9 of no section has that label
        ("juten", "1 全体の見直し"),
        ("kiso", "評価書名"),
        ("kiso", ""),
    ],
)
def test_other_items_stay_as_they_were_read(form: str, read: str) -> None:
    assert with_numeral(read, form) == read
