"""A file of which no reader finds the pages → a new one of the objects that are in it.

Readers look for the pages from the end of a file: trailer, catalog, page tree. Where one of these is torn off, or
overwritten, the pages may be there all the same. Objects say of themselves which number they have; the last one with a
number counts, as in a file that was changed. Pages keep the order of what is left of their tree, others that of the
file.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, islice

MOST_OBJECTS = 1_000_000
MOST_UNPACKED = 256 << 20
"""Bytes that are unpacked of object streams, all together."""
HEADER = b"%PDF-1.7\n"
_BEGIN = re.compile(rb"(?<!\d)(\d{1,7})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj(?![A-Za-z])")
_END = re.compile(rb"endobj(?![A-Za-z])")
_TYPE = re.compile(rb"/Type[\0\t\n\f\r ]*/([A-Za-z]+)")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length[\0\t\n\f\r ]+(\d{1,9})(?![\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R)")
_FIRST = re.compile(rb"/First[\0\t\n\f\r ]+(\d{1,9})")
_KIDS = re.compile(rb"/Kids[\0\t\n\f\r ]*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,7})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R")
_PAGES = re.compile(rb"/Pages[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R")
_LAYERS = re.compile(rb"/(?:OC|OCG|OCMD|Properties)(?![A-Za-z])")
"""What belongs to a layer says so, or has its resources say so (PDF 1.7, 8.11.3)."""
_LOCK = re.compile(rb"/Encrypt[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R")
_ID = re.compile(rb"/ID[\0\t\n\f\r ]*\[[\0\t\n\f\r ]*<[^>]*>[\0\t\n\f\r ]*<[^>]*>[\0\t\n\f\r ]*\]")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A new file; how many pages it has, and how many at least are lost: the tree names them, or is lost itself."""

    data: bytes
    pages: int
    lost: int


def rebuild(data: bytes) -> Rebuilt | None:
    """A file of the objects in `data`; None where there is no page among them."""
    objects = _objects(data)
    kinds = {number: _kind(body) for number, body in objects.items()}
    pages = [number for number, kind in kinds.items() if kind == b"Page"]
    if not pages:
        return None
    named = _named([objects[number] for number, kind in kinds.items() if kind == b"Pages"])
    # A node of the tree names other nodes too; those that are there are no pages.
    gone = [number for number in named if kinds.get(number) not in (b"Page", b"Pages")]
    known = set(pages)
    order = [number for number in named if number in known]
    order += [number for number in pages if number not in set(order)]
    tree, root = islice(_free(objects), 2)
    kids = b" ".join(b"%d 0 R" % number for number in order)
    objects[tree] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(order), kids)
    old = next((objects[number] for number in reversed(kinds) if kinds[number] == b"Catalog"), None)
    objects[root] = _catalog(old or _unknown(objects), tree)
    lost = len(gone) if known.issubset(named) else max(len(gone), 1)
    return Rebuilt(_written(objects, root, _last(_LOCK, data) + _last(_ID, data)), len(order), lost)


def _objects(data: bytes) -> dict[int, bytes]:
    """The bodies of all objects by number, in the order in which they stand in the file."""
    found: dict[int, bytes] = {}
    room = MOST_UNPACKED
    for number, body in _plain_objects(data):
        found.pop(number, None)
        if _kind(body) == b"ObjStm":
            unpacked = _unpacked(body, room)
            room -= len(unpacked)
            for inner, packed in _packed_objects(body, unpacked):
                found.pop(inner, None)
                found[inner] = packed
        elif _kind(body) != b"XRef":
            found[number] = body
        if len(found) > MOST_OBJECTS:
            break
    return found


