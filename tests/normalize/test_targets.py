"""What a change points to, and when that is not certain."""

from __future__ import annotations

import pytest

from normalize.changes.targets import target_field


@pytest.mark.parametrize(
    ("item", "form", "field"),
    [
        ("Ⅰ－５．②所属長", "kiso", "department.head"),
        ("Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n②事務の概要", "kiso", "affair.description"),
        ("Ⅰ-４②法令上の根拠", "kiso", "information_sharing.legal_basis"),
        ("Ⅰ－３．法令上の根拠", "kiso", "number_use.legal_basis"),
        (
            "Ⅱ　４．特定個人情報ファイルの取扱いの委託　委託事項1　③委託先名",
            "juten",
            "entrustment.contractor",
        ),
        ("II ２．基本情報　⑥事務担当部署", "juten", "file.department"),
        ("その他", "kiso", None),
        ("全体", "kiso", None),
        ("", "kiso", None),
        ("②事務の概要", None, None),
        ("②事務の概要", "another form", None),
    ],
)
def test_targets(item: str, form: str | None, field: str | None) -> None:
    assert target_field(item, form) == field


def test_a_label_of_many_rows_needs_its_heading() -> None:
    label = "リスクへの対策は十分か"
    assert target_field(label, "juten") is None
    assert target_field(f"Ⅲ ３．特定個人情報の使用 {label}", "juten") is None


def test_the_section_decides_between_rows_of_one_label() -> None:
    assert target_field("Ⅱ－１．いつ時点の計数か", "kiso") is None
    assert target_field("Ⅱ－１．対象人数　いつ時点の計数か", "kiso") == "affair.subject_count.as_of"
    assert target_field("Ⅱ－２．取扱者数　いつ時点の計数か", "kiso") == "threshold.handler_count.as_of"
