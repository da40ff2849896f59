"""Findings as sentences: every kind has one in both languages, with place, label and a quotation of bearable length."""

from __future__ import annotations

import pytest

from normalize.records import Finding, FindingKind
from normalize.registry import RegistryError, load_registry
from normalize.registry.decode_findings import finding_specs
from normalize.review.sentences import LONGEST_QUOTE, message, quote

SPEC = {"about": "reading", "severity": "info", "ja": "{text}", "en": "{text}"}
PLACES = {"file": {"ja": "", "en": ""}}


def test_every_kind_of_finding_is_in_the_registry() -> None:
    assert set(load_registry().findings.kinds) == set(FindingKind)


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_has_a_sentence_in_both_languages(kind: FindingKind) -> None:
    words = {word: f"<{word}>" for word in load_registry().findings.kinds[kind].words}
    finding = Finding(kind, 7, "文言", "II.4.umu", 2, words=words)
    for language in ("ja", "en"):
        sentence = message(finding, "juten", language)
        assert ("7" in sentence) is (kind is not FindingKind.ANSWER_NOT_FOUND)  # that stands on no page
        assert all(word in sentence for word in words.values())


@pytest.mark.parametrize(
    ("form", "finding", "label"),
    [
        ("kiso", Finding(FindingKind.UNKNOWN_OPTION, 1, "x", "I.4.1"),
         "「４．情報提供ネットワークシステムによる情報連携　①実施の有無」に"),
        ("juten", Finding(FindingKind.UNKNOWN_OPTION, 1, "x", "II.4.itaku.4", 2, 3),
         "「④再委託の有無　※」（ファイル2、委託事項3）に"),
        ("juten", Finding(FindingKind.UNKNOWN_OPTION, 1, "x", "II.4.itaku.name", 1, 3), "「委託事項3」（ファイル1）に"),
        ("henko", Finding(FindingKind.UNKNOWN_OPTION, 1, "x", "I.2.sys.3", None, 2),
         "「２．特定個人情報ファイルを取り扱う事務において使用するシステム　③他のシステムとの接続」（システム2）に"),
    ],
)  # fmt: skip
def test_a_sentence_names_the_row_its_file_and_its_instance(form: str, finding: Finding, label: str) -> None:
    assert message(finding, form, "ja").startswith(label)


def test_quotations_are_cut_and_on_one_line() -> None:
    assert quote("一行目\n　二行目") == "一行目 二行目"
    assert len(quote("あ" * 500)) == LONGEST_QUOTE


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"en": "{pgae}"}, "nothing is known of {pgae}"),
        ({"words": ["count"]}, "the word count is not told"),
        ({"about": "me"}, "about me"),
        ({"severity": "fatal"}, "severity fatal"),
    ],
)
def test_a_sentence_that_names_what_its_kind_does_not_tell_is_an_error(fault: dict[str, object], said: str) -> None:
    with pytest.raises(RegistryError, match=said):
        finding_specs({"kinds": {"x": SPEC | fault}, "places": PLACES})
