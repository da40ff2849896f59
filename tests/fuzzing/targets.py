"""What is fuzzed: bytes that somebody else has made, each with what may come of them. Anything else is a finding."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pyarrow as pa

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.kept import LISTINGS, KeptListings
from hyokasho.archive.containers.unpack_job import File, Through, Unpack
from hyokasho.archive.containers.walk import Walk
from hyokasho.archive.dataset.descriptor import DESCRIPTOR, Described
from hyokasho.archive.dataset.dropping import WouldDropError
from hyokasho.archive.dataset.record import RECORD, Record
from hyokasho.archive.dataset.replacement import MANIFEST, Manifest, NotOursError, _Note
from hyokasho.archive.results.codec import (
    _PREFIX,
    MAGIC,
    PREFIX_LENGTH,
    DamagedError,
    decode,
    decode_head,
    encode,
    head_length,
)
from hyokasho.archive.sources.identity import INDEX
from hyokasho.archive.sources.kinds import LOOKED_FOR, PDF, ZIP
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.lease import _Holder
from hyokasho.archive.storage.state import NonsenseError, decoded, encoded
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import messages
from hyokasho.document.result import failed_result
from hyokasho.document.verdict import Failed, fault, status
from hyokasho.document.watch import Watch
from hyokasho.printable import one_line
from hyokasho.viewing import job as viewing
from tests.archive.liar import LIES, document
from tests.containers.making import LINK, TITLE, entry, raw_zip, with_files, workbook, zipped
from tests.hyokasho.archive import BROKEN, archive, digests, run

PARTED = b"\0\0head\0\0"
"""Between head and tables of a result that is packed with the right digests."""
Target = Callable[[bytes], None]
NOTE = f"{WORK}/replacing.json"
PREPARED = (DESCRIPTOR, MANIFEST, NOTE, RECORD, INDEX, LISTINGS)
"""Files of ours in OUT; the first byte says which one the others are."""
KINDS = (Described, Manifest, _Note, Record, _Holder, KeptListings)


class FindingError(AssertionError):
    """What should not have come of some bytes."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A target, the bytes that others are made from, and the words that such bytes are full of."""

    target: Target
    seeds: Callable[[], list[bytes]]
    words: tuple[bytes, ...] = ()


def records(data: bytes) -> None:
    """A PDF → rows: an outcome that has a name, and tables that are what their schemas say.

    Pages that have to be read from their pictures are left out: a second for each is too long here.
    """
    import extract.document
    from hyokasho.document.reader import read_file
    from tests.hostile.ingested import CODES, STATUSES

    with patch.object(extract.document._Readers, "_picture", lambda _, page, typed: typed):
        head, _ = decode(encode(read_file(data, "", "", Watch())))
    said, wrong = status(head.verdict), fault(head.verdict)
    if said not in STATUSES or (wrong and wrong.code) not in CODES or (wrong is None) != (said == "ok"):
        raise FindingError(f"{said}: {wrong}")


def containers(data: bytes) -> None:
    """A ZIP archive, PDF or workbook, as its first byte says → the files in it: within bounds, by harmless names."""
    kind = LOOKED_FOR[data[0] % len(LOOKED_FOR)] if data else PDF
    walk = Walk(Bounds(attachments=True, files=20, size=1_000_000), 200_000)
    found = list(walk.leaves(data[1:], f"a{kind}"))
    sizes = [len(leaf.content) for leaf in found if isinstance(leaf.content, bytes) and leaf.names]
    if len(found) > 21 or sum(sizes) > 1_000_000 or max(sizes, default=0) > 200_000:
        raise FindingError(f"{len(found)} files of {sum(sizes)} bytes")
    if any(one_line(name) != name for leaf in found for name in leaf.names):
        raise FindingError("a name that commands a terminal")


def worker_messages(data: bytes) -> None:
    """What a worker sends → messages, and what a viewer sends."""
    for kind in (
        messages.Said,
        Unpack,
        File | Through,
        viewing.Job,
        viewing.Total | viewing.ResultPart | viewing.Told | viewing.Ended,
    ):
        pipe = io.BytesIO(data)
        with contextlib.suppress(messages.ClosedError, messages.SenselessError):
            while True:
                messages.hear(cast(Any, pipe), kind)


def results(data: bytes) -> None:
    """A result, from a worker or from OUT → head and tables; one that is taken for whole says nothing of others."""
    with contextlib.suppress(DamagedError):
        decode(data)
    text, parted, tables = data.partition(PARTED)
    if parted:
        with contextlib.suppress(DamagedError):
            head, found = decode(framed_result(text, tables))
            if set(found) - set(head.rows):
                raise FindingError(f"tables that the head does not tell of: {sorted(found)}")


