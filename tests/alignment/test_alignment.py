"""The cheapest way through a whole print: no label is lost for another, and what is ambiguous has a small margin."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.alignment import alignment
from normalize.alignment.alignment import Paired, align
from normalize.alignment.lattice import Candidate, Lattice
from normalize.alignment.moves import Standing
from normalize.matching.elements import Element, Kind, form_sequence
from normalize.matching.match import form_matcher
from tests.matching.made import FORMS, candidates, printed_as, row

ROUNDING = 1e-9
TOP = Standing(first=True, at_top=True)


def aligned(form: str, *texts: str) -> list[Paired]:
    """The pairs of these texts, one behind the other."""
    return align(form_sequence(form), candidates(form, texts))


def asked(paired: Sequence[Paired]) -> list[str]:
    """The rows that are asked, in print order; repeated ones are marked."""
    return [
        slot.row.key + ("+" if pair.again else "")
        for pair in paired for slot in pair.match.element.slots if slot.row.has_answer
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_printed_whole_is_its_own_sequence(form: str) -> None:
    elements = form_sequence(form).elements
    paired = aligned(form, *map(printed_as, elements))
    assert [pair.match.element.order for pair in paired] == list(range(len(elements)))
    assert not any(pair.again for pair in paired)
    assert min(pair.margin for pair in paired) > 2


@pytest.mark.parametrize("form", FORMS)
def test_a_label_that_is_lost_costs_no_other(form: str) -> None:
    elements = form_sequence(form).elements

    @settings(max_examples=60, deadline=None)
    @given(st.sets(st.integers(0, len(elements) - 1), max_size=len(elements) // 3))
    def check(lost: set[int]) -> None:
        left = [element for element in elements if element.order not in lost]
        paired = aligned(form, *map(printed_as, left))
        assert [pair.candidate.parts for pair in paired] == list(range(len(left)))
        assert all(pair.margin >= -ROUNDING for pair in paired)
        assert _misplaced(paired, left) == []

    check()


def _misplaced(paired: Sequence[Paired], printed: Sequence[Element]) -> list[str]:
    """Texts that were taken for another element without a doubt; some are worded alike."""
    return [
        printed_as(element)
        for pair, element in zip(paired, printed, strict=True)
        if pair.match.element is not element and pair.margin >= 2
    ]


@pytest.mark.parametrize("section", [1, 7])
def test_what_is_decided_early_is_what_the_whole_print_says(section: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Section by section the same elements, and margins, come out: nothing behind a decided place could change it."""
    instance = ["委託事項1", "①委託内容", "②取扱いを委託するファイルの範囲", "リスクへの対策は十分か"]
    printed = [*map(printed_as, form_sequence("juten").elements[:80]), *(instance * 30), "７．備考", "９．監査"]
    whole = aligned("juten", *printed)
    monkeypatch.setattr(alignment, "SECTION", section)
    parted = aligned("juten", *printed)
    assert [(pair.candidate.parts, pair.match) for pair in parted] == [
        (pair.candidate.parts, pair.match) for pair in whole
    ]
    assert [pair.margin for pair in parted] == pytest.approx([pair.margin for pair in whole])


def test_of_a_long_print_the_search_keeps_no_more_than_of_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    begin = Lattice.begin_at

    def begin_at(lattice: Lattice, position: int, place: int) -> None:
        kept.append(len(lattice.reached))
        begin(lattice, position, place)

    monkeypatch.setattr(Lattice, "begin_at", begin_at)
    file = [printed_as(element) for element in form_sequence("juten").elements if element.section in (1, 2)]
    aligned("juten", *(file * 60))
    assert len(kept) > 5
    assert max(kept) < 2 * alignment.SECTION


def test_words_that_are_no_label_are_passed_over() -> None:
    paired = aligned("juten", "①事務の名称", "住民税の賦課", "②事務の内容", "賦課する。")
    assert [(pair.candidate.parts, *asked([pair])) for pair in paired] == [(0, "I.1.1"), (2, "I.1.2")]


def test_a_heading_that_comes_again_inside_the_groups_below_it_leads_nowhere_else() -> None:
    heading = "５．特定個人情報の提供・移転（委託に伴うものを除く。）（続き）"
    paired = aligned("juten", heading, "提供先1", "①法令上の根拠", heading, "②提供先における用途")
    assert [pair.again for pair in paired] == [False, False, False, True, False]
    assert asked(paired) == ["II.5.teikyo.name", "II.5.teikyo.1", "II.5.teikyo.2"]


