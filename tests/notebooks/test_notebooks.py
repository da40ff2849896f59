"""The notebooks run on the committed dataset and nothing else, say what they said, and draw no missing glyph."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jupytext
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from matplotlib.image import imread

from hyokasho.analysis.dataset import CHOSEN, SAMPLE
from hyokasho.analysis.style import FIGURES
from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from normalize.arrow.schemas import schemas

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
SAID = {
    "01_first_look": ["zenkoumoku born_digital 3 75", "子ども医療費システム（Ver.I） uncertain 0.605"],
    "02_vendors": ["株式会社翠嵐コンピュータサービス 株式会社 翠嵐コンピュータサービス 2 2 100000.0"],
    "03_media_and_routes": ["acquisition.methods 紙 11 12", "印のある回答はない"],
    "04_incidents_and_risks": ["夕凪町長 kiso NaN 発生あり 3", "発生なし 十分である 9"],
    "05_changes_over_time": ["department.head 8 6"],
}
"""Rows of their answers."""


def run(notebook: Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a notebook as a script, far from the checkout; a glyph that no typeface has is an error."""
    environment = os.environ | {
        "MPLBACKEND": "Agg", "MPLCONFIGDIR": str(folder / "config"), "PYTHONWARNINGS": "error:Glyph",
        "PYTHONIOENCODING": "utf-8", FIGURES: str(folder / "figures"),
    }  # fmt: skip
    environment.pop(CHOSEN, None)
    return subprocess.run(
        [sys.executable, str(notebook)], cwd=folder, env=environment | variables,
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def by_name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_it_runs_and_says_what_it_said(notebook: Path, tmp_path: Path) -> None:
    done = run(notebook, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(done.stdout.split())
    assert [row for row in SAID[notebook.stem] if row not in said] == []
    assert list((tmp_path / "figures").glob(f"{notebook.stem[:2]}_*.png"))


def nothing(folder: Path) -> None:
    """A dataset in which nothing was read."""
    with DatasetWriter(open_storage(folder)) as writer:
        writer.add({name: pa.Table.from_pylist([], schema) for name, schema in schemas().items()})
        writer.finish()


def copies_and_failures(folder: Path) -> None:
    """The sample with each document there twice, and a file that could not be read."""
    shutil.copytree(SAMPLE, folder)
    (file,) = (folder / "documents").glob("*.parquet")
    documents = pq.read_table(file).to_pylist()
    copies = [row | {"file_name": f"copy of {row['file_name']}"} for row in documents]
    failure = {"document_id": "0", "file_name": "a", "status": "failed", "error_code": "empty_file"}
    pq.write_table(pa.Table.from_pylist([*copies, *documents, failure], schemas()["documents"]), file)


@pytest.mark.parametrize("make", [nothing, copies_and_failures])
def test_they_run_on_any_dataset(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "dataset")
    every = tmp_path / "every.py"
    every.write_text(f"import runpy\nfor path in {[str(path) for path in NOTEBOOKS]}:\n    runpy.run_path(path)\n")
    done = run(every, tmp_path, **{CHOSEN: str(tmp_path / "dataset")})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_it_opens_in_jupyter_and_speaks_both_languages(notebook: Path) -> None:
    cells = jupytext.read(notebook).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert texts[0].startswith(f"# {int(notebook.stem[:2])}. ")
    assert all(" / " in text.splitlines()[0] for text in texts)
    assert sum(cell.cell_type == "code" for cell in cells) >= 3


def test_the_picture_of_the_readme_is_what_the_notebook_draws(tmp_path: Path) -> None:
    done = run(ROOT / "notebooks" / "03_media_and_routes.py", tmp_path)
    assert done.returncode == 0
    committed, drawn = imread(ROOT / "docs" / "routes.png"), imread(tmp_path / "figures" / "03_routes.png")
    assert committed.shape == drawn.shape
    assert float(np.abs(committed - drawn).mean()) < 0.01  # letters may be smoothed otherwise elsewhere