def framed_result(text: bytes, tables: bytes) -> bytes:
    """A head and Arrow's tables as a liar packs them: every length and digest is right."""
    body: bytes = pa.compress(tables, codec="zstd", asbytes=True)
    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(text)
        if isinstance(said, dict):
            told = {"packed": len(body), "digest": hashlib.sha256(body).hexdigest()}
            if isinstance(said.get("lengths"), dict) and len(said["lengths"]) == 1:
                told["lengths"] = dict.fromkeys(said["lengths"], len(tables))
            text = json.dumps(said | told).encode()
    return _PREFIX.pack(MAGIC, len(text) % (1 << 32), hashlib.sha256(text).digest()) + text + body


def files_of_ours(data: bytes) -> None:
    """Small files of ours → values that are written as they were read."""
    for kind in KINDS:
        with contextlib.suppress(NonsenseError):
            value = decoded(data, kind)
            if decoded(encoded(value), kind) != value:
                raise FindingError(f"{kind.__name__} reads its own words in another way")


def prepared_folder(data: bytes) -> None:
    """A run over an OUT one of whose files says this: it ends, in one of its ways, and touches nothing else."""
    place = _scene()
    name = PREPARED[data[0] % len(PREPARED)] if data else DESCRIPTOR
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(place / "made", out)
    (out / name).write_bytes(data[1:])
    before = digests(place / "mine")
    with contextlib.suppress(StorageError, NotOursError, WouldDropError), patch.object(os, "fsync"):
        run(place / "in", out)
        # What archives hold is believed as far as it can be: who writes OUT can forge it.
        if name != LISTINGS and digests(out) != digests(place / "after"):
            raise FindingError("a run that ended well made other tables")
    if digests(place / "mine") != before or {path.name for path in place.iterdir()} != _NAMES:
        raise FindingError("something else was touched")


_NAMES = {"in", "made", "after", "mine", "out"}


@cache
def _scene() -> Path:
    """A dataset of one file, a second file, what becomes of both, and something of the user's."""
    place = Path(tempfile.mkdtemp(prefix="fuzzing-"))
    archive(place / "in", BROKEN / "empty.pdf").joinpath("all.zip").write_bytes(zipped({"a.pdf": b"", "b.7z": b""}))
    run(place / "in", place / "made")
    archive(place / "in", BROKEN / "page_not_found.pdf")
    run(place / "in", place / "after")
    (place / "mine").mkdir()
    (place / "mine" / "letter.txt").write_bytes(b"dear")
    return place


def _pdfs() -> list[bytes]:
    from tests.hostile.found import FOUND
    from tests.hostile.raw import pdf
    from tests.hostile.texts import TEXTS
    from tests.hostile.wrong_types import typical

    return [pdf(typical()), *FOUND.values(), *TEXTS.values()]


def _packed() -> list[bytes]:
    """Containers of each kind, behind the byte that names it."""
    inner = zipped({"a.pdf": b"%PDF-1.7", "b.txt": b""})
    carried = with_files({"a.pdf": b"%PDF-1.7", "b.zip": inner})
    archives = [
        zipped({"a.zip": inner, "b.pdf": carried, "c.xlsx": workbook(TITLE)}), inner,
        raw_zip(entry("表.pdf".encode("cp932"), b"1"), entry(b"b.pdf", b"", flags=1), entry(b"c.pdf", b"", mode=LINK)),
    ]  # fmt: skip
    kinds = [(ZIP, data) for data in archives] + [(PDF, carried), (".xlsx", workbook(TITLE))]
    return [bytes([LOOKED_FOR.index(kind)]) + data for kind, data in kinds]


def _framed() -> list[bytes]:
    """Frames as a worker and a viewer send them, and as a liar does."""
    said: list[Any] = [
        messages.Ready(["limits"]), messages.MoreTime(), messages.Reply(5, []), viewing.Total(3), viewing.Passed(),
        viewing.ResultPart("x"), viewing.Told("x"), viewing.Ended(1, "x"),
    ]  # fmt: skip
    whole = io.BytesIO()
    for message in said:
        messages.say(cast(Any, whole), message)
    lies = []
    for name, lie in LIES.items():
        pipe = io.BytesIO()
        messages.send(cast(Any, pipe), *lie(document(name)))
        lies.append(pipe.getvalue()[:5000])
    return [whole.getvalue(), *lies]


