"""Workers, which write nothing, find the program compiled by the run that starts them."""

from __future__ import annotations

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from extract.yaml_files import is_kept
from hyokasho.archive.workers.compiled import LAST, LAST_FACTS, PACKAGES, compile_program

FACTS = ("extract/some.yaml", "normalize/grammar/some.yaml", LAST_FACTS)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with a module in each package."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for source in (*(f"{package}/some.py" for package in PACKAGES), LAST):
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text("VALUE = 1\n", encoding="utf-8")
    for source in FACTS:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text("value: 1\n", encoding="utf-8")
    return tmp_path


def compiled(program: Path) -> set[str]:
    return {
        path.relative_to(program).as_posix() for path in program.rglob("*.py")
        if Path(cache_from_source(str(path))).exists()
    }  # fmt: skip


def test_all_modules_are_compiled(program: Path) -> None:
    compile_program.__wrapped__(program)
    assert compiled(program) == {"extract/some.py", "normalize/some.py", "hyokasho/some.py", LAST}
    assert all(is_kept(program / facts) for facts in FACTS)


def test_a_program_that_its_installer_compiled_lacks_only_what_its_yaml_says(program: Path) -> None:
    compile_program.__wrapped__(program)
    for kept in program.rglob("*.marshal"):
        kept.unlink()
    compile_program.__wrapped__(program)
    assert all(is_kept(program / facts) for facts in FACTS)


def test_a_newer_program_is_compiled_anew(program: Path) -> None:
    compile_program.__wrapped__(program)
    before = Path(cache_from_source(str(program / "extract/some.py"))).read_bytes()
    for source in ("extract/some.py", LAST):
        (program / source).write_text("VALUE = 2\n", encoding="utf-8")
        os.utime(program / source, (2e9, 2e9))
    compile_program.__wrapped__(program)
    assert Path(cache_from_source(str(program / "extract/some.py"))).read_bytes() != before


def test_nothing_is_written_where_python_is_told_so(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_program.__wrapped__(program)
    assert compiled(program) == set()
    assert not any(is_kept(program / facts) for facts in FACTS)


def test_where_nothing_can_be_written_it_ends_at_once(program: Path) -> None:
    (program / "extract/__pycache__").write_text("no folder", encoding="utf-8")
    compile_program.__wrapped__(program)
    assert compiled(program) == set()
