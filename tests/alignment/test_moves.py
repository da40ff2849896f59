"""What it costs to go along a form, on to the next instance or file, and back."""

from __future__ import annotations

import pytest

from normalize.alignment.moves import NOWHERE, START, Moves, Standing, Step
from normalize.matching.costs import COSTS
from normalize.matching.elements import Element, Kind, form_sequence
from normalize.matching.match import How, Match
from tests.matching.made import headed, row

TOP = Standing(at_top=True)
FIRST = Standing(first=True, at_top=True)
BEHIND_GAP = Standing(behind_gap=True)


def steps(
    here: Element | None, to: Element, standing: Standing = NOWHERE, how: How = How.EXACT, excerpt: bool = False
) -> list[Step]:
    moves = Moves(form_sequence("juten"), COSTS, excerpt)
    return moves.steps(START if here is None else here.order, Match(to, how), standing)


def named(key: str) -> Element:
    return row("juten", key)


def test_the_next_row_costs_nothing() -> None:
    assert steps(named("I.1.1"), named("I.1.2")) == [Step(0.0, named("I.1.2").order)]


def test_rows_passed_over_cost_each_and_no_more_than_the_most() -> None:
    (three,) = steps(named("II.2.1"), named("II.2.3.need"))
    assert three.cost == pytest.approx(COSTS.passed_over + 2 * COSTS.each_passed)
    (many,) = steps(named("I.1.1"), named("III.9.how"))
    assert many.cost == COSTS.most_passed


@pytest.mark.parametrize(
    ("here", "to", "standing"),
    [("I.1.1", "III.9.how", TOP), (None, "III.9.how", NOWHERE)],
    ids=["at the top of a page", "at the beginning"],
)
def test_where_pages_may_be_missing_less_is_paid(here: str | None, to: str, standing: Standing) -> None:
    (step,) = steps((here and named(here)) or None, named(to), standing)
    assert step.cost == COSTS.most_passed_at_top


def test_a_title_may_be_far_away() -> None:
    (step,) = steps(named("I.1.1"), headed("juten", "IV開示請求、問合せ"))
    assert step.cost == COSTS.most_passed_at_top


def test_behind_a_lost_page_and_in_an_excerpt_rows_are_missing_at_next_to_no_cost() -> None:
    passed = form_sequence("juten").passed_over(named("II.2.1").order + 1, named("II.2.6").order)
    for found in (
        steps(named("II.2.1"), named("II.2.6"), BEHIND_GAP),
        steps(named("II.2.1"), named("II.2.6"), excerpt=True),
    ):
        assert found == [Step(COSTS.each_in_excerpt * passed, named("II.2.6").order)]


def test_a_row_does_not_follow_itself() -> None:
    assert steps(named("I.1.2"), named("I.1.2")) == [Step(COSTS.label_again, named("I.1.2").order)]


def test_an_answer_much_like_its_own_label_is_not_the_label_again() -> None:
    assert steps(named("I.1.2"), named("I.1.2"), how=How.CLOSE) == []
    assert len(steps(named("I.1.2"), named("I.1.2"), FIRST, How.CLOSE)) == 1


def test_the_title_and_heading_of_the_place_may_come_again() -> None:
    here = named("II.2.6")
    for heading in (headed("juten", "II特定個人情報ファイルの概要"), headed("juten", "2.基本情報")):
        assert Step(COSTS.title_again, here.order) in steps(here, heading)
    assert here.order not in [step.place for step in steps(here, headed("juten", "I基本情報"))]


def test_the_next_instance_is_near_and_the_same_element() -> None:
    heading = named("II.4.itaku.name")
    (step,) = steps(named("II.4.itaku.3"), heading)
    assert step.place == heading.order
    assert step.cost < COSTS.next_file
    assert heading.kind is Kind.INSTANCE


def test_a_range_of_instances_moves_nothing() -> None:
    here = named("II.4.itaku.3")
    ways = Moves(form_sequence("juten"), COSTS).steps_to(
        Match(named("II.4.itaku.name"), How.EXACT, number=2, last=5), NOWHERE
    )
    assert ways[here.order] == (Step(0.0, here.order),)


def test_ways_are_made_when_they_are_asked_for() -> None:
    ways = Moves(form_sequence("juten"), COSTS).steps_to(Match(named("I.1.2"), How.EXACT), NOWHERE)
    assert (len(ways), ways[named("I.1.1").order], len(ways)) == (0, (Step(0.0, named("I.1.2").order),), 1)


def test_the_next_file_begins_at_its_first_block() -> None:
    (name,) = steps(named("II.7"), named("II.1"))
    (later,) = steps(named("II.7"), named("II.2.6"))
    assert (name.cost, later.cost) == (COSTS.next_file, COSTS.next_file + COSTS.inside_file)


def test_going_back_costs_least_at_the_top_of_a_page() -> None:
    here, to = named("IV.1.1"), named("I.6.1")
    assert [step.cost for step in steps(here, to)] == [COSTS.back]
    assert [step.cost for step in steps(here, to, TOP)] == [COSTS.back_at_page]
    assert [step.cost for step in steps(named("I.6.2"), named("I.6.1"))] == [COSTS.back_in_block]


def test_going_back_in_a_block_is_no_dearer_in_a_section_that_repeats() -> None:
    assert [step.cost for step in steps(named("II.2.6"), named("II.2.5"))] == [COSTS.back_in_block]
