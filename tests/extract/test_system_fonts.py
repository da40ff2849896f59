"""What is read does not depend on the fonts that a machine has: PDFium looks for none."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.printing.fonts import EMBEDDED, WHEEL
from tests.hyokasho.archive import SAMPLES, SMALL, archive

ROOT = Path(__file__).parents[2]
NAMED = (SMALL, SAMPLES / "juten_h30_disability.pdf")
"""Samples whose fonts are named, and not embedded."""
SAME_ON_EVERY_MACHINE, AS_PDFIUM_DOES = "forget", "keep"
CODE = """
import ctypes, hashlib, json, sys
from pathlib import Path
import pypdfium2 as pdfium
import pypdfium2.raw as raw

looked_for, folder, *files = sys.argv[1:]
raw.FPDF_DestroyLibrary()
places = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.create_string_buffer(folder.encode()), None)
config = raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=places)
raw.FPDF_InitLibraryWithConfig(ctypes.byref(config))

from extract.pdf import open_pdf
if looked_for == "keep":
    open_pdf.forget_installed_fonts = lambda: None
from hyokasho.archive.results.codec import encode
from hyokasho.document.reader import read_file

def digest(data):
    return hashlib.sha256(data).hexdigest()

def picture(data):
    with open_pdf.open_pdf(data) as document:
        return digest(document[0].render(scale=1).to_numpy().tobytes())

def result(data):
    return digest(encode(read_file(data, "", "")))

found = [Path(file).read_bytes() for file in files]
print(json.dumps([[picture(data) for data in found], [result(data) for data in found]]))
"""


def read_with(fonts: Path, looked_for: str, files: tuple[Path, ...]) -> tuple[list[str], list[str]]:
    """Digests of the files' first pages as drawn and of their results, on a machine whose fonts lie in a folder."""
    words = [sys.executable, "-c", CODE, looked_for, str(fonts), *map(str, files)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    pictures, results = json.loads(done.stdout)
    return pictures, results


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Japanese fonts and others."""
    folder = tmp_path_factory.mktemp("many")
    for package, names in ((WHEEL, EMBEDDED.values()), ("reportlab", ["Vera.ttf", "VeraBd.ttf"])):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for name in names:
            (found,) = Path(spec.origin).parent.rglob(name)
            shutil.copy(found, folder)
    return folder


def test_results_are_the_same_without_fonts_and_with_many(many: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    assert read_with(few, SAME_ON_EVERY_MACHINE, NAMED) == read_with(many, SAME_ON_EVERY_MACHINE, NAMED)


def test_the_fonts_of_this_test_would_be_found(many: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    without, found = (read_with(folder, AS_PDFIUM_DOES, (SMALL,)) for folder in (few, many))
    assert without[0] != found[0]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_run_opens_no_font_and_starts_no_program(tmp_path: Path) -> None:
    source, trace = archive(tmp_path / "in", SMALL), tmp_path / "trace"
    traced = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=execve,open,openat", "-o", str(trace)]
    code = "from hyokasho.cli import main; main()"
    words = [sys.executable, "-c", code, "ingest", str(source), "--out", str(tmp_path / "out"), "--workers", "1"]
    done = subprocess.run([*traced, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = trace.read_text(errors="replace").splitlines()
    assert [line for line in lines if ".ttf" in line or ".otf" in line or "/fonts" in line or ".fonts" in line] == []
    started = [line for line in lines if "execve(" in line]
    assert len(started) == 2
    assert all(sys.executable in line or Path(sys.executable).resolve().name in line for line in started)
