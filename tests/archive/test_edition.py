"""Results count for the code, facts and libraries that made them, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyokasho import __version__
from hyokasho.archive.results import fingerprint


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program in the place of this one."""
    for name in (
        "extract/a.py",
        "extract/scan/boxes/strokes.npz",
        "normalize/registry/options.yaml",
        "hyokasho/document/reader.py",
        "hyokasho/document/result.py",
        "hyokasho/document/lacks.py",
        "hyokasho/cli.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
    monkeypatch.setattr(fingerprint, "_ROOT", tmp_path)
    return tmp_path


def editions() -> tuple[str, str]:
    """Those of reading and assembling in a process that begins now."""
    fingerprint._digest.cache_clear()
    fingerprint._content.cache_clear()
    return fingerprint.reading_edition(), fingerprint.assembling_edition()


def test_it_is_the_same_every_time_and_names_the_version() -> None:
    assert editions() == editions()
    assert fingerprint.reading_edition().startswith(f"{__version__}-")


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("extract/a.py", True),
        ("extract/b.py", True),
        ("extract/scan/boxes/strokes.npz", True),
        ("normalize/registry/options.yaml", True),
        ("hyokasho/document/reader.py", True),
        ("hyokasho/document/result.py", True),
        ("hyokasho/document/lacks.py", True),
        ("hyokasho/cli.py", False),
    ],
)
def test_what_results_depend_on_makes_another_edition(name: str, reading: bool, root: Path) -> None:
    before = editions()
    (root / name).write_text("2")
    after = editions()
    assert (after[0] != before[0]) is reading
    assert after[1] != before[1]


def test_a_file_that_is_moved_makes_another_edition(root: Path) -> None:
    before = editions()
    (root / "extract" / "a.py").rename(root / "extract" / "b.py")
    assert editions() != before


def test_compiled_files_do_not_count(root: Path) -> None:
    before = editions()
    (root / "extract" / "__pycache__").mkdir()
    (root / "extract" / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert editions() == before


def test_another_library_makes_another_edition(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = editions()
    monkeypatch.setattr(fingerprint, "version", lambda name: "99")
    assert editions() != before
