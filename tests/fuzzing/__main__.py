"""`python -m tests.fuzzing --seconds 60`: looks for bytes that end in anything that has no name.

Atheris, where it is installed, makes inputs up by what they reach in the code; else hypothesis makes them up at random,
and for PDFs `tests.hostile.fuzz` does, in a jail. What is found is kept in `fuzz-found`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import click
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzzing.targets import TARGETS, Fuzzed

LONGEST = 20_000
"""Bytes of an input."""
ROUND = 2000


def by_chance(fuzzed: Fuzzed, rounds: int = ROUND) -> None:
    """Feed a target with seeds of which some bytes are others. Raises what it raises, for the smallest input."""
    seeds = fuzzed.seeds()
    parts = st.binary(max_size=4) | st.sampled_from(fuzzed.words)

    @settings(max_examples=rounds, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=(Phase.generate, Phase.shrink))  # fmt: skip
    @given(st.sampled_from(seeds), st.lists(st.tuples(st.integers(0, LONGEST), parts), max_size=8))
    def target(seed: bytes, changes: list[tuple[int, bytes]]) -> None:
        data = bytearray(seed)
        for place, new in changes:
            start = place % (len(data) + 1)
            data[start : start + len(new)] = new
        fuzzed.target(bytes(data))

    target()


def _run(name: str, seconds: int, corpus: Path, found: Path) -> int:
    """Fuzz a target; the exit status."""
    if find_spec("atheris") is not None:
        words = [sys.executable, "-m", "tests.fuzzing.guided", name, str(seconds), str(corpus), str(found)]
        return subprocess.run(words, check=False).returncode
    if name == "records":
        words = [sys.executable, "-m", "tests.hostile.fuzz", "--seconds", str(seconds), "--keep", str(found)]
        return subprocess.run(words, check=False).returncode
    by_chance(TARGETS[name])
    return 0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seconds", default=60, show_default=True, help="In all, shared out among the targets.")
@click.option("--target", "names", multiple=True, type=click.Choice(list(TARGETS)), help="May be repeated.")
@click.option(
    "--corpus", type=click.Path(file_okay=False, path_type=Path), help="Where inputs are kept that reach more."
)
@click.option("--found", default="fuzz-found", show_default=True, type=click.Path(path_type=Path))
def main(seconds: int, names: tuple[str, ...], corpus: Path | None, found: Path) -> None:
    """Fuzz each target; exit status 1 if something was found."""
    found.mkdir(exist_ok=True)
    chosen = names or tuple(TARGETS)
    with tempfile.TemporaryDirectory() as scratch:
        failed = []
        for name in chosen:
            place = (corpus or Path(scratch)) / name
            place.mkdir(parents=True, exist_ok=True)
            if _run(name, max(1, seconds // len(chosen)), place, found):
                failed.append(name)
    click.echo(f"{len(chosen)} targets: {', '.join(failed) or 'nothing'} found")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(prog_name="python -m tests.fuzzing")
