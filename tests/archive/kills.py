"""`python -m tests.archive.kills`: runs killed at random moments and resumed end with the bytes of one that was not.

The moments are spread over the time that an undisturbed run takes, start and end included.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.archive.command import children, finish, gone, results, start
from tests.hyokasho.archive import SAMPLES, digests

LATER = 1.1
"""Part of an undisturbed run's time up to which runs are killed: some end before."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--kills", default=20, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="Of the moments.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1))
@click.argument("source", default=SAMPLES, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(kills: int, seed: int, workers: int, source: Path) -> None:
    """Kill runs over SOURCE (the samples by default) with SIGKILL, and resume each."""
    moments = random.Random(seed)
    options = ("--workers", workers)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        finish(source, Path(folder) / "undisturbed", *options)
        seconds = time.monotonic() - begun
        whole = digests(Path(folder) / "undisturbed")
        print(f"undisturbed: {seconds:.1f} s, {results(Path(folder) / 'undisturbed')} results, {len(whole)} files")
        different = 0
        for number in range(1, kills + 1):
            out = Path(folder) / str(number)
            after = moments.uniform(0, LATER * seconds)
            process = start(source, out, *options)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(after)
            workers_left = children(process.pid)
            process.kill()
            process.communicate()
            orphans = "" if gone(workers_left) else ", WORKERS LEFT BEHIND"
            kept, tables = results(out), len(digests(out)) if out.exists() else 0
            done = finish(source, out, *options)
            same = digests(out) == whole
            different += not same or bool(orphans)
            verdict = "the same bytes" if same else f"DIFFERENT (exit {done.returncode}: {done.stderr.strip()})"
            print(f"{number:3}: killed after {after:5.1f} s, {kept:3} results, {tables:2} files: {verdict}{orphans}")
    print(f"{kills} runs killed and resumed, {different} of them different")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
