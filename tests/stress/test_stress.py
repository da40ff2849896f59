"""A few prints of either printer are read without a wrong value that says ok; `make stress` reads hundreds."""

import signal
from collections.abc import Iterator

import pytest

from tests.stress.runs import Report, gathered, run_named, summary

READ = [
    "random/0", "random/4", "random/12", "random/7", "random/53", "damaged/4", "damaged/10", "damaged/1", "damaged/3",
    "damaged/21", "random/19", "random/43", "damaged/13", "damaged/9",
]  # fmt: skip


def _check(name: str) -> None:
    report = run_named(name)
    assert report.crash == ""
    assert [text for verdict, text in report.outcome.complaints if verdict == "silent"] == []
    assert report.outcome.verdicts["right"] > 0
    assert not report.open_pages


@pytest.mark.parametrize("name", READ)
def test_no_wrong_value_says_ok(name: str) -> None:
    _check(name)


def test_a_case_that_cannot_be_made_is_reported_and_ends_nothing() -> None:
    report = run_named("other/1")
    assert report.crash.startswith("ValueError: 'other/1' is none of")
    assert summary([report]).row_count == 2


def test_a_run_that_is_stopped_keeps_what_it_saw(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> Iterator[Report]:
        yield Report("random/1", crash="ValueError")
        signal.raise_signal(signal.SIGTERM)
        yield Report("random/2")

    before = signal.getsignal(signal.SIGTERM)
    try:
        reports, is_stopped = gathered(stopped(), 2)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ([report.name for report in reports], is_stopped) == (["random/1"], True)
    assert "1 of 2: random/1 failed" in capsys.readouterr().err
