"""Good files, damaged: what broken disks, aborted downloads and careless transfers make of a PDF."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

BLOCK = 4096
Damage = Callable[[bytes, random.Random], bytes]


def truncated(data: bytes, chance: random.Random) -> bytes:
    """The file up to some point."""
    return data[: chance.randrange(len(data))]


def beheaded(data: bytes, chance: random.Random) -> bytes:
    """The file from some point on, under a header."""
    return b"%PDF-1.7\n" + data[chance.randrange(len(data)) :]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Up to 64 bytes with other bits."""
    out = bytearray(data)
    for _ in range(2 ** chance.randrange(7)):
        out[chance.randrange(len(out))] ^= chance.randrange(1, 256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The file without a piece from its middle."""
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """The file with a piece of it twice."""
    start, end = _span(data, chance)
    return data[:end] + data[start:]


def blanked(data: bytes, chance: random.Random) -> bytes:
    """The file with zeros for some blocks, as a disk hands out what it never wrote."""
    out = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(len(out)) // BLOCK * BLOCK
        size = min(BLOCK, len(out) - start)
        out[start : start + size] = bytes(size)
    return bytes(out)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """The file with its blocks in another order behind the first."""
    blocks = [data[start : start + BLOCK] for start in range(BLOCK, len(data), BLOCK)]
    chance.shuffle(blocks)
    return data[:BLOCK] + b"".join(blocks)


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """Some digits outside binary data changed: lengths, offsets, references, sizes."""
    out = bytearray(data)
    digits = [at for at, byte in enumerate(out) if 0x30 <= byte <= 0x39]
    for at in chance.choices(digits, k=2 ** chance.randrange(8)) if digits else []:
        out[at] = chance.choice(b"0123456789-.")
    return bytes(out)


def renamed(data: bytes, chance: random.Random) -> bytes:
    """A name of PDF's own taken for another throughout, or in one place."""
    old, new = chance.sample(NAMES, 2)
    return data.replace(old, new, chance.choice((1, -1)))


def as_text(data: bytes, chance: random.Random) -> bytes:
    """The file after a transfer that took it for text."""
    return chance.choice(_AS_TEXT)(data)


_AS_TEXT: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data.replace(b"\r\n", b"\n"),
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: bytes(byte & 0x7F for byte in data),
    lambda data: data.decode("utf-8", "replace").encode("utf-8"),
    lambda data: data.decode("latin-1").encode("utf-8"),
    lambda data: data.decode("latin-1").encode("utf-16"),
)

NAMES = (
    b"/Type", b"/Page", b"/Pages", b"/Kids", b"/Count", b"/Parent", b"/Contents", b"/Resources", b"/MediaBox", b"/Font",
    b"/Length", b"/Filter", b"/FlateDecode", b"/LZWDecode", b"/DCTDecode", b"/Subtype", b"/Type0", b"/Type1",
    b"/TrueType", b"/ToUnicode", b"/Encoding", b"/Identity-H", b"/FontFile2", b"/DescendantFonts", b"/W", b"/Root",
    b"/Size", b"/Form", b"/Image", b"/XObject", b"endobj", b"endstream", b"stream", b"obj", b"xref",
)  # fmt: skip

DAMAGES: tuple[Damage, ...] = (
    truncated, beheaded, flipped, cut, doubled, blanked, shuffled, renumbered, renamed, as_text,
)  # fmt: skip


def mutants(originals: Sequence[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` damaged files by name, every kind of damage in turn; the same for the same arguments."""
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        damage = DAMAGES[number % len(DAMAGES)]
        data = damage(chance.choice(originals), chance)
        yield f"{number:05}_{damage.__name__}", data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + 2 ** chance.randrange(1, 16))
