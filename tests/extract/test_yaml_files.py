"""What a YAML file says is kept beside it, and counts as long as the file is the same."""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest
import yaml

from extract import yaml_files
from extract.yaml_files import is_kept, read_yaml

PROGRAM = Path(yaml_files.__file__).parents[1]
SHIPPED = sorted(
    path for package in ("extract", "normalize", "hyokasho") for path in (PROGRAM / package).rglob("*.yaml")
)


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file where what is read may be kept."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "facts.yaml").write_text("signs: [○, 1, null]\n", encoding="utf-8")
    return tmp_path / "facts.yaml"


def kept_files(facts: Path) -> list[Path]:
    return sorted((facts.parent / "__pycache__").glob("*"))


def test_what_was_read_once_is_not_parsed_again(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_yaml(facts) == {"signs": ["○", 1, None]}
    monkeypatch.setattr(yaml, "load", None)
    assert read_yaml(facts) == {"signs": ["○", 1, None]}


def test_what_is_handed_out_is_the_readers_own(facts: Path) -> None:
    for _ in range(3):
        assert read_yaml(facts).pop("signs") == ["○", 1, None]


@pytest.mark.parametrize("text", ["signs: [●, 1, null]\n", "{}\n"])
def test_a_file_that_has_changed_is_read_anew(facts: Path, text: str) -> None:
    read_yaml(facts)
    facts.write_text(text, encoding="utf-8")
    os.utime(facts, ns=(5, 5))
    assert not is_kept(facts)
    assert read_yaml(facts) == yaml.safe_load(text)
    assert is_kept(facts)


def test_what_another_python_kept_does_not_count(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_yaml(facts)
    monkeypatch.setattr(yaml_files, "MAGIC_NUMBER", b"next")
    assert not is_kept(facts)


@pytest.mark.parametrize("left", [0, 5, 21, 30])
def test_a_kept_content_that_is_cut_off_is_read_anew(facts: Path, left: int) -> None:
    read_yaml(facts)
    (kept,) = kept_files(facts)
    kept.write_bytes(kept.read_bytes()[:left])
    assert read_yaml(facts) == {"signs": ["○", 1, None]}


def test_nothing_is_kept_where_python_keeps_no_modules(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_yaml(facts) == {"signs": ["○", 1, None]}
    assert kept_files(facts) == []


def test_where_nothing_can_be_kept_it_is_read_all_the_same(facts: Path) -> None:
    (facts.parent / "__pycache__").write_text("no folder", encoding="utf-8")
    assert read_yaml(facts) == {"signs": ["○", 1, None]}


def test_a_module_of_the_same_name_keeps_its_place(facts: Path) -> None:
    read_yaml(facts)
    assert Path(cache_from_source(str(facts.with_suffix(".py")))) not in kept_files(facts)


@pytest.mark.parametrize("source", SHIPPED, ids=lambda source: source.relative_to(PROGRAM).as_posix())
def test_all_that_is_shipped_can_be_kept_as_it_says_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    read_yaml(source)
    assert is_kept(source)
    monkeypatch.setattr(yaml_files, "_parsed", None)
    assert read_yaml(source) == yaml.safe_load(source.read_text(encoding="utf-8"))
