"""`python -m tests.archive.faults`: a run whose calls to the file system fail, each in turn and in every way.

Nothing is lost: the run ends with a message or goes on, each table is the old or the new one, nothing of ours is taken
for somebody else's, and the next run ends with the bytes of one that nothing happened to.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

from hyokasho.archive.storage import filelock, folder, inside
from hyokasho.archive.storage.interface import ASIDE
from hyokasho.archive.storage.storage_error import StorageError
from tests.hyokasho.archive import BROKEN, archive, digests, run

CALLS = frozenset(
    {"open", "mkdir", "replace", "unlink", "listdir", "fsync", "stat", "fstat", "read", "write", "ftruncate", "rmtree"}
)
KINDS = {
    "no space": errno.ENOSPC,
    "no permission": errno.EACCES,
    "no answer": errno.EIO,
    "too many files": errno.EMFILE,
}


@dataclass
class Faults:
    """Call number `at` fails with `number`; all behind it too, unless `once`. A write has written half before."""

    at: int = -1
    number: int = errno.EIO
    once: bool = True
    made: list[str] = field(default_factory=list)
    about: list[object] = field(default_factory=list)

    def due(self, name: str, about: object = None) -> bool:
        """Whether the call that is made now, about a file or descriptor, fails."""
        self.made.append(name)
        self.about.append(about)
        count = len(self.made) - 1
        return count == self.at or (0 <= self.at < count and not self.once)

    def error(self) -> OSError:
        return OSError(self.number, os.strerror(self.number))


class _Module:
    """Stands for `os` or `shutil`."""

    def __init__(self, real: Any, faults: Faults) -> None:
        self._real, self._faults = real, faults

    def __getattr__(self, name: str) -> Any:
        real, faults = getattr(self._real, name), self._faults
        if name == "fsync":
            real = _at_once
        if name == "fdopen":
            return lambda descriptor, mode: _opened(descriptor, mode, faults)
        if name not in CALLS:
            return real

        def called(*words: Any, **options: Any) -> Any:
            if faults.due(name, words[0] if words else None):
                raise faults.error()
            return real(*words, **options)

        return called


def _at_once(descriptor: int) -> None:
    """Stands for `os.fsync`: nobody pulls the plug here."""


class _File(io.FileIO):
    """A file whose writes may fail when half of their bytes are written."""

    faults: Faults

    def write(self, data: Any) -> int:
        if self.faults.due("write"):
            super().write(memoryview(data)[: len(data) // 2])
            raise self.faults.error()
        return super().write(data)


def _opened(descriptor: int, mode: str, faults: Faults) -> Any:
    if mode != "wb":
        return os.fdopen(descriptor, mode)
    file = _File(descriptor, "wb")
    file.faults = faults
    return io.BufferedWriter(file)


class Scene:
    """A dataset `old`, the sources of a new one, and the new one."""

    def __init__(self, place: Path) -> None:
        self.place, self._said = place, ""
        run(archive(self.place / "before", BROKEN / "empty.pdf"), self.place / "old")
        archive(self.place / "in", BROKEN / "empty.pdf", BROKEN / "page_not_found.pdf")
        run(self.place / "in", self.place / "new")

    def calls(self) -> Faults:
        """The calls of a run that nothing happens to."""
        return self._disturbed(Faults())[1]

    def outcome(self, faults: Faults) -> str:
        """What became of a run; raises `AssertionError` where something was lost."""
        out, faults = self._disturbed(faults)
        old, new = digests(self.place / "old"), digests(self.place / "new")
        said = self._said
        wrong = [name for name, digest in digests(out).items() if digest not in (old.get(name), new.get(name))]
        assert wrong == [], "neither old nor new"
        assert not (out / ASIDE).exists(), "taken for somebody else's"
        assert said or digests(out) == new, "not finished, without a word"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", _at_once)
            run(self.place / "in", out)
        assert digests(out) == new, "not mended by the next run"
        return said or "went on"

    def _disturbed(self, faults: Faults) -> tuple[Path, Faults]:
        out = self.place / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(self.place / "old", out)
        self._said = ""
        with pytest.MonkeyPatch.context() as patch:
            for module in (inside, folder, filelock):
                patch.setattr(module, "os", _Module(os, faults))
            patch.setattr(inside, "shutil", _Module(shutil, faults))
            try:
                run(self.place / "in", out)
            except StorageError as error:
                self._said = str(error).replace(str(out), "OUT")
        return out, faults


def check_all(calls: list[str], outcome: Callable[[Faults], str], every: int, first: int = 0) -> Counter[str]:
    """Have each call fail in one way after the other, once and for good; what was said how often."""
    said: Counter[str] = Counter()
    cases = [(at, kind, once) for at in range(len(calls)) for kind in KINDS for once in (True, False)]
    for at, kind, once in cases[first::every]:
        faults = Faults(at, KINDS[kind], once)
        try:
            said[outcome(faults)] += 1
        except Exception as error:
            name = faults.made[at] if at < len(faults.made) else "?"
            how = "once" if once else "for good"
            raise AssertionError(f"call {at} ({name}), {kind}, {how}: {type(error).__name__}: {error}") from error
    return said


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--every", default=1, show_default=True, type=click.IntRange(1), help="Of the cases only each so many-th."
)
@click.option("--first", default=0, show_default=True, type=click.IntRange(0), help="The first case that is looked at.")
def main(every: int, first: int) -> None:
    """Have every call of a run fail."""
    with tempfile.TemporaryDirectory() as place:
        scene = Scene(Path(place))
        calls = scene.calls().made
        said = check_all(calls, scene.outcome, every, first)
    print(f"{len(calls)} calls, {said.total()} faults")
    for words, count in said.most_common():
        print(f"{count:6} {words}")


if __name__ == "__main__":
    main()
