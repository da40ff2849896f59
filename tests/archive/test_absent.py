"""A process does without libraries that it has no need of, and finds them where it has."""

from __future__ import annotations

import importlib
import sys

import pytest

from hyokasho.archive.absent import absent

NAME = "colorsys"
"""A module that nothing else here loads."""


@pytest.fixture(autouse=True)
def not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, NAME, raising=False)


def test_a_library_is_taken_for_not_installed_for_a_while() -> None:
    with absent("another", NAME), pytest.raises(ImportError, match=NAME):
        importlib.import_module(NAME)
    assert importlib.import_module(NAME) is sys.modules[NAME]


def test_what_is_loaded_already_stays() -> None:
    loaded = importlib.import_module(NAME)
    with absent(NAME):
        assert importlib.import_module(NAME) is loaded


def test_others_are_found_meanwhile() -> None:
    with absent("another"):
        assert importlib.import_module(NAME) is sys.modules[NAME]


def test_a_failure_leaves_nothing_behind() -> None:
    before = list(sys.meta_path)
    with pytest.raises(KeyError), absent(NAME):
        raise KeyError
    assert sys.meta_path == before
