"""The pages below docs/ name what there is: modules, reasons for doubt, kinds of findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalize.reasons import Reason
from normalize.records import FindingKind

ROOT = Path(__file__).parent.parent
PACKAGES = ("extract", "normalize", "hyokasho", "data", "benchmarks", "tests")
FILES = {f"/{path.relative_to(ROOT).as_posix()}" for name in PACKAGES for path in (ROOT / name).rglob("*")}
NAMED_FILE = re.compile(r"`((?:\w+/)*\w+\.(?:py|yaml))`")
NAMED_ROOM = re.compile(r"`((?:extract|normalize)(?:/\w+)+)/?`")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def tabled(text: str) -> set[str]:
    """The codes in the first columns of a page's tables."""
    first = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return {code for cell in first for code in re.findall(r"`(\w+)`", cell)}


@pytest.mark.parametrize("name", ["architecture.md", "engines.md", "findings.md", "reading.md", "scans.md"])
def test_every_module_named_is_there(name: str) -> None:
    named = set(NAMED_FILE.findall(page(name))) | set(NAMED_ROOM.findall(page(name)))
    assert [each for each in sorted(named) if not any(file.endswith(f"/{each}") for file in FILES)] == []


def test_every_reason_for_doubt_says_what_a_person_does() -> None:
    assert {str(reason) for reason in Reason} - tabled(page("reading.md")) == set()


def test_every_kind_of_finding_is_explained() -> None:
    assert tabled(page("findings.md")) == {str(kind) for kind in FindingKind}


def test_each_test_that_holds_a_promise_is_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert len(named) > 20
