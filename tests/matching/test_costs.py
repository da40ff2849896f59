"""What a margin tells: how surely a text is the label that it is taken for."""

from __future__ import annotations

import pytest

from normalize.matching.costs import COSTS, Costs


@pytest.mark.parametrize(
    ("margin", "certainty"), [(0.0, 0.5), (0.5, 0.625), (1.0, 0.75), (1.6, 0.9), (2.0, 1.0), (3.0, 1.0)]
)
def test_a_label_is_the_surer_the_more_another_way_costs(margin: float, certainty: float) -> None:
    assert COSTS.certainty(margin) == pytest.approx(certainty)


def test_two_ways_that_are_as_good_are_as_likely_whatever_the_small_margin_is() -> None:
    assert Costs(small_margin=4.0).certainty(0.0) == 0.5
    assert Costs(small_margin=4.0).certainty(2.0) == 0.75