def _kept() -> list[bytes]:
    failed = failed_result("0" * 64, 5, Failed("crashed", "it did"))
    whole = [encode(failed), encode(failed, Limits(1.0, 2))]
    return whole + [_parted(kept) for kept in [*whole, _short()]]


def _parted(kept: bytes) -> bytes:
    """A result's head, and its tables as Arrow has them."""
    end = PREFIX_LENGTH + head_length(kept)
    lengths = sum(decode_head(kept, len(kept)).lengths.values())
    return kept[PREFIX_LENGTH:end] + PARTED + bytes(pa.decompress(kept[end:], lengths, codec="zstd", asbytes=True))


def _short() -> bytes:
    """The result of a document with an answer and a finding or two."""
    from hyokasho.document.reader import read_file

    return encode(read_file(BROKEN.joinpath("plain_table.pdf").read_bytes(), "", "", Watch()))


def _ours() -> list[bytes]:
    return [_short_descriptor(), *((_scene() / "made" / name).read_bytes() for name in (MANIFEST, RECORD, LISTINGS))]


def _short_descriptor() -> bytes:
    """What tells of two tables, and of the first columns of each."""
    said = json.loads((_scene() / "made" / DESCRIPTOR).read_text(encoding="utf-8"))
    del said["resources"][2:]
    for resource in said["resources"]:
        del resource["schema"]["fields"][2:]
    return json.dumps(said).encode()


def _noted() -> list[bytes]:
    """Each file of ours behind the number that names it, and a note of tables that take their places."""
    made = _scene() / "made"
    note = {"tables": ["documents"], "descriptor": json.loads(_short_descriptor())}
    noted = [bytes([PREPARED.index(NOTE)]) + json.dumps(note).encode()]
    index = {str(_scene() / "in" / "empty.pdf"): [0, 1, 1, 1, "0" * 64]}
    noted.append(bytes([PREPARED.index(LISTINGS)]) + (made / LISTINGS).read_bytes())
    noted.append(bytes([PREPARED.index(INDEX)]) + json.dumps(index).encode())
    return noted + [
        bytes([PREPARED.index(name)]) + (made / name).read_bytes() for name in (DESCRIPTOR, MANIFEST, RECORD)
    ]


_PDF_WORDS = (
    b"/Type", b"/Page", b"/Pages", b"/Kids", b"/Count", b"/Parent", b"/Contents", b"/Resources", b"/Font", b"/Encoding",
    b"/MediaBox", b"/CropBox", b"/Rotate", b"/Annots", b"/Filter", b"/FlateDecode", b"/Length", b"/ToUnicode",
    b"/DescendantFonts", b"/W", b"/DW", b"/XObject", b"/Subtype", b"/Form", b"/Image", b"/BBox", b"/Matrix", b" 0 R",
    b" 0 obj", b"endobj", b"stream\n", b"\nendstream", b"xref", b"trailer", b"startxref", b"<<", b">>", b"[", b"]",
    b" Tj", b" TJ", b" Tf", b" Td", b" Tm", b" re", b" m ", b" l ", b" S ", b" cm", b" q ", b" Q ", b" BT ", b" ET ",
    b" Do ", b"null", b"true", b"-1", b"99999999999", b"1e400",
)  # fmt: skip
_ZIP_WORDS = (
    b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08", b"\x01\x00", b"\x75\x70",
    b".pdf", b".zip", b"../", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"/EmbeddedFiles", b"/Filespec", b"/EF", b"/UF",
)  # fmt: skip
_JSON_WORDS = (
    b"null", b"true", b"1e400", b"-1", b'"\\ud800"', b"{}", b"[]", b'"type"', b'"tables"', b'"descriptor"',
    b'"resources"', b'"path"', b'"bytes"', b'"hash"', b'"made_by"', b'"fingerprint"', b'"within"', b'"summary"',
    b'"sources"', b'"inputs"', b'"verdict"',
    b'"../x"', b"NaN", b"Infinity", b'"Reply"', b'"MoreTime"', b'"Ready"', b'"Ended"', b'"notes"', b'"resident"',
)  # fmt: skip
TARGETS: Mapping[str, Fuzzed] = {
    "records": Fuzzed(records, _pdfs, _PDF_WORDS),
    "containers": Fuzzed(containers, _packed, _ZIP_WORDS),
    "messages": Fuzzed(worker_messages, _framed, _JSON_WORDS),
    "results": Fuzzed(results, _kept, _JSON_WORDS),
    "ours": Fuzzed(files_of_ours, _ours, _JSON_WORDS),
    "folder": Fuzzed(prepared_folder, _noted, _JSON_WORDS),
}
