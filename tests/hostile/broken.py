"""A good file, broken in ways of which it is known what is left: which of its pages are whole."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

import pikepdf

from tests.hostile.foreign import PASSWORD
from tests.hyokasho.archive import SAMPLES

ORIGINAL = SAMPLES / "kiso_h30_vaccination.pdf"
ALL = frozenset({1, 2, 3, 4})
WHOLE = frozenset({None})
"""Of a file that nothing is lost of."""
CATALOG, TREE, PAGES, CONTENTS, FONT, MAP, PROGRAM = 1, 3, (4, 5, 6, 7), (8, 10, 11, 12), 14, 15, 17
"""The numbers of its objects in `saved("plain")`."""
LOST = frozenset({"lost_page", "unreadable_page", "damaged_page", "pages_missing", "answers_not_found"})
"""Codes of a file that has lost pages: the most frequent problem of its pages, or what its answers say."""
DAMAGED = frozenset({"damaged_page", "unreadable_page"})
UNREADABLE = frozenset({"broken_pdf", "not_a_pdf", "encrypted"})
GARBAGE = bytes(range(256)) * 16


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken file: the pages of the original that are whole in it, and the error codes that it may end with.

    `pictured`: so much is lost that its pages are read from their pictures, which takes long.
    """

    data: bytes
    kept: frozenset[int] = ALL
    codes: Collection[str | None] = WHOLE
    pictured: bool = False


@cache
def saved(way: str) -> bytes:
    """The original as other programs would have saved it: "plain", "packed" (object streams), "linear" or "locked"."""
    target = io.BytesIO()
    streams = pikepdf.ObjectStreamMode.generate if way == "packed" else pikepdf.ObjectStreamMode.disable
    lock = pikepdf.Encryption(user="", owner=PASSWORD, R=4) if way == "locked" else False
    with pikepdf.open(ORIGINAL) as document:
        document.save(target, linearize=way == "linear", static_id=True, object_stream_mode=streams, encryption=lock)
    return target.getvalue()


def lost(*pages: int) -> frozenset[int]:
    """The pages that are whole where some are not."""
    return ALL.difference(pages)


@cache
def broken_files() -> Mapping[str, Broken]:
    """All of them by name."""
    return {**_heads(), **_tails(), **_tables(), **_trees(), **_parts(), **_packed(), **_linear(), **_locked()}


def _heads() -> dict[str, Broken]:
    plain = saved("plain")
    return {
        "no_header": Broken(plain[9:]),
        "no_first_line": Broken(plain[15:]),
        "header_of_another_kind": Broken(b"%!PS-1.3\n" + plain[9:]),
        "header_of_zeros": Broken(bytes(64) + plain[64:], codes={*WHOLE, *LOST}),
        "header_misspelt": Broken(plain.replace(b"%PDF-", b"%PDX-")),
        "header_of_blanks": Broken(b" " * 9 + plain[9:]),
        "header_twice": Broken(b"%PDF-1.4\n" + plain),
        "byte_order_mark_before": Broken(b"\xef\xbb\xbf" + plain),
        "answer_of_a_server_before": Broken(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + plain),
        "long_mail_before": Broken(b"Received: from mail\r\n" * 200 + b"\r\n" + plain),
        "garbage_before": Broken(GARBAGE + plain),
        "much_garbage_before": Broken(GARBAGE * 64 + plain),
        "garbage_for_a_header": Broken(GARBAGE + plain[9:]),
        "in_a_mime_part": Broken(b"--x\r\nContent-Type: application/pdf\r\n\r\n" + plain + b"\r\n--x--\r\n"),
        "in_utf_16_header": Broken("%PDF-1.7\n".encode("utf-16") + plain[9:]),
    }


