"""An answer is no surer than the headings that its label stands under."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import pytest

from normalize.alignment.alignment import align
from normalize.alignment.headings import Headings
from normalize.alignment.moves import Standing
from normalize.matching.elements import Kind, form_sequence
from normalize.reasons import Reason
from normalize.records import Reading, Status
from tests.matching.made import candidates
from tests.normalize.printed import read

FILE = "Ⅱ　特定個人情報ファイルの概要"
ENTRUSTMENT = "４．特定個人情報ファイルの取扱いの委託"
VARIANT = {Reason.LABEL_VARIANT}


def reasons(reading: Reading) -> dict[str, Set[Reason]]:
    """The reasons of the answers by key, with their instance where there is one; all of them are ok."""
    assert {answer.status for answer in reading.answers} == {Status.OK}
    confidence = {True: 0.9, False: 1.0}
    assert all(answer.place.confidence == confidence[bool(answer.reasons)] for answer in reading.answers)
    return {answer.form_key + (f"#{answer.instance}" if answer.instance else ""): answer.reasons
            for answer in reading.answers}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "heading", "doubted"),
    [
        ("Ⅰ　関連情報", "１．特定個人情報ファイルを取り扱う事務", set()),
        ("Ⅰ　関連情報", "特定個人情報ファイルを取り扱う事務", VARIANT),
        ("Ⅰ　関連情報", "１．特定個人情報ファイルを取扱う事務", VARIANT),
        ("関連情報", "１．特定個人情報ファイルを取り扱う事務", VARIANT),
    ],
)
def test_a_label_below_a_heading_in_other_words_is_a_variant_too(
    title: str, heading: str, doubted: set[Reason]
) -> None:
    reading = read("kiso", [[title], [heading], ["①事務の名称", "住民税"], ["②事務の概要", "賦課"]])
    assert reasons(reading) == {"I.1.1": doubted, "I.1.2": doubted}


def test_a_heading_in_other_words_says_nothing_of_the_next_block() -> None:
    rows = [["①事務の名称", "住民税"], ["２．特定個人情報ファイル名"], ["住民税ファイル"]]
    reading = read("kiso", [["Ⅰ　関連情報"], ["特定個人情報ファイルを取り扱う事務"], *rows])
    assert reasons(reading) == {"I.1.1": VARIANT, "I.2": set()}


def test_the_rows_of_an_instance_are_no_surer_than_its_heading() -> None:
    names = [["委託事項", "甲"], ["①委託内容", "乙"], ["委託事項2", "丙"], ["①委託内容", "丁"]]
    assert reasons(read("juten", [[FILE], [ENTRUSTMENT], *names])) == {
        "II.4.itaku.name#1": VARIANT, "II.4.itaku.1#1": VARIANT,
        "II.4.itaku.name#2": set(), "II.4.itaku.1#2": set(),
    }  # fmt: skip


def test_what_a_label_stands_under() -> None:
    texts = [FILE, ENTRUSTMENT, "委託の有無　※", "委託事項1", "①委託内容", "③委託先名", "再委託"]
    texts += ["④再委託の有無　※", "⑤再委託の許諾方法", "委託事項2", "①委託内容", FILE]
    made = [replace(one, standing=Standing(at_top=True)) for one in candidates("juten", texts)]
    made[0] = replace(made[0], matches=tuple(match for match in made[0].matches if match.element.kind is Kind.TITLE))
    paired = align(form_sequence("juten"), made)
    assert [pair.candidate.parts for pair in paired] == list(range(len(texts)))
    told = {id(pair): text for pair, text in zip(paired, texts, strict=True)}
    first, second = [FILE, ENTRUSTMENT, "委託事項1"], [FILE, ENTRUSTMENT, "委託事項2"]
    headings = Headings(form_sequence("juten"))
    assert [[told[id(heading)] for heading in headings.above(pair)] for pair in paired] == [
        [], [FILE], first[:2], first[:2], first, first, first, [*first, "再委託"], [*first, "再委託"],
        first[:2], second, [],
    ]  # fmt: skip
