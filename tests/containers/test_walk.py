"""What is found in containers, honest and hostile ones: bounds hold, nothing is lost without a word."""

from __future__ import annotations

import io
import zipfile

import pytest

from hyokasho.archive.containers.bounds import LONGEST_NAME, Bounds
from hyokasho.archive.containers.held import RefusedError
from hyokasho.archive.containers.walk import Leaf, Walk
from hyokasho.document.verdict import Lack
from tests.containers.making import LINK, PDF, TITLE, entry, raw_zip, with_files, workbook, zipped

MOST = 1_000_000
BOMB = bytes(10 * MOST)


def walked(data: bytes, name: str = "a.zip", most: int = MOST, **bounds: int | bool) -> tuple[list[Leaf], Lack | None]:
    walk = Walk(Bounds(**bounds), most)  # type: ignore[arg-type]
    return list(walk.leaves(data, name)), walk.lack


def told(data: bytes, name: str = "a.zip", most: int = MOST, **bounds: int | bool) -> dict[str, str | bytes]:
    """What each file comes to: its content, or the code of why it has none."""
    return {
        "!".join(leaf.names): leaf.content.code if isinstance(leaf.content, RefusedError) else leaf.content
        for leaf in walked(data, name, most, **bounds)[0]
    }


def test_the_pdfs_of_an_archive_are_found_and_nothing_else() -> None:
    data = zipped({"a.pdf": b"1", "市/b.PDF": b"2", "readme.txt": b"3", "folder.pdf/": b"", "__MACOSX/._a.pdf": b"4"})
    assert told(data) == {"a.pdf": b"1", "市/b.PDF": b"2"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_usual_ways_to_pack(method: int) -> None:
    assert told(zipped({"a.pdf": PDF}, method)) == {"a.pdf": PDF}


def test_what_stands_before_and_behind_an_archive_does_not_matter() -> None:
    assert told(b"MZ self-extracting" + zipped({"a.pdf": PDF}) + b"\n") == {"a.pdf": PDF}


@pytest.mark.parametrize(
    ("name", "flags", "shown"),
    [
        ("特定個人情報保護評価書.pdf".encode("cp932"), 0, "特定個人情報保護評価書.pdf"),
        ("表\\ソ\\申請.pdf".encode("cp932"), 0, "表/ソ/申請.pdf"),
        ("別紙１.pdf".encode(), 0, "別紙１.pdf"),
        ("別紙１.pdf".encode(), 0x800, "別紙１.pdf"),
        (b"\x81.pdf", 0, "\\x81.pdf"),
        (b"../../etc/cron.d/a.pdf", 0, "../../etc/cron.d/a.pdf"),
        (b"/abs.pdf", 0, "/abs.pdf"),
        (b"C:\\a.pdf", 0, "C:/a.pdf"),
        (b"a\x1b[2Jb\n.pdf", 0, "a\ufffd[2Jb\ufffd.pdf"),
        (b"a.exe\x00.pdf", 0, "a.exe\ufffd.pdf"),
        ("a\u202efdp.pdf".encode(), 0x800, "a\ufffdfdp.pdf"),
    ],
)
def test_names_are_shown_and_never_obeyed(name: bytes, flags: int, shown: str) -> None:
    assert list(told(raw_zip(entry(name, PDF, flags=flags)))) == [shown]


def test_names_that_are_called_utf_8_and_are_not_cost_nothing() -> None:
    data = raw_zip(entry("別紙.pdf".encode("cp932"), b"1", flags=0x800), entry("市.pdf".encode(), b"2", flags=0x800))
    assert told(data) == {"別紙.pdf": b"1", "市.pdf": b"2"}


def test_archives_of_other_kinds_are_told() -> None:
    data = zipped({"old.lzh": b"-lh5-", "a.7z": b"7z", "a.pdf": PDF})
    assert told(data) == {"old.lzh": "not_a_pdf", "a.7z": "not_a_pdf", "a.pdf": PDF}


def test_a_long_name_lacks_its_middle() -> None:
    (name,) = told(zipped({"x" * 5000 + "/a.pdf": PDF}))
    assert len(name) == LONGEST_NAME
    assert name.startswith("xxx")
    assert name.endswith("x/a.pdf")


def test_files_of_one_name_are_two() -> None:
    data = raw_zip(entry(b"a.pdf", b"1"), entry(b"a.pdf", b"2"), entry(b"b.pdf", b"3"))
    assert told(data) == {"a.pdf": b"1", "a.pdf (2)": b"2", "b.pdf": b"3"}


def test_a_name_that_another_file_was_given_is_taken() -> None:
    data = raw_zip(*(entry(name, name) for name in (b"a.pdf", b"a.pdf", b"a.pdf (2).pdf", b"a.pdf (2).pdf")))
    assert list(told(data)) == ["a.pdf", "a.pdf (2)", "a.pdf (2).pdf", "a.pdf (2).pdf (2)"]
    walk = Walk(Bounds(), MOST)
    assert [walk._own((), name) for name in ("a", "a (2)", "a", "a")] == ["a", "a (2)", "a (3)", "a (4)"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (entry(b"bad.pdf", b"/etc/passwd", mode=LINK), "unreadable_file"),
        (entry(b"bad.pdf", PDF, flags=1), "encrypted"),
        (entry(b"bad.pdf", PDF, method=99), "broken_archive"),
        (entry(b"bad.pdf", b"no deflate", method=8), "broken_archive"),
        (entry(b"bad.pdf", PDF, crc=0), "broken_archive"),
        (entry(b"bad.pdf", PDF, size=5), "broken_archive"),
        (entry(b"bad.pdf", PDF, size=500), "broken_archive"),
        (entry(b"bad.pdf", PDF, size=0xFFFFFFF0), "broken_archive"),
        (entry(b"bad.pdf", bytes(MOST + 1)), "too_large"),
        (entry(b"bad.zip", b"no archive"), "broken_archive"),
    ],
)
def test_what_is_not_unpacked_says_why_and_costs_nothing_else(bad: dict[str, object], code: str) -> None:
    data = raw_zip(entry(b"1.pdf", b"1"), bad, entry(b"3.pdf", b"3"))
    assert list(told(data).values()) == [b"1", code, b"3"]


