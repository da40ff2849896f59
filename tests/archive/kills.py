"""`python -m tests.archive.kills`: runs killed at random moments and resumed end with the bytes of one that was not.

A run is killed some time after it has kept so many results, both by chance: while it starts, reads or writes its tables
on a machine of any load. Some are killed again while they resume.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from hyokasho.archive.storage.interface import ASIDE
from tests.archive.command import children, finish, gone, results, start, wait_for_results
from tests.hyokasho.archive import BROKEN, archive, digests, few_scans

LATER = 2.0
"""A run is killed up to so many times the usual time of a document after a result."""
MOST_KILLS = 2
"""Times that one run is killed."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A run that was killed: at each time, results that were kept and tables that were there; what is `wrong` now."""

    found: list[tuple[int, int]]
    wrong: str


def killed(source: Path, folder: Path, kills: int, seed: int, *options: object) -> Iterator[Kill]:
    """Kill so many runs over `source`, and resume each."""
    chance = random.Random(seed)
    begun = time.monotonic()
    finish(source, folder / "undisturbed", *options)
    whole, documents = digests(folder / "undisturbed"), results(folder / "undisturbed")
    usual = (time.monotonic() - begun) / documents
    left = kills
    while left > 0:
        out, found, wrong = folder / f"{left}", list[tuple[int, int]](), []
        for _ in range(min(left, chance.randint(1, MOST_KILLS))):
            left -= 1
            if not _kill(source, out, chance.randint(0, documents), chance.uniform(0, LATER * usual), *options):
                wrong.append("WORKERS LEFT BEHIND")
            found.append((results(out), len(digests(out)) if out.exists() else 0))
        done = finish(source, out, *options)
        if digests(out) != whole:
            wrong.append(f"DIFFERENT (exit {done.returncode}: {done.stderr.strip()})")
        if (out / ASIDE).exists():
            wrong.append("SOMETHING SET ASIDE")
        yield Kill(found, ", ".join(wrong))


def _kill(source: Path, out: Path, after: int, seconds: float, *options: object) -> bool:
    """Start a run and kill it so many seconds after so many results; whether its workers end with it."""
    process = start(source, out, *options)
    wait_for_results(out, after, process)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    return gone(workers)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--kills", default=100, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="Of the moments.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@click.argument("source", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(kills: int, seed: int, workers: int, source: Path | None) -> None:
    """Kill runs over SOURCE (half of the samples by default) with SIGKILL, and resume each."""
    wrong = total = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = source or archive(place / "in", *few_scans()[::2], BROKEN / "letter.pdf", BROKEN / "empty.pdf")
        for kill in killed(source, place, kills, seed, "--workers", workers):
            total += len(kill.found)
            wrong += bool(kill.wrong)
            found = ", ".join(f"{kept} results and {tables} tables" for kept, tables in kill.found)
            print(f"{total:4}: killed with {found}: {kill.wrong or 'the same bytes'}", flush=True)
    print(f"{total} kills, {wrong} runs with another end")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
