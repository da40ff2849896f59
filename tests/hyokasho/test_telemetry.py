"""The library that reads scans and calls its makers is loaded in one place, which silences it first.

That nothing calls anybody, `tests/tracing` looks at.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_one_module_loads_the_library_that_has_to_be_silenced() -> None:
    importing = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    sources = [path for room in ("extract", "normalize", "hyokasho", "data") for path in (ROOT / room).rglob("*.py")]
    found = [path.name for path in sources if importing.search(path.read_text(encoding="utf-8"))]
    assert found == ["onnx_runtime.py"]
