"""`python -m tests.archive.kills`: runs killed at random moments and resumed end with the bytes of one that was not.

The moments are spread over the time that an undisturbed run takes, start and end included. So are second kills, of runs
that resume.
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
from tests.archive.command import children, finish, gone, results, start
from tests.hyokasho.archive import BROKEN, archive, digests, few_scans

LATER = 1.1
"""Part of an undisturbed run's time up to which runs are killed: some end before."""
MOST_KILLS = 2
"""Times that one run is killed."""


@dataclass(frozen=True, slots=True)
class Kill:
    """A run that was killed `after` so many seconds, what was there then, and what is `wrong` with it now."""

    after: list[float]
    kept: int
    tables: int
    wrong: str


def killed(source: Path, folder: Path, kills: int, seed: int, *options: object) -> Iterator[Kill]:
    """Kill so many runs over `source`, and resume each."""
    moments = random.Random(seed)
    begun = time.monotonic()
    finish(source, folder / "undisturbed", *options)
    seconds = time.monotonic() - begun
    whole = digests(folder / "undisturbed")
    left = kills
    while left > 0:
        out = folder / f"{left}"
        after = [moments.uniform(0, LATER * seconds) for _ in range(min(left, moments.randint(1, MOST_KILLS)))]
        left -= len(after)
        wrong = [] if all(_kill(source, out, moment, *options) for moment in after) else ["WORKERS LEFT BEHIND"]
        kept, tables = results(out), len(digests(out)) if out.exists() else 0
        done = finish(source, out, *options)
        if digests(out) != whole:
            wrong.append(f"DIFFERENT (exit {done.returncode}: {done.stderr.strip()})")
        if (out / ASIDE).exists():
            wrong.append("SOMETHING SET ASIDE")
        yield Kill(after, kept, tables, ", ".join(wrong))


def _kill(source: Path, out: Path, after: float, *options: object) -> bool:
    """Start a run and kill it; whether its workers end with it."""
    process = start(source, out, *options)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
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
            total += len(kill.after)
            wrong += bool(kill.wrong)
            after = ", ".join(f"{seconds:.1f}" for seconds in kill.after)
            verdict = kill.wrong or "the same bytes"
            print(f"{total:4}: killed after {after} s, {kill.kept} results, {kill.tables} files: {verdict}", flush=True)
    print(f"{total} kills, {wrong} runs with another end")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