def test_entries_that_share_their_bytes_are_refused() -> None:
    inner = entry(b"inner.pdf", PDF)
    at = len(raw_zip(entry(b"1.pdf", b"1"))) - 46 - 22 - len(b"1.pdf")
    data = raw_zip(entry(b"1.pdf", b"1"), inner, entry(b"inner.pdf", PDF, offset=at), entry(b"3.pdf", b"3"))
    assert list(told(data).values()) == [b"1", "broken_archive", "broken_archive", b"3"]


def test_a_bomb_is_not_unpacked_beyond_the_bounds() -> None:
    data = zipped({"1.pdf": b"1", "bomb.pdf": BOMB, "3.pdf": b"3"})
    assert told(data) == {"1.pdf": b"1", "bomb.pdf": "too_large", "3.pdf": b"3"}
    leaves, _ = walked(data, most=100 * MOST, size=MOST)
    assert [str(leaf.content) for leaf in leaves[1:]] == [
        "with it, more than 1000000 bytes would be unpacked (--unpack-size)"
    ] * 2


def test_the_size_counts_over_all_levels() -> None:
    data = zipped({f"{n}.zip": zipped({f"{m}.pdf": bytes(100) for m in range(3)}) for n in range(3)})
    assert list(told(data, size=1000).values()).count("too_large") > 0
    assert len(told(data, size=100_000)) == 9


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    data = zipped({"c.pdf": PDF})
    for name in ("c", "b", "a"):
        data = zipped({f"{name}.zip": data, f"{name}.pdf": PDF})
    assert told(data) == {
        "a.zip!b.zip!c.zip": "too_deep", "a.zip!b.zip!c.pdf": PDF, "a.zip!b.pdf": PDF, "a.pdf": PDF,
    }  # fmt: skip
    assert told(data, depth=1) == {"a.zip": "too_deep", "a.pdf": PDF}


def test_more_files_than_the_bounds_allow_are_told_of_the_whole() -> None:
    leaves, lack = walked(zipped({f"{n}.pdf": PDF for n in range(20)}), files=7)
    assert len(leaves) == 7
    assert lack == Lack("too_many_files", "only the first 7 files in it are read (--unpack-files)")
    leaves, lack = walked(zipped({"a.zip": zipped({f"{n}.pdf": PDF for n in range(20)}), "b.pdf": PDF}), files=7)
    assert (len(leaves), lack and lack.code) == (7, "too_many_files")


def test_many_entries_that_nobody_reads_do_not_count() -> None:
    entries = [entry(b"%d.txt" % number, b"") for number in range(3000)]
    assert told(raw_zip(*entries, entry(b"a.pdf", PDF)), files=1) == {"a.pdf": PDF}


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04" + bytes(50), zipped({"a.pdf": PDF})[:-8]])
def test_what_is_no_archive_says_so(data: bytes) -> None:
    assert walked(data) == ([], Lack("broken_archive", "the ZIP archive is damaged, or none"))


def test_an_archive_without_a_pdf_says_so() -> None:
    assert walked(zipped({"a.txt": b""})) == ([], Lack("not_an_assessment", "the ZIP archive holds no PDF"))


def test_a_pdf_that_is_called_an_archive_is_read() -> None:
    assert told(PDF) == {"": PDF}


