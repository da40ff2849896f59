"""`python -m tests.hostile.fuzz --seconds 60`: bytes → records, with bytes that hypothesis makes up.

Each file is read in a jailed worker. The property: an outcome that has a name, within the limits. A file that breaks it
is made as small as hypothesis can make it and kept; so is one that crashed or hung its worker (which has a name).
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import click
import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hyokasho.archive.results.codec import decode_head
from hyokasho.archive.task import Limits, Task
from hyokasho.archive.workers.supervisor import Supervisor
from hyokasho.document.verdict import fault, status
from tests.hostile.damage import DAMAGES
from tests.hostile.foreign import foreign_files, locked_files
from tests.hostile.found import FOUND
from tests.hostile.ingested import ACCIDENTS, CODES, SAMPLES, SMALL, STATUSES
from tests.hostile.raw import CONTENT, flate, pdf
from tests.hostile.texts import TEXTS
from tests.hostile.wrong_types import WRONG, typical

LIMITS = Limits(timeout=20.0, memory=1500)
ROUND = 100
"""Files between two looks at the clock."""
MOST_DAMAGES = 4
_OPERATORS = (
    b"q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ "
    b"' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh BI ID EI Do MP DP BMC BDC EMC BX EX"
).split()


class UntypedError(AssertionError):
    """A file whose outcome has no name."""


class Reader:
    """Reads bytes in a jailed worker and counts what they come to."""

    def __init__(self, folder: Path, limits: Limits = LIMITS) -> None:
        """`folder`: where files are kept that broke the property or their worker."""
        self._folder, self._supervisor = folder, Supervisor(limits)
        self._scratch = tempfile.TemporaryDirectory()
        self.outcomes: Counter[str] = Counter()

    def close(self) -> None:
        self._supervisor.close()
        self._scratch.cleanup()

    def read(self, data: bytes) -> None:
        """Raises `UntypedError`."""
        path = Path(self._scratch.name) / "file.pdf"
        path.write_bytes(data)
        identity = hashlib.sha256(data).hexdigest()
        outcome = self._supervisor.perform(Task(0, str(path), identity, len(data)))
        assert isinstance(outcome.found, bytes), outcome.found
        head = decode_head(outcome.found, len(outcome.found))
        became, wrong = status(head.verdict), fault(head.verdict)
        code = wrong and wrong.code
        self.outcomes[code or became] += 1
        named = became in STATUSES and code in CODES
        if not named or code in ACCIDENTS:
            self.keep(f"{code}_{identity[:16]}", data)
        if not named or (code is None) != (became == "ok") or head.size != len(data):
            raise UntypedError(f"{became}, {code}: {wrong}")

    def keep(self, name: str, data: bytes) -> None:
        """Save a file to look at."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"{name}.pdf").write_bytes(data)


@cache
def originals() -> Sequence[bytes]:
    """What files are made from: good ones of every kind, and those that are already odd."""
    small = SMALL.read_bytes()
    samples = [(SAMPLES / name).read_bytes() for name in ("kiso_h31_child_allowance.pdf", "henko_tax_collection.pdf")]
    return [small, *samples, pdf(typical()), *FOUND.values(), *TEXTS.values(), *locked_files(small).values(),
            *foreign_files(small).values()]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """One of the originals, damaged in several ways."""
    data = draw(st.sampled_from(originals()))
    for damage in draw(st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=MOST_DAMAGES)):
        if len(data) > 1:
            data = damage(data, random.Random(draw(st.integers(0, 2**32))))
    return data


_NUMBERS = st.one_of(
    st.integers(-1000, 1000), st.integers(-(2**65), 2**65), st.floats(allow_nan=False, allow_infinity=False)
)
_OPERANDS = st.one_of(
    _NUMBERS.map(lambda number: (b"%d" if isinstance(number, int) else b"%f") % number),
    st.binary(max_size=8).map(lambda text: b"<%s>" % text.hex().encode()),
    st.sampled_from([b"/F1", b"/X", b"/I", b"/G", b"/DeviceRGB", b"/Pattern", b"[", b"]", b"<<", b">>", b"(", b")"]),
)
_STEPS = st.tuples(st.lists(_OPERANDS, max_size=7), st.sampled_from(_OPERATORS)).map(
    lambda step: b" ".join([*step[0], step[1]])
)


@st.composite
def programmed(draw: st.DrawFn) -> bytes:
    """A page whose content is a program that nobody would print, some entries of other objects of the wrong type."""
    objects = typical()
    content = b"\n".join(draw(st.lists(_STEPS, max_size=200)))
    objects[CONTENT] = flate(content)
    for number in draw(st.lists(st.sampled_from(sorted(objects)), max_size=3)):
        objects[number] = draw(st.sampled_from(sorted(WRONG.values()))).replace(b"%d", b"%d" % number)
    return pdf(objects)


@st.composite
def repacked(draw: st.DrawFn) -> bytes:
    """A sound PDF around streams of any bytes: damage behind the compression, where no checksum stops it."""
    objects = typical()
    for number in draw(st.lists(st.sampled_from([4, 8, 9, 10, 11]), min_size=1, max_size=3)):
        head, mark, tail = objects[number].partition(b"\nstream\n")
        packed = b"FlateDecode" in head
        body = tail.removesuffix(b"\nendstream")
        body = draw(st.binary(max_size=300)) if draw(st.booleans()) else (zlib.decompress(body) if packed else body)
        if len(body) > 1:
            body = draw(st.sampled_from(DAMAGES))(body, random.Random(draw(st.integers(0, 2**32))))
        body = zlib.compress(body) if packed else body
        objects[number] = head + mark + body + b"\nendstream"
    return pdf(objects)


FILES = st.one_of(damaged(), programmed(), repacked())


def fuzz(reader: Reader, seconds: float, seed: int) -> UntypedError | None:
    """Read made-up files until the time is over or one has no typed outcome."""
    smallest = b""

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(FILES)
    def one_round(data: bytes) -> None:
        nonlocal smallest
        try:
            reader.read(data)
        except UntypedError:
            smallest = data
            raise

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            hypothesis.seed(seed)(one_round)()
        except UntypedError as error:
            reader.keep("smallest", smallest)
            return error
        seed += 1
    return None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seconds", default=60.0, show_default=True, help="When this time is over, the round is finished.")
@click.option("--seed", default=0, show_default=True, help="Another seed makes other files.")
@click.option(
    "--keep", default="fuzz-found", show_default=True, type=click.Path(path_type=Path), help="Folder for finds."
)
def main(seconds: float, seed: int, keep: Path) -> None:
    """Look for files that end in anything but a typed outcome; exit status 1 if one is found."""
    reader = Reader(keep)
    try:
        error = fuzz(reader, seconds, seed)
    finally:
        reader.close()
    click.echo(f"{reader.outcomes.total()} files")
    for outcome, count in reader.outcomes.most_common():
        click.echo(f"{count:6} {outcome}")
    if error is not None:
        click.echo(f"NO TYPED OUTCOME: {error}\nsee {keep}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main(prog_name="python -m tests.hostile.fuzz")
