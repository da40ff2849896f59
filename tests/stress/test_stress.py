"""A few prints of either printer are read without a wrong value that says ok; `make stress` reads hundreds."""

import pytest

from tests.stress.runs import run_named

READ = ["random/0", "random/4", "random/12", "random/17", "random/14", "damaged/0", "damaged/4", "damaged/10"]


@pytest.mark.parametrize("name", READ)
def test_no_wrong_value_says_ok(name: str) -> None:
    report = run_named(name)
    assert report.crash == ""
    assert [text for verdict, text in report.outcome.complaints if verdict == "silent"] == []
    assert report.outcome.verdicts["right"] > 0
    assert not report.open_pages
