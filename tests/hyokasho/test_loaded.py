"""A command loads no library that it has no use for: half of what a short one takes is what it loads."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.hyokasho.archive import SMALL

HEAVY = {
    "numpy",
    "pandas",
    "pyarrow",
    "pypdfium2",
    "pikepdf",
    "pdfplumber",
    "pdfminer",
    "camelot",
    "playa",
    "sudachipy",
}
COMMAND = """
import json, sys
from hyokasho.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
VIEWER = """
import json, sys
from hyokasho.viewing import printing, viewer
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(code: str, *words: str) -> set[str]:
    """The modules of a process that runs some code."""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["ingest", "--help"]])
def test_help_knows_no_form_and_draws_nothing(words: list[str]) -> None:
    assert not loaded(COMMAND, *words) & {*HEAVY, "rich", "normalize", "extract"}


def test_the_data_dictionary_needs_the_registry_alone() -> None:
    modules = loaded(COMMAND, "schema", "--json")
    assert "normalize.registry" in modules
    assert not modules & HEAVY


def test_who_shows_a_document_reads_none() -> None:
    assert not loaded(COMMAND, "show", str(SMALL)) & {*HEAVY, "rich.progress", "normalize.registry"}


def test_who_reads_one_to_show_it_makes_no_tables() -> None:
    modules = loaded(VIEWER)
    assert {"pypdfium2", "normalize.reading"} <= modules
    assert not modules & {"pandas", "pyarrow", "camelot", "playa", "sudachipy", "onnxruntime"}
