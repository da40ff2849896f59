"""Files that hold no assessment are none, each kind with what is said of it."""

import pytest

from data.second_printer.no_assessment import print_no_assessment
from tests.stress.runs import run_named

SEEDS = {"talks": 0, "blank form": 1, "talk": 2, "letters": 5, "comparison": 8}


def test_the_same_seed_gives_the_same_file() -> None:
    assert print_no_assessment(3) == print_no_assessment(3)


@pytest.mark.parametrize("kind", SEEDS)
def test_a_file_of_each_kind_is_none(kind: str) -> None:
    report = run_named(f"none/{SEEDS[kind]}")
    assert report.group == ("none", kind)
    assert (report.crash, report.outcome.complaints, report.outcome.invented) == ("", [], 0)


@pytest.mark.parametrize("seed", [310_108, 310_144], ids=["options wrap in narrow cells", "rows without rulings"])
def test_a_blank_form_whose_options_were_not_understood_is_blank_all_the_same(seed: int) -> None:
    report = run_named(f"none/{seed}")
    assert (report.crash, report.outcome.complaints, report.outcome.invented) == ("", [], 0)