def test_an_archive_that_begins_with_a_stored_pdf_is_an_archive() -> None:
    assert told(zipped({"a.pdf": PDF, "b.pdf": PDF}, zipfile.ZIP_STORED)) == {"a.pdf": PDF, "b.pdf": PDF}


def test_a_directory_torn_in_the_middle() -> None:
    data = bytearray(zipped({"a.pdf": PDF, "b.pdf": PDF}))
    data[data.rindex(b"PK\x01\x02") + 1] = 0
    assert walked(bytes(data))[1] == Lack("broken_archive", "the ZIP archive is damaged, or none")


def test_a_workbook_is_read_only_if_it_is_a_form() -> None:
    form = workbook(TITLE)
    data = zipped({"様式2.xlsx": form, "budget.xlsx": workbook("予算書"), "broken.xlsx": b"PK\x03\x04"})
    assert told(data) == {"様式2.xlsx": form}
    assert told(form, "form.xlsx") == {"": form}
    assert told(workbook("予算書"), "form.xlsx") == {}
    old = b"\xd0\xcf\x11\xe0" + b"x" + TITLE.encode("utf-16-le")
    assert told(old, "form.xls") == {"": old}


def test_what_pdfs_carry_is_found_when_it_is_asked_for() -> None:
    inner = with_files({"deep.pdf": PDF})
    outer = with_files({"inner.pdf": inner, "picture.png": b"\x89PNG", "nameless": PDF, "様式.xlsx": workbook(TITLE)})
    assert told(outer, "a.pdf") == {}
    found = walked(outer, "a.pdf", attachments=True)[0]
    assert [(leaf.names, leaf.attached) for leaf in found] == [
        (("inner.pdf",), True), (("inner.pdf", "deep.pdf"), True), (("nameless",), True), (("様式.xlsx",), True),
    ]  # fmt: skip
    data = zipped({"1.pdf": outer})
    assert [(leaf.names[-1], leaf.attached) for leaf in walked(data, attachments=True)[0]] == [
        ("1.pdf", False), ("inner.pdf", True), ("deep.pdf", True), ("nameless", True), ("様式.xlsx", True),
    ]  # fmt: skip


def test_a_file_carried_too_deep_is_told() -> None:
    data = PDF
    for _ in range(4):
        data = with_files({"a.pdf": data})
    assert [*told(data, "a.pdf", attachments=True).items()][-1] == ("a.pdf!a.pdf!a.pdf!?", "too_deep")


def test_an_archive_that_a_pdf_carries_is_opened() -> None:
    outer = with_files({"all.zip": zipped({"a.pdf": PDF})})
    assert told(outer, "a.pdf", attachments=True) == {"all.zip!a.pdf": PDF}


def test_a_bomb_in_a_pdf_is_not_unpacked_beyond_the_bounds() -> None:
    outer = with_files({"bomb.pdf": BOMB, "more.pdf": PDF})
    assert told(outer, "a.pdf", attachments=True) == {"bomb.pdf": "too_large", "more.pdf": PDF}


@pytest.mark.parametrize(
    ("reader", "files", "lost"),
    [
        ("hyokasho.archive.containers.workbooks.is_form", {"a.xlsx": workbook(TITLE)}, "a.xlsx"),
        ("extract.pdf.embedded.embedded_files", {"a.pdf": with_files({"x.pdf": PDF})}, "a.pdf!?"),
    ],
)
def test_what_takes_all_memory_costs_itself_only(
    reader: str, files: dict[str, bytes], lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(reader, fail)
    found = told(zipped(files | {"b.pdf": PDF}), attachments=True)
    assert (found[lost], found["b.pdf"]) == ("memory_limit", PDF)


def test_a_workbook_of_very_many_texts_is_looked_through_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.archive.containers.workbooks.MOST_PARTS", 30)
    sheets = {f"xl/worksheets/sheet{number}.xml": TITLE[:10].encode() for number in range(5)}
    assert told(zipped(sheets | {"xl/worksheets/sheet9.xml": TITLE.encode()}), "a.xlsx") == {}
    monkeypatch.setattr("hyokasho.archive.containers.workbooks.MOST_PARTS", 300)
    assert list(told(zipped(sheets | {"xl/worksheets/sheet9.xml": TITLE.encode()}), "a.xlsx")) == [""]


def test_an_archive_that_holds_itself_ends() -> None:
    data = zipped({"a.pdf": PDF})
    for _ in range(50):
        data = zipped({"a.zip": data})
    assert told(data) == {"a.zip!a.zip!a.zip": "too_deep"}


def test_the_same_bytes_give_the_same_files() -> None:
    data = zipped({"b.zip": zipped({"x.pdf": b"1"}), "a.pdf": PDF})
    assert walked(data) == walked(io.BytesIO(data).getvalue())
