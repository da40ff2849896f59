"""Readers see the old tables or the new ones, whatever happens to the run that replaces them."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from hyokasho.archive.dataset.descriptor import DESCRIPTOR
from hyokasho.archive.storage.folder import LocalStorage
from normalize.registry import load_registry
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive, digests, rows, run

TABLES = load_registry().tables
OTHER = SAMPLES / "kiso_h30_vaccination.pdf"
CHANGES = len(TABLES) + 5
"""Changes to files: the note, a move for each table, descriptor, manifest, record of sources, the end of the note."""


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the run comes after it."""


Datasets = tuple[Path, Path, dict[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an `old` dataset, and a `new` one of the sources in `in`, whose results are known to both."""
    folder = tmp_path_factory.mktemp("datasets")
    source, before = archive(folder / "in", OTHER), archive(folder / "before", SMALL)
    run(source, folder / "old")
    run(before, folder / "old", prune=True)
    run(source, folder / "new")
    return folder


@pytest.fixture
def datasets(made: Path, tmp_path: Path) -> Datasets:
    """An older dataset to replace, the sources of a newer one, and the digests of both."""
    shutil.copytree(made / "old", tmp_path / "out")
    return tmp_path / "out", made / "in", digests(made / "old"), digests(made / "new")


def killed_after(count: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Kill the run after `count` changes of its replacement, which begins with a note; tells how many there were."""
    done: list[str] = []

    def counted(name: str) -> None:
        real = getattr(LocalStorage, name)

        def change(self: LocalStorage, *words: Any) -> Any:
            if done or str(words[0]).endswith("replacing.json"):
                if len(done) == count:
                    raise Killed
                done.append(name)
            return real(self, *words)

        monkeypatch.setattr(LocalStorage, name, change)

    for name in ("write", "move", "remove"):
        counted(name)
    return lambda: len(done)


@pytest.mark.parametrize("count", range(CHANGES))
def test_a_run_killed_while_it_replaces_tables_is_finished_by_the_next(
    count: int, datasets: Datasets, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, source, old, new = datasets
    killed_after(count, monkeypatch)
    with pytest.raises(Killed):
        run(source, out, prune=True)
    monkeypatch.undo()
    between = digests(out)
    assert between.keys() == old.keys()
    assert all(digest in (old[name], new[name]) for name, digest in between.items())
    run(source, out, prune=True)
    assert digests(out) == new


def test_a_replacement_has_so_many_changes(datasets: Datasets, monkeypatch: pytest.MonkeyPatch) -> None:
    out, source, _, new = datasets
    done = killed_after(1000, monkeypatch)
    run(source, out, prune=True)
    assert done() >= CHANGES
    assert digests(out) == new


def test_a_reader_finds_whole_tables_at_every_moment(tmp_path: Path) -> None:
    out = tmp_path / "out"
    sources = [archive(tmp_path / "one", SMALL), archive(tmp_path / "two", OTHER, BROKEN / "empty.pdf")]
    counts = set()
    for source in sources:
        run(source, out, prune=True)
        counts.add(tuple(len(rows(out, name)) for name in TABLES))
    over, seen = threading.Event(), []

    def read() -> None:
        while not over.is_set():
            seen.append(tuple(pq.read_table(out / name).num_rows for name in TABLES))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(10):
            run(sources[number % 2], out, prune=True)
    finally:
        over.set()
        reader.join()
    assert seen
    of_table = list(zip(*counts, strict=True))
    assert all(count in of_table[index] for counts_seen in seen for index, count in enumerate(counts_seen))


def test_a_table_that_an_older_version_had_goes(tmp_path: Path) -> None:
    out, source = tmp_path / "out", archive(tmp_path / "in", SMALL)
    run(source, out)
    (out / "former").mkdir()
    (out / "former" / "part-0.parquet").write_bytes(b"rows")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "part-0.parquet").write_bytes(b"not to be touched")
    described = json.loads((out / DESCRIPTOR).read_text(encoding="utf-8"))
    facts = {"bytes": 4, "hash": f"sha256:{hashlib.sha256(b'rows').hexdigest()}"}
    described["resources"] += [{"path": path} | facts for path in ("former/part-0.parquet", "../mine/part-0.parquet")]
    (out / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    archive(source, OTHER)
    run(source, out)
    assert not (out / "former").exists()
    assert (tmp_path / "mine" / "part-0.parquet").exists()
