"""Camelot's plots are not loaded: they would run a program that PATH names, and write below the home folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = """
import sys
sys.addaudithook(lambda event, facts: event == "subprocess.Popen" and print(event, facts))
from extract.pdf.plain_camelot import camelot
assert "matplotlib" not in sys.modules
assert callable(camelot.read_pdf)
"""


def run(code: str, home: Path) -> str:
    environment = os.environ | {"HOME": str(home), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_loading_it_runs_no_program_and_writes_nothing(tmp_path: Path) -> None:
    assert run(CODE, tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_who_wants_plots_of_his_own_can_have_them_afterwards(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    run(f"{CODE}\nimport matplotlib.pyplot", tmp_path)


def test_one_module_loads_it() -> None:
    importing = re.compile(r"^\s*(?:import|from) camelot\b(?!.*CamelotCell)", re.MULTILINE)
    found = [path.name for path in (ROOT / "extract").rglob("*.py") if importing.search(path.read_text("utf-8"))]
    assert found == ["plain_camelot.py"]
