"""A run over an unchanged archive does next to nothing: it loads neither PDF engines nor Arrow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.hyokasho.archive import SMALL, archive

CODE = """
import json, sys
from hyokasho.archive.sources import identity
identity.SETTLED = -(10**12)
from hyokasho.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(name for name in sys.modules if "." not in name)), file=sys.stderr)
"""


def test_what_an_unchanged_archive_does_not_need_is_not_loaded(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in", SMALL), tmp_path / "out"
    words = [sys.executable, "-c", CODE, "ingest", str(source), "--out", str(out), "--workers", "1"]
    for _ in range(2):
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "nothing has changed" in done.stdout
    loaded = set(json.loads(done.stderr))
    assert "hyokasho" in loaded
    assert not loaded & {"pyarrow", "pandas", "numpy", "pypdfium2", "pikepdf", "pdfplumber", "camelot", "sudachipy"}
