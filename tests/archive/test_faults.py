"""Calls to the file system may fail at any time: nothing is lost, and the run says so (`faults` has all cases)."""

from __future__ import annotations

import pytest

from hyokasho.archive.dataset.descriptor import DESCRIPTOR
from tests.archive.faults import Faults, Scene, check_all

EVERY = 89
"""Of some 9,000 cases."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_the_run_ends_with_a_message_or_goes_on(scene: Scene) -> None:
    calls = scene.calls().made
    assert set(calls) >= {"open", "mkdir", "replace", "unlink", "listdir", "fsync", "stat", "fstat", "write", "rmtree"}
    said = check_all(calls, scene.outcome, EVERY)
    assert said.total() == -(-len(calls) * 8 // EVERY)
    assert all(words == "went on" or words.startswith("OUT") for words in said)


@pytest.mark.parametrize("name", [DESCRIPTOR, "sources.json", "manifest.json", "inputs.json"])
def test_what_cannot_be_read_now_is_not_taken_for_nonsense(name: str, scene: Scene) -> None:
    calls = scene.calls()
    at = next(at for at, call in enumerate(zip(calls.made, calls.about, strict=True)) if call == ("open", name))
    assert scene.outcome(Faults(at)).endswith(f"{name}: cannot be read (Input/output error)")
