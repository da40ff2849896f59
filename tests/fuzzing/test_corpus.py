"""Inputs that once reached much, or were findings, through each target; `make fuzz` makes new ones up."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyokasho.archive.results.codec import decode
from tests.fuzzing import targets
from tests.fuzzing.__main__ import by_chance
from tests.fuzzing.targets import PARTED, TARGETS, FindingError, framed_result

CORPUS = Path(__file__).with_name("corpus")
KEPT = sorted(CORPUS.rglob("*.bin"))
ROUNDS = {"records": 15, "folder": 25, "containers": 100}
"""Inputs that are made up; of the faster targets, some hundreds."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_kept_inputs_have_an_outcome_with_a_name(path: Path) -> None:
    TARGETS[path.parent.name].target(path.read_bytes())


def test_each_target_has_a_corpus() -> None:
    assert {path.parent.name for path in KEPT} == TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_what_is_made_of_them_have_an_outcome_with_a_name(name: str) -> None:
    by_chance(TARGETS[name], ROUNDS.get(name, 300))


def test_each_seed_of_a_result_is_a_whole_one() -> None:
    for seed in TARGETS["results"].seeds():
        text, parted, tables = seed.partition(PARTED)
        head, _ = decode(framed_result(text, tables) if parted else seed)
        assert head.rows["documents"] == 1


def test_a_finding_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "decoded", lambda data, kind: object())
    monkeypatch.setattr(targets, "encoded", lambda value: b"")
    with pytest.raises(FindingError, match="reads its own words in another way"):
        targets.files_of_ours(b"{}")