def _plain_objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and body of each object that stands in the file by itself; what a stream holds is none."""
    at, begin = 0, _BEGIN.search(data)
    while begin is not None:
        start = begin.end()
        at = _end_of_stream(data, start)
        following = _BEGIN.search(data, at)
        end = _END.search(data, at, following.start() if following else len(data))
        stop = end.start() if end else following.start() if following else len(data)
        body = data[start:stop].strip(b"\0\t\n\f\r ")
        if end or _is_whole(body):
            yield int(begin[1]), body
        begin = following


def _is_whole(body: bytes) -> bool:
    """Whether the dictionary of an object has an end, though the object has none."""
    head = body.partition(b"stream")[0]
    return head.count(b"<<") == head.count(b">>")


def _end_of_stream(data: bytes, start: int) -> int:
    """Where the data of the stream that begins in an object end by its length; `start` where that is not right."""
    stream = _STREAM.search(data, start, start + 4096)
    length = _LENGTH.search(data, start, stream.start()) if stream else None
    if stream is None or length is None or _END.search(data, start, stream.start()):
        return start
    end = stream.end() + int(length[1])
    return end if data[end : end + 12].lstrip(b"\r\n ").startswith(b"endstream") else start


def _kind(body: bytes) -> bytes:
    """What a dictionary says that it is; nothing where it does not."""
    # That of an inner dictionary may stand before it: a page's fonts.
    named = {found[1] for found in _TYPE.finditer(body.partition(b"stream")[0])}
    return next((kind for kind in (b"ObjStm", b"XRef", b"Catalog", b"Pages", b"Page") if kind in named), b"")


def _unpacked(body: bytes, most: int) -> bytes:
    """The data of a compressed stream, as far as they go."""
    stream = _STREAM.search(body)
    if stream is None or b"/FlateDecode" not in body[: stream.start()]:
        return body[stream.end() :] if stream else b""
    inflater = zlib.decompressobj()
    parts = []
    try:
        parts.append(inflater.decompress(body[stream.end() :], most))
    except zlib.error:
        return _before_damage(body[stream.end() :], most)
    return b"".join(parts)


def _before_damage(data: bytes, most: int) -> bytes:
    """What damaged data decode to up to the damage."""
    inflater, decoded = zlib.decompressobj(), bytearray()
    try:
        for start in range(0, len(data), 64):
            decoded += inflater.decompress(data[start : start + 64], most)
    except zlib.error:
        pass
    return bytes(decoded[:most])


def _packed_objects(body: bytes, unpacked: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of an object stream (PDF 1.7, 7.5.7), up to where it is damaged."""
    first = _FIRST.search(body.partition(b"stream")[0])
    if first is None:
        return
    begin = int(first[1])
    numbers = [int(word) for word in unpacked[:begin].split() if word.isdigit()]
    starts = [begin + place for place in numbers[1::2]]
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(unpacked)], strict=False):
        if start < end <= len(unpacked) and _is_whole(unpacked[start:end]):
            yield number, unpacked[start:end].strip()


def _named(nodes: list[bytes]) -> list[int]:
    """The numbers that the nodes of a page tree name, each once."""
    kids = (kid for node in nodes if (found := _KIDS.search(node)) for kid in _REFERENCE.finditer(found[1]))
    return list(dict.fromkeys(int(kid[1]) for kid in kids))


def _free(objects: Mapping[int, bytes]) -> Iterator[int]:
    """Numbers of no object, lost ones neither: what refers to such would find another in its place."""
    heads = (body.partition(b"stream")[0] for body in objects.values())
    known = {int(found[1]) for head in heads for found in _REFERENCE.finditer(head)} | objects.keys()
    return (number for number in count(1) if number not in known)


def _unknown(objects: Mapping[int, bytes]) -> bytes:
    """A catalog for a lost one. Entries that may have mattered are there and broken: nobody takes them for no."""
    layers = any(map(_LAYERS.search, objects.values()))
    return b"<</Type/Catalog/AcroForm 0%s>>" % (b"/OCProperties 0" if layers else b"")


def _catalog(old: bytes, tree: int) -> bytes:
    """A catalog with another page tree."""
    pages = b"/Pages %d 0 R" % tree
    changed, count = _PAGES.subn(pages, old, count=1)
    return changed if count else old.replace(b"<<", b"<<" + pages, 1)


def _last(pattern: re.Pattern[bytes], data: bytes) -> bytes:
    found = b""
    for each in pattern.finditer(data):
        found = each[0]
    return found


def _written(objects: Mapping[int, bytes], root: int, trailer: bytes) -> bytes:
    """A file of these objects, with a table of their places."""
    out, places = bytearray(HEADER), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size))
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(rows))
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)