def test_of_rows_that_are_worded_alike_the_one_between_its_neighbors_is_meant() -> None:
    assert asked(aligned("juten", "ユーザ認証の管理", "リスクへの対策は十分か", "８．監査")) == [
        "III.3.r2.auth", "III.3.r2.ok",
    ]  # fmt: skip


def test_a_label_without_neighbors_that_several_rows_bear_has_a_small_margin() -> None:
    (pair,) = aligned("juten", "リスクへの対策は十分か")
    assert 0 <= pair.margin < 1


def test_a_quotation_of_a_label_below_its_own_place_is_passed_over() -> None:
    assert asked(aligned("juten", "⑤保有開始日", "③対象人数", "⑥事務担当部署")) == ["II.2.5", "II.2.6"]


def test_of_candidates_that_share_words_one_is_taken() -> None:
    matcher = form_matcher("juten")
    whole = Candidate(0, 2, matcher.match("①事務の名称"), "whole")
    part = Candidate(0, 1, matcher.match("事務の名称"), "part")
    assert [pair.candidate.parts for pair in align(form_sequence("juten"), [whole, part])] == ["whole"]


def test_a_running_title_is_the_same_section_again() -> None:
    texts = ["Ⅱ　特定個人情報ファイルの概要", "⑤保有開始日", "Ⅱ　特定個人情報ファイルの概要", "⑥事務担当部署"]
    paired = align(form_sequence("juten"), candidates("juten", texts, TOP))
    assert [pair.again for pair in paired] == [False, False, True, False]
    assert asked(paired) == ["II.2.5", "II.2.6"]


def test_a_label_printed_again_behind_a_page_break_is_the_same_again() -> None:
    paired = align(form_sequence("juten"), candidates("juten", ["②事務の内容", "②事務の内容", "③対象人数"], TOP))
    assert asked(paired) == ["I.1.2", "I.1.2+", "I.1.3"]


def test_a_heading_and_its_row_of_the_same_words_are_both_known_when_both_are_misread() -> None:
    texts = ["３．重大事故", "Ⅲ　しきい値判断結果", "しきい値判斯結果", "しきい偵判断結果"]
    paired = align(form_sequence("kiso"), candidates("kiso", texts, recognized=True))
    assert asked(paired) == ["III", "III+"]
    assert len(paired) == 4


def test_a_range_of_instances_moves_nothing() -> None:
    paired = aligned("juten", "委託事項1", "①委託内容", "委託事項2～5", "委託事項2", "①委託内容")
    assert [(pair.match.number, pair.match.last) for pair in paired if pair.match.element.kind is Kind.INSTANCE] == [
        (1, None), (2, 5), (2, None),
    ]  # fmt: skip
    assert len(paired) == 5


def test_an_instance_below_an_empty_one_is_the_next() -> None:
    paired = aligned("juten", "委託事項1", "①委託内容", "委託事項2", "委託事項3", "①委託内容")
    assert [pair.again for pair in paired] == [False] * 5


def test_an_excerpt_leaves_rows_out_at_no_cost() -> None:
    texts = ["Ⅰ　基本情報", "①事務の名称", "７．備考"]
    sequence, found = form_sequence("juten"), candidates("juten", texts)
    assert asked(align(sequence, found, excerpt=True)) == ["I.1.1", "II.7"]


def test_a_heading_to_the_letter_is_none_of_the_answers_before_it() -> None:
    texts = ["Ⅱ　特定個人情報ファイルの概要", "１．特定個人情報ファイル名", "住民税台帳", "７．備考", "なし"]
    assert asked(aligned("juten", *texts)) == ["II.1", "II.7"]


def test_nothing_printed_is_paired_with_nothing() -> None:
    assert align(form_sequence("kiso"), []) == []
    assert aligned("kiso", "甲", "乙") == []


def test_a_gain_in_one_place_is_not_bought_with_the_order_of_the_others() -> None:
    """A label that stands far from its place (a table of contents of the annex) takes no row with it."""
    paired = aligned("juten", "①事務の名称", "②事務の内容", "７．備考", "③対象人数", "④記録される項目")
    assert asked(paired)[:3] == ["I.1.1", "I.1.2", "I.1.3"]
    assert row("juten", "II.7").order not in [pair.match.element.order for pair in paired]