def _tails() -> dict[str, Broken]:
    plain, last = saved("plain"), ORIGINAL.read_bytes()
    table = plain.rindex(b"xref\n0")
    torn = {part: plain[: len(plain) * part // 100] for part in (25, 50, 75, 95)}
    return {
        "no_end_mark": Broken(plain[:-6]),
        "no_start": Broken(plain[: plain.rindex(b"startxref")]),
        "no_trailer": Broken(plain[: plain.rindex(b"trailer")]),
        "half_a_table": Broken(plain[: table + 150]),
        "no_table": Broken(plain[:table]),
        "zeros_for_a_tail": Broken(plain[:table] + bytes(len(plain) - table)),
        "zeros_behind": Broken(plain + bytes(100_000)),
        "garbage_behind": Broken(plain + GARBAGE * 64),
        "page_of_a_server_behind": Broken(plain + b"<html><body>504 Gateway Time-out</body></html>" * 50),
        "torn_at_95": Broken(torn[95], codes=DAMAGED),
        "torn_at_75": Broken(torn[75], codes=DAMAGED),
        "torn_at_50": Broken(torn[50], codes=DAMAGED),
        "torn_at_25": Broken(torn[25], codes=DAMAGED),
        "torn_before_the_fonts": Broken(
            plain[: _place(plain, FONT)], frozenset(), DAMAGED | UNREADABLE | {"unreadable_picture"}, pictured=True
        ),
        "torn_in_the_page_objects": Broken(plain[: _place(plain, PAGES[1])], frozenset(), UNREADABLE | LOST),
        "catalog_torn_off": Broken(last[: _place(last, 12)], frozenset(), DAMAGED, pictured=True),
        "tree_torn_off": Broken(
            last[: _place(last, 14)], frozenset(), DAMAGED | LOST | UNREADABLE | {"not_an_assessment"}, pictured=True
        ),
        "torn_behind_a_content": Broken(last[: _place(last, 17)], lost(3, 4), DAMAGED | LOST),
        "torn_in_a_content": Broken(last[: _place(last, 17) + 300], lost(3, 4), DAMAGED | LOST),
        "joined_with_another": Broken(plain[:table] + saved("linear"), codes={*WHOLE, *LOST}),
    }


def _tables() -> dict[str, Broken]:
    plain = saved("plain")
    head, table, rows = plain.partition(b"xref\n0 18\n")
    start = b"startxref\n66656"
    shifted = re.sub(rb"(\d{10}) 00000 n", lambda row: b"%010d 00000 n" % (int(row[1]) + 7), rows)
    mixed = rows.splitlines(keepends=True)
    mixed[1:18] = mixed[17:0:-1]
    return {
        "start_of_zero": Broken(plain.replace(start, b"startxref\n0")),
        "start_beyond": Broken(plain.replace(start, b"startxref\n99999999")),
        "start_below_zero": Broken(plain.replace(start, b"startxref\n-5")),
        "start_of_words": Broken(plain.replace(start, b"startxref\nhere")),
        "start_in_a_stream": Broken(plain.replace(start, b"startxref\n20000")),
        "places_shifted": Broken(head + table + shifted),
        "places_of_zero": Broken(head + table + re.sub(rb"\d{10} 00000 n", b"0000000000 00000 n", rows)),
        "places_mixed": Broken(head + table + b"".join(mixed)),
        "all_free": Broken(head + table + rows.replace(b" n ", b" f ")),
        "too_few_rows": Broken(head + b"xref\n0 9\n" + rows),
        "too_many_rows": Broken(head + b"xref\n0 99\n" + rows),
        "table_misspelt": Broken(head + b"xerf\n0 17\n" + rows),
        "no_root": Broken(plain.replace(b"/Root 1 0 R", b"")),
        "another_root": Broken(plain.replace(b"/Root 1 0 R", b"/Root 13 0 R")),
        "root_that_is_not_there": Broken(plain.replace(b"/Root 1 0 R", b"/Root 99 0 R")),
        "no_size": Broken(plain.replace(b"/Size 18", b"")),
        "small_size": Broken(plain.replace(b"/Size 18", b"/Size 5"), codes={*WHOLE, *LOST}),
        "table_before_that_is_itself": Broken(plain.replace(b"/Size 18", b"/Size 18 /Prev 66656")),
        "table_before_beyond": Broken(plain.replace(b"/Size 18", b"/Size 18 /Prev 9999999")),
        "ends_of_lines_changed": Broken(head.replace(b"endobj\n", b"endobj\r\n") + table + rows),
        "lines_of_the_table_cut": Broken(head + table + rows.replace(b" \n", b"\n")),
    }


def _trees() -> dict[str, Broken]:
    def kids(text: bytes) -> bytes:
        return replaced(b"/Kids [ 4 0 R 5 0 R 6 0 R 7 0 R ]", b"/Kids [ " + text + b" ]")

    def replaced(old: bytes, new: bytes) -> bytes:
        return _mended(saved("plain").replace(old, new, 1))

    def tree(count: int, text: bytes) -> bytes:
        return replaced(b"/Count 4 /Kids [ 4 0 R 5 0 R 6 0 R 7 0 R ]", b"/Count %d /Kids [ %s ]" % (count, text))

    return {
        "page_not_in_the_tree": Broken(tree(3, b"4 0 R 5 0 R 7 0 R"), lost(3), LOST),
        "first_page_not_in_the_tree": Broken(tree(3, b"5 0 R 6 0 R 7 0 R"), lost(1), LOST),
        "last_page_not_in_the_tree": Broken(tree(3, b"4 0 R 5 0 R 6 0 R"), lost(4), LOST),
        "pages_not_in_the_tree": Broken(tree(1, b"4 0 R"), lost(2, 3, 4), LOST),
        "page_counted_and_not_in_the_tree": Broken(kids(b"4 0 R 5 0 R 7 0 R"), lost(3), LOST),
        "last_page_counted_and_not_in_the_tree": Broken(kids(b"4 0 R 5 0 R 6 0 R"), lost(4), LOST),
        "page_that_is_not_there": Broken(kids(b"4 0 R 5 0 R 99 0 R 7 0 R"), lost(3), LOST),
        "page_that_is_null": Broken(kids(b"4 0 R null 6 0 R 7 0 R"), lost(2), LOST),
        "tree_in_itself": Broken(kids(b"4 0 R 5 0 R 3 0 R 6 0 R 7 0 R"), codes={*WHOLE, *LOST}),
        "page_that_is_a_font": Broken(kids(b"4 0 R 5 0 R 13 0 R 7 0 R"), lost(3), LOST),
        "tree_of_nothing": Broken(kids(b""), codes={*WHOLE, *LOST}),
        "no_kids": Broken(replaced(b"/Kids [", b"/Kinds ["), codes={*WHOLE, *LOST}),
        "count_too_low": Broken(replaced(b"/Count 4", b"/Count 2")),
        "count_of_one": Broken(replaced(b"/Count 4", b"/Count 1")),
        "count_of_zero": Broken(replaced(b"/Count 4", b"/Count 0")),
        "count_below_zero": Broken(replaced(b"/Count 4", b"/Count -4")),
        "count_too_high": Broken(replaced(b"/Count 4", b"/Count 6"), codes={*WHOLE, *LOST}),
        "no_count": Broken(replaced(b"/Count 4", b"")),
        "count_of_words": Broken(replaced(b"/Count 4", b"/Count /Four")),
        "no_tree": Broken(_without(TREE), codes={*WHOLE, *LOST}),
        "no_catalog": Broken(_without(CATALOG), codes={*WHOLE, *LOST}),
        "catalog_without_tree": Broken(replaced(b"/Pages 3 0 R", b""), codes={*WHOLE, *LOST}),
        "page_lost": Broken(_without(PAGES[2]), lost(3), LOST),
        "page_of_no_type": Broken(replaced(b" /Trans << >> /Type /Page >>", b" /Trans << >> >>")),
        "page_of_another_type": Broken(replaced(b"/Type /Page >>", b"/Type /Pate >>")),
        "page_of_no_parent": Broken(replaced(b"/Parent 3 0 R", b"")),
        "page_of_another_parent": Broken(replaced(b"/Parent 3 0 R", b"/Parent 13 0 R")),
        "page_of_no_size": Broken(replaced(b"/MediaBox [ 0 0 595.28 841.89 ]", b"")),
        "page_turned_by_words": Broken(replaced(b"/Rotate 0", b"/Rotate /R")),
        "labels_of_nothing": Broken(replaced(b"/PageMode /UseNone", b"/PageLabels []")),
        "outline_of_itself": Broken(replaced(b"/PageMode /UseNone", b"/Outlines 1 0 R")),
        "form_of_nothing": Broken(replaced(b"/PageMode /UseNone", b"/AcroForm 99 0 R")),
    }


def _parts() -> dict[str, Broken]:
    plain, content = saved("plain"), CONTENTS[2]
    body = _object(plain, content)
    start = body.index(b"stream\n") + 7
    data = body[start : body.rindex(b"\nendstream")]
    flipped = bytearray(body)
    flipped[start + len(data) // 2] ^= 0x55

    def given(new: bytes) -> bytes:
        return _mended(plain.replace(body, new, 1))

    return {
        "content_lost": Broken(_without(content), lost(3), DAMAGED),
        "content_cut": Broken(given(body.replace(data, data[: len(data) // 2])), lost(3), DAMAGED),
        "content_flipped": Broken(given(bytes(flipped)), lost(3), DAMAGED),
        "content_without_checksum": Broken(given(body.replace(data, data[:-4]))),
        "content_of_garbage": Broken(given(body.replace(data, GARBAGE[: len(data)])), lost(3), DAMAGED),
        "length_too_small": Broken(given(body.replace(b"/Length 1315", b"/Length 15")), codes={*WHOLE, *DAMAGED}),
        "length_too_large": Broken(given(body.replace(b"/Length 1315", b"/Length 99999"))),
        "length_of_nothing": Broken(given(body.replace(b"/Length 1315", b"/Length 99 0 R"))),
        "no_length": Broken(given(body.replace(b"/Length 1315", b""))),
        "filter_misspelt": Broken(given(body.replace(b"/FlateDecode", b"/FlatDecode")), lost(3), DAMAGED),
        "stream_without_end": Broken(given(body.replace(b"\nendstream", b"\n")), codes={*WHOLE, *DAMAGED}),
        "object_without_end": Broken(given(body.replace(b"\nendobj", b"\n"))),
        "object_without_number": Broken(given(body.replace(b"11 0 obj", b"0 obj")), lost(3), LOST),
        "object_of_another_number": Broken(given(body.replace(b"11 0 obj", b"111 0 obj")), lost(3), LOST),
        "font_lost": Broken(_without(FONT), frozenset(), DAMAGED, pictured=True),
        "program_lost": Broken(_without(PROGRAM), codes=DAMAGED),
        "map_lost": Broken(_without(MAP), frozenset(), DAMAGED | {"unreadable_picture"}, pictured=True),
    }


def _packed() -> dict[str, Broken]:
    packed = saved("packed")
    table = packed.rindex(b"/XRef")
    begin = packed.rindex(b"obj", 0, table) - 5
    streams = [found.start() for found in re.finditer(rb"/ObjStm", packed)]
    damaged = bytearray(packed)
    damaged[packed.index(b"stream\n", table) + 20] ^= 0x55
    inner = bytearray(packed)
    inner[packed.index(b"stream\n", streams[0]) + 40] ^= 0x55
    return {
        "packed_no_table": Broken(packed[:begin]),
        "packed_table_damaged": Broken(bytes(damaged)),
        "packed_no_end": Broken(packed[: packed.rindex(b"startxref")]),
        "packed_start_of_zero": Broken(re.sub(rb"startxref\n\d+", b"startxref\n0", packed)),
        "packed_no_header": Broken(packed[9:]),
        "packed_garbage_before": Broken(GARBAGE + packed),
        "packed_objects_damaged": Broken(bytes(inner), frozenset(), UNREADABLE | LOST | {"not_an_assessment"}),
    }


def _linear() -> dict[str, Broken]:
    linear = saved("linear")
    return {
        "linear_torn_at_98": Broken(linear[: len(linear) * 98 // 100], lost(3, 4), LOST),
        "linear_torn_at_95": Broken(linear[: len(linear) * 95 // 100], lost(2, 3, 4), LOST),
        "linear_torn_at_50": Broken(linear[: len(linear) // 2], frozenset(), LOST | {"undrawn_text"}, pictured=True),
        "linear_of_another_length": Broken(re.sub(rb"/L \d+", b"/L 99", linear, count=1)),
        "linear_start_of_zero": Broken(re.sub(rb"startxref\n\d+\n%%EOF\n$", b"startxref\n0\n%%EOF\n", linear)),
        "linear_no_header": Broken(linear[9:]),
    }


def _locked() -> dict[str, Broken]:
    locked = saved("locked")
    table = locked.rindex(b"xref\n0")
    return {
        "locked": Broken(locked),
        "locked_garbage_before": Broken(GARBAGE + locked),
        "locked_no_header": Broken(locked[9:]),
        "locked_no_end": Broken(locked[: locked.rindex(b"startxref")]),
        "locked_half_a_table": Broken(locked[: table + 150], frozenset(), UNREADABLE | LOST, pictured=True),
        "locked_start_of_zero": Broken(re.sub(rb"startxref\n\d+", b"startxref\n0", locked)),
    }


def _place(data: bytes, number: int) -> int:
    """Where an object begins."""
    found = re.search(rb"(?m)^%d 0 obj" % number, data)
    assert found is not None
    return found.start()


def _object(data: bytes, number: int) -> bytes:
    """An object, from its number to its end."""
    start = _place(data, number)
    return data[start : data.index(b"endobj\n", start) + len(b"endobj\n")]


def _without(number: int) -> bytes:
    """The file with blanks for an object, as a disk hands out what it never wrote."""
    body = _object(saved("plain"), number)
    return saved("plain").replace(body, bytes(len(body)), 1)


def _mended(data: bytes) -> bytes:
    """The file with a table of the places where its objects now are."""
    head = data[: data.rindex(b"xref\n0")]
    places = {int(found[1]): found.start() for found in re.finditer(rb"(?m)^(\d+) 0 obj\b", head)}
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, 18)]
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
    table = b"xref\n0 18\n0000000000 65535 f \n" + b"".join(rows)
    return head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(head)
