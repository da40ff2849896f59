"""`python -m tests.hostile.acceptance`: good documents amid ten thousand broken and malicious files.

They are read in shards of a thousand, one a run, on as many machines as there are. Every file must have its row with an
outcome that has a name, every good document the values of a run without the others, and the whole must stay within its
time and memory.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import click
import pikepdf

from tests.hostile.active import active_files
from tests.hostile.bombs import BOMBS
from tests.hostile.broken import broken_files
from tests.hostile.containers import CONTAINERS, whole_containers
from tests.hostile.damage import mutants
from tests.hostile.foreign import PASSWORD, foreign_files, locked_files
from tests.hostile.found import FOUND
from tests.hostile.ingested import (
    ACCIDENTS,
    READ,
    SMALL,
    STOPPED,
    Ingested,
    command,
    ingest,
    result,
    values_of,
    write,
)
from tests.hostile.memory import MemoryWatch
from tests.hostile.structures import STRUCTURES
from tests.hostile.texts import TEXTS
from tests.hostile.wrong_types import wrong_types
from tests.hyokasho.archive import few_scans

MEGABYTE = 1 << 20
OWN_MEMORY = 700
"""Megabytes that the run itself may hold beside its workers and what unpacks: the program, its libraries, rows that
wait for writing."""
TENTH = 10
"""Of the damaged files, one in so many is an archive."""
START_UP = 60.0
"""Seconds that a run takes beside its files."""


@dataclass(slots=True)
class Acceptance:
    """What the run came to; `problems` is empty where all is as promised."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    accidents: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    peak: float = 0.0
    """Megabytes of the whole process tree."""
    processes: int = 0
    problems: list[str] = field(default_factory=list)


def good_documents(count: int) -> Iterator[tuple[str, bytes]]:
    """So many good documents: the samples as they are and as other programs would have saved them."""
    return islice(((f"good_{way}_{path.stem}", _saved(path, way)) for way in WAYS for path in few_scans()), count)


WAYS = ("plain", "linear", "packed", "unpacked", "locked", "tailed")


def _saved(path: Path, way: str) -> bytes:
    """The same print in other bytes."""
    data = path.read_bytes()
    if way in ("plain", "tailed"):
        return data if way == "plain" else data + b"%" + path.stem.encode() + b"\n"
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(
            target,
            linearize=way == "linear",
            static_id=True,
            compress_streams=way != "unpacked",
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized if way == "unpacked" else None,
            object_stream_mode=pikepdf.ObjectStreamMode.generate
            if way == "packed"
            else pikepdf.ObjectStreamMode.preserve,
            encryption=pikepdf.Encryption(user="", owner=PASSWORD, R=6) if way == "locked" else False,
        )
    return target.getvalue()


