"""What unpacks containers may do nothing else, is bounded, and is not believed."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.unpack_job import Listing
from hyokasho.archive.containers.unpacking import Unpacking
from hyokasho.archive.sources.locations import InputTooLargeError, UnreadableError
from hyokasho.archive.task import Limits
from tests.containers.bad_unpacker import CONTENT, GOOD, MODULE
from tests.containers.making import PDF, saved, with_files, zipped
from tests.hyokasho.archive import rows, run

LIES = ["nonsense", "ready again", "no end", "huge", "neither", "both", "command", "path", "size", "deep"]
BYTES = ["other bytes", "more bytes", "fewer bytes", "exit"]
LIMITS = Limits(timeout=20.0, memory=1200)


def listing(data: bytes, folder: Path, module: str | None = None, name: str = "a.zip", **bounds: Any) -> Listing:
    (folder / name).write_bytes(data)
    with Unpacking(LIMITS, Bounds(**bounds), **({"module": module} if module else {})) as unpacking:
        return unpacking.listing(str(folder / name), name)[1]


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_is_believed(lie: str, tmp_path: Path) -> None:
    found = listing(lie.encode(), tmp_path, MODULE)
    assert found.lack is not None
    assert found.lack.code == "bad_answer"
    assert found.lack.message.startswith("what it holds could not be unpacked: the answer of the process")


def test_the_same_words_are_believed_where_nothing_in_them_is_changed(tmp_path: Path) -> None:
    assert listing(b"good", tmp_path, MODULE) == Listing([GOOD], None)


@pytest.mark.parametrize(("does", "code", "files"), [("exit", "crashed", []), ("fill", "memory_limit", [GOOD])])
def test_one_that_dies_costs_what_it_had_not_told(does: str, code: str, files: list[Any], tmp_path: Path) -> None:
    found = listing(does.encode(), tmp_path, MODULE)
    assert (found.lack and found.lack.code, found.files) == (code, files)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's protections are Linux's")
@pytest.mark.parametrize("sin", ["write", "remove", "fork", "read"])
def test_it_may_do_nothing_but_read(sin: str, tmp_path: Path) -> None:
    from tests.archive.sinner import SINS

    if sin not in SINS:
        pytest.skip(f"no {sin} among the sins")
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "there").write_bytes(b"mine")
    found = listing(f"{sin}\n{tmp_path / 'place'}".encode(), tmp_path, MODULE)
    assert found.lack is not None
    assert found.lack.code == "denied"
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "place").iterdir()] == [("there", b"mine")]


@pytest.mark.parametrize("lie", BYTES)
def test_bytes_that_are_not_those_of_the_list_are_refused(lie: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(f"later {lie}".encode())
    taken: list[bytes] = []

    def put(number: int, pieces: Iterator[bytes]) -> None:
        content = b"".join(pieces)
        taken.append(content)

    with Unpacking(LIMITS, Bounds(), MODULE) as unpacking:
        assert unpacking.listing(str(tmp_path / "a.zip"), "a.zip")[1] == Listing([GOOD])
        unpacking.close()
        with pytest.raises(UnreadableError):
            unpacking.take(str(tmp_path / "a.zip"), "a.zip", {0: GOOD}, put)
    assert CONTENT not in taken
    assert taken == []


def test_one_process_opens_several(tmp_path: Path) -> None:
    with Unpacking(LIMITS, Bounds()) as unpacking:
        for name in ("a.zip", "b.zip"):
            (tmp_path / name).write_bytes(zipped({"a.pdf": PDF}))
            assert [file.names for file in unpacking.listing(str(tmp_path / name), name)[1].files] == [["a.pdf"]]
        first = unpacking._process
        unpacking.listing(str(tmp_path / name), name)
        assert unpacking._process is first


def test_a_container_beyond_the_bounds_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(bytes(1000))
    with Unpacking(Limits(most_bytes=999), Bounds()) as unpacking, pytest.raises(InputTooLargeError):
        unpacking.listing(str(tmp_path / "a.zip"), "a.zip")


def test_a_bomb_that_takes_all_memory_is_refused_and_costs_nothing_else(tmp_path: Path) -> None:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1500)) + packer.flush()
    pdf = pikepdf.open(__import__("io").BytesIO(with_files({"a.pdf": PDF, "b.pdf": PDF})))
    filters = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
    pdf.Root.Names.EmbeddedFiles.Names[1].EF.F = pikepdf.Stream(pdf, zlib.compress(packed), Filter=filters)
    pdf.Root.Names.EmbeddedFiles.Names[1].EF.UF = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
    data = saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = listing(data, tmp_path, name="a.pdf", attachments=True)
    assert [(file.names, file.refused and file.refused.code) for file in found.files] == [
        (["a.pdf"], "memory_limit"), (["b.pdf"], None),
    ]  # fmt: skip


def test_a_pdf_whose_files_cannot_be_listed_is_read_and_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"exit")
    monkeypatch.setattr("hyokasho.archive.run.Unpacking", lambda limits, bounds: Unpacking(limits, bounds, MODULE))
    run(tmp_path / "a.pdf", tmp_path / "out", bounds=Bounds(attachments=True))
    said = {row["source"]: row["error_code"] for row in rows(tmp_path / "out", "documents")}
    assert said == {"a.pdf": "not_a_pdf", "a.pdf!?": "crashed"}