def hostile_files(count: int, seed: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """So many files of all kinds: everything that `tests.hostile` can build, and damaged samples for the rest."""
    small = SMALL.read_bytes()
    made: list[tuple[str, bytes]] = [*FOUND.items(), *TEXTS.items(), *foreign_files(small).items()]
    made += [*locked_files(small).items(), *active_files(folder).items()]
    made += [(name, make()) for name, make in {**BOMBS, **STRUCTURES}.items()]
    made += [*wrong_types(), *((name, broken.data) for name, broken in broken_files().items())]
    made += [(name, make()) for name, make in CONTAINERS.items()]
    chance = random.Random(seed)
    chance.shuffle(made)
    yield from ((f"made_{name}", data) for name, data in made[: count // 2])
    left = count - min(len(made), count // 2)
    originals = [path.read_bytes() for path in few_scans()]
    yield from mutants(originals, left - left // TENTH, seed)
    yield from ((f"{name}.zip", data) for name, data in mutants(whole_containers(), left // TENTH, seed))


def accept(
    folder: Path, hostile: Iterable[tuple[str, bytes]], good: int, workers: int, timeout: float, memory: int
) -> Acceptance:
    """Run it in `folder`; `timeout` in seconds and `memory` in megabytes bound each file."""
    options = ("--workers", workers, "--timeout", timeout, "--memory", memory)
    documents = list(good_documents(good))
    clean = ingest(write(folder / "clean", documents), folder / "clean_out", *options)
    source = write(folder / "mixed", [*documents, *hostile])
    files = len(list(source.iterdir()))
    found = Acceptance()
    start = time.monotonic()
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would fill up
        words = command("ingest", source, "--out", folder / "mixed_out", "--json", "--attachments", *options)
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.DEVNULL)
        with MemoryWatch(process) as watch:
            status = process.wait()
        said.seek(0)
        summary = json.loads(said.read()) if status in (READ, STOPPED) else {}
    found.seconds, found.peak, found.processes = time.monotonic() - start, watch.peak / MEGABYTE, watch.processes
    if not summary:
        found.problems.append(f"the run ended with exit status {status}")
        return found
    mixed = result(source, folder / "mixed_out", summary)
    _judge(found, clean, mixed, files)
    if found.peak > (workers + 1) * memory + OWN_MEMORY:
        found.problems.append(f"{found.peak:.0f} MB are more than {workers + 1} x {memory} + {OWN_MEMORY}")
    if found.seconds > START_UP + timeout * files / max(1, workers):
        found.problems.append("the run took longer than its limits allow")
    return found


def _judge(found: Acceptance, clean: Ingested, mixed: Ingested, files: int) -> None:
    """Compare the rows with what was promised."""
    found.rows = len(mixed.documents)
    if found.rows < files:
        found.problems.append(f"{found.rows} rows for {files} files")
    for name, row in mixed.documents.items():
        found.outcomes[row["error_code"] or row["status"]] += 1
        if row["error_code"] in ACCIDENTS:
            found.accidents[name] = row["error_code"]
    found.problems += [
        f"{name}: {row['status']}, {row['error_code']}: {row['error_message']}" for name, row in mixed.untyped().items()
    ]
    found.problems += [f"{name}: not read" for name, row in clean.documents.items() if row["status"] != "ok"]
    names = clean.documents.keys()
    ids = {row["document_id"] for row in clean.documents.values()}
    before, after = values_of(clean.out, ids), values_of(mixed.out, ids)
    after["documents"] = [row for row in after["documents"] if row["source"].removesuffix(".pdf") in names]
    for table, rows in before.items():
        if rows != after[table]:
            found.problems.append(f"{table}: the good documents' rows differ from those of a clean run")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--files", default=10_000, show_default=True, type=click.IntRange(1), help="Broken and malicious files.")
@click.option(
    "--shard", nargs=2, default=(1, 10), show_default=True, type=click.IntRange(1), help="Which part of how many."
)
@click.option("--good", default=50, show_default=True, type=click.IntRange(1, 72), help="Good documents among them.")
@click.option("--seed", default=1, show_default=True, help="Another seed makes other files.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="As for `hyokasho ingest`.")
@click.option("--timeout", default=30.0, show_default=True, help="Seconds for each file.")
@click.option("--memory", default=1600, show_default=True, help="Megabytes for each worker.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder to keep files and datasets in.")
def main(
    files: int, shard: tuple[int, int], good: int, seed: int, workers: int, timeout: float, memory: int,
    keep: Path | None,
) -> None:  # fmt: skip
    """Read good documents amid broken and malicious ones; exit status 1 if anything is not as promised."""
    part, parts = shard
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        hostile = islice(hostile_files(files, seed, folder), part - 1, None, parts)
        found = accept(folder, hostile, good, workers, timeout, memory)
    click.echo(f"{found.rows} rows in {found.seconds:.0f} s, {workers} workers, {timeout:g} s and {memory} MB a file")
    click.echo(f"peak memory of {found.processes} processes: {found.peak:.0f} MB")
    for outcome, count in found.outcomes.most_common():
        click.echo(f"{count:6} {outcome}")
    for name, code in sorted(found.accidents.items()):
        click.echo(f"  {code}: {name}")
    for problem in found.problems:
        click.echo(f"NOT AS PROMISED: {problem}")
    sys.exit(1 if found.problems else 0)


if __name__ == "__main__":
    main(prog_name="python -m tests.hostile.acceptance")
