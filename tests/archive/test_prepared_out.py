"""OUT as somebody else prepared it: nothing outside it is read, written, moved or deleted, and nobody waits."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from hyokasho.archive.containers.kept import LISTINGS
from hyokasho.archive.dataset import replacement
from hyokasho.archive.dataset.descriptor import DESCRIPTOR
from hyokasho.archive.dataset.record import RECORD
from hyokasho.archive.dataset.replacement import MANIFEST, NotOursError
from hyokasho.archive.results.store import RESULTS
from hyokasho.archive.sources.identity import INDEX
from hyokasho.archive.storage import state
from hyokasho.archive.storage.folder import LocalStorage
from hyokasho.archive.storage.inside import OutsideError, parts
from hyokasho.archive.storage.interface import ASIDE, LOCK, WORK
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.cli import main
from normalize.arrow.schemas import schemas
from tests.archive.table_bombs import BOMBS
from tests.containers.making import zipped
from tests.hyokasho.archive import BROKEN, SMALL, archive, digests, rows, run

EMPTY = BROKEN / "empty.pdf"
NOTE = f"{WORK}/replacing.json"
OURS = [INDEX, MANIFEST, RECORD, NOTE, LISTINGS]
"""Small files of ours that the next run reads."""
NONSENSE = [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"tables": 5, "fingerprint": NaN}', b"1" * 10_000]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX systems")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources `in`, their dataset `out`, and something of the user's in `mine`."""
    folder = tmp_path_factory.mktemp("made")
    run(archive(folder / "in", EMPTY), folder / "out")
    (folder / "mine").mkdir()
    (folder / "mine" / "part-0.parquet").write_bytes(b"not to be touched")
    (folder / "mine" / "letter.txt").write_bytes(b"dear")
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(made, tmp_path / "place")
    return tmp_path / "place"


def ingest(place: Path) -> Result:
    """Bring the dataset up to date with one file more."""
    archive(place / "in", BROKEN / "letter.pdf")
    return CliRunner().invoke(main, ["ingest", str(place / "in"), "--out", str(place / "out"), "--workers", "1"])


def mine(place: Path) -> dict[str, str]:
    return digests(place / "mine")


def goes_on(place: Path) -> None:
    """The run ends well, with nothing of the user's touched."""
    before = mine(place)
    run(archive(place / "in", BROKEN / "letter.pdf"), place / "out")
    assert mine(place) == before
    assert len(rows(place / "out", "documents")) == 2


def is_refused(place: Path, said: str) -> None:
    """The run ends with wrong usage, and nothing is touched at all."""
    before, done = digests(place / "out"), ingest(place)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert digests(place / "out") == before


def link(place: Path, name: str, to: str = "mine") -> None:
    """Put a link to something of the user's where a thing of ours is."""
    path = place / "out" / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(place / to)


def other_editions(place: Path) -> None:
    """Have an older edition's results to delete."""
    (place / "mine" / "0.0.1-0123456789abcdef").mkdir()
    (place / "mine" / "0.0.1-0123456789abcdef" / "letter.txt").write_text("dear")


@pytest.mark.parametrize("name", [RESULTS, f"{WORK}/tables", f"{WORK}/tmp"])
def test_a_folder_of_ours_that_is_a_link_is_set_aside(name: str, place: Path) -> None:
    other_editions(place)
    link(place, name)
    goes_on(place)


def test_what_was_set_aside_is_told(place: Path) -> None:
    link(place, RESULTS)
    assert f"set aside, since this program did not write it so: {RESULTS}" in ingest(place).stdout
    assert [path.name for path in (place / "out" / ASIDE).iterdir()] == ["results-1"]


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe", "folder"])
def test_files_of_ours_that_are_none_are_set_aside(kind: str, place: Path) -> None:
    for path in (place / "out" / name for name in [*OURS, LOCK]):
        path.unlink(missing_ok=True)
        match kind:
            case "link":
                path.symlink_to(place / "mine" / "letter.txt")
            case "hard link":
                path.hardlink_to(place / "mine" / "letter.txt")
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
                (path / "letter.txt").write_text("dear")
    goes_on(place)
    assert len(list((place / "out" / ASIDE).iterdir())) == len(OURS) + 1


@pytest.mark.parametrize("content", NONSENSE, ids=lambda content: repr(content[:12]))
def test_files_of_ours_that_make_no_sense_are_set_aside_and_made_anew(content: bytes, place: Path) -> None:
    for name in OURS:
        (place / "out" / name).write_bytes(content)
    goes_on(place)
    aside = list((place / "out" / ASIDE).iterdir())
    assert [path.read_bytes() for path in aside] == [content] * len(OURS)


def test_a_sparse_file_of_ours_is_not_read(place: Path) -> None:
    (place / "out" / INDEX).touch()
    os.truncate(place / "out" / INDEX, 20 << 30)
    goes_on(place)


@pytest.mark.parametrize("content", [b"[" + b"[]," * 1000 + b"[]]", b"[" + b'{"a":1},' * 1000 + b"{}]"])
def test_a_large_file_of_ours_that_has_too_many_values_is_not_made_values(
    content: bytes, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OURS:
        (place / "out" / name).write_bytes(content)
    monkeypatch.setattr(state, "LARGE", 1000)
    monkeypatch.setattr(state, "decoded", lambda data, kind: pytest.fail("made values"))
    for name in OURS:
        assert state.load(open_storage(place / "out"), name, object) is None
    assert len(list((place / "out" / ASIDE).iterdir())) == len(OURS)


def test_a_large_file_of_ours_is_read_as_it_was_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "LARGE", 0)
    archive(place / "in", BROKEN / "letter.pdf")
    (place / "in" / "a.zip").write_bytes(zipped({"b.pdf": BROKEN.joinpath("page_not_found.pdf").read_bytes()}))
    run(place / "in", place / "out")
    run(place / "in", place / "out")
    assert not (place / "out" / ASIDE).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"x": "../../mine/letter.txt"},
        {"tables": ["../../mine"], "descriptor": {"made_by": "hyokasho", "resources": []}},
        {"tables": ["mine"], "descriptor": {"made_by": "hyokasho", "resources": []}},
        {"tables": ["documents"], "descriptor": {"made_by": "somebody", "resources": []}},
        {"tables": ["documents"], "descriptor": {"made_by": "hyokasho", "resources": 5}},
        {"staged": {"../mine/letter.txt": "documents/part-0.parquet"}, "descriptor": {}, "notes": {}},
        {"staged": {}, "descriptor": {}, "notes": {"../mine/letter.txt": {}}},
    ],
)
def test_a_prepared_note_moves_and_writes_nothing(said: object, place: Path) -> None:
    (place / "out" / NOTE).write_text(json.dumps(said))
    goes_on(place)


def test_a_prepared_index_names_no_path(place: Path) -> None:
    path = place / "out" / INDEX
    path.write_text(json.dumps({str(place / "in" / EMPTY.name): [0, 0, 0, 0, "../../../../mine/letter"]}))
    goes_on(place)


@pytest.mark.parametrize(
    "said",
    [
        {"names": ["\ud800.pdf"]}, {"names": ["\x1b[2J.pdf"]}, {"names": ["a\n.pdf"]}, {"names": [""]},
        {"names": ["x" * 5000]}, {"names": ["a"] * 100}, {"document_id": "../../x"}, {"document_id": ""},
        {"size": -1}, {"size": None}, {"size": 1 << 63}, {"refused": {"code": "encrypted", "message": "x"}},
        {"document_id": "", "size": None, "refused": {"code": "../x", "message": "x"}},
    ],
)  # fmt: skip
def test_a_prepared_list_of_what_archives_hold_is_set_aside(said: dict[str, object], place: Path) -> None:
    (place / "in" / "all.zip").write_bytes(zipped({"a.pdf": b""}))
    run(place / "in", place / "out")
    kept = json.loads((place / "out" / LISTINGS).read_bytes())
    ((listing,),) = (each.values() for each in kept["listings"].values())
    listing["files"][0] |= said
    (place / "out" / LISTINGS).write_text(json.dumps(kept))
    (place / "out" / MANIFEST).unlink()
    before = digests(place / "out")
    run(place / "in", place / "out")
    assert digests(place / "out") == before
    assert [path.name for path in (place / "out" / ASIDE).iterdir()] == ["containers.json-1"]


TEXT, ID = pa.array(["x"]), pa.array(["f" * 64])


def with_documents(place: Path, write: Callable[[Path], object]) -> Path:
    """Put another table in the place of `documents`, and have nothing tell of what was in it."""
    path = place / "out" / "documents" / "part-0.parquet"
    write(path)
    (place / "out" / RECORD).unlink()
    return path


def is_set_aside(place: Path) -> None:
    """The run ends well, and what stood in the place of the table of documents is kept."""
    before = (place / "out" / "documents" / "part-0.parquet").read_bytes()
    goes_on(place)
    (aside,) = (place / "out" / ASIDE).iterdir()
    assert aside.read_bytes() == before


@pytest.mark.parametrize(
    "columns",
    [
        {"source": pa.array([None], pa.string()), "document_id": ID}, {"source": pa.array([1]), "document_id": ID},
        {"source": pa.array([b"\xff"]), "document_id": ID}, {"source": pa.array([{"a": 1}]), "document_id": ID},
        {"source": TEXT, "document_id": pa.array([["f"]])}, {"source": TEXT}, {"letter": TEXT},
        {"source": TEXT, "document_id": TEXT},
    ],
)  # fmt: skip
def test_a_table_that_is_none_of_ours_tells_of_no_document_that_would_go(
    columns: dict[str, pa.Array], place: Path
) -> None:
    with_documents(place, lambda path: pq.write_table(pa.table(columns), path))
    is_set_aside(place)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1"])
def test_a_table_that_is_no_parquet_is_set_aside(content: bytes, place: Path) -> None:
    with_documents(place, lambda path: path.write_bytes(content))
    is_set_aside(place)


def test_a_sparse_table_is_not_read(place: Path) -> None:
    path = with_documents(place, lambda path: os.truncate(path, 20 << 30))
    goes_on(place)
    assert path.stat().st_size < 1 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not bound what a batch takes")
@pytest.mark.parametrize("kind", BOMBS)
def test_a_table_of_few_bytes_that_become_many_is_set_aside(kind: str, place: Path) -> None:
    with_documents(place, BOMBS[kind])
    is_set_aside(place)


@pytest.mark.parametrize("facts", [{}, {"bytes": 4, "hash": "sha256:" + 64 * "0"}, {"bytes": "4", "hash": 5}])
def test_a_prepared_descriptor_deletes_nothing(facts: dict[str, object], place: Path) -> None:
    (place / "out" / "letters").mkdir()
    for name in ("part-0.parquet", "letter.txt"):
        (place / "out" / "letters" / name).write_bytes(b"dear")
    described = json.loads((place / "out" / DESCRIPTOR).read_text(encoding="utf-8"))
    paths = ["letters/part-0.parquet", "../mine/part-0.parquet", str(place / "mine" / "part-0.parquet"), "..", ""]
    described["resources"] += [{"path": path} | facts for path in paths]
    (place / "out" / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    goes_on(place)
    assert len(list((place / "out" / "letters").iterdir())) == 2


def test_a_sparse_table_that_a_descriptor_tells_of_is_not_hashed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: pytest.fail("hashed"))
    table = place / "out" / "letters" / "part-0.parquet"
    table.parent.mkdir()
    table.touch()
    os.truncate(table, 1 << 40)
    described = json.loads((place / "out" / DESCRIPTOR).read_text(encoding="utf-8"))
    described["resources"].append({"path": "letters/part-0.parquet", "bytes": 1 << 40, "hash": "sha256:" + 64 * "0"})
    (place / "out" / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    replacement.replace_tables(open_storage(place / "out"), [*schemas()], described | {"resources": []}, None, None)
    assert table.exists()


@pytest.mark.parametrize("resources", [5, None, [5], [{}], [{"path": 5}]])
def test_a_descriptor_that_lists_no_tables_is_written_anew(resources: object, place: Path) -> None:
    said = {"made_by": "hyokasho", "resources": resources}
    (place / "out" / DESCRIPTOR).write_text(json.dumps(said))
    goes_on(place)


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("documents", "mine"),
        ("documents/part-0.parquet", "mine/part-0.parquet"),
        (DESCRIPTOR, "mine/letter.txt"),
        (WORK, "mine"),
    ],
)
def test_a_link_in_the_place_of_a_table_is_refused(name: str, to: str, place: Path) -> None:
    before = mine(place)
    link(place, name, to)
    is_refused(place, f"{name} is no plain")
    assert mine(place) == before


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("change", [as_pipe, as_folder])
@pytest.mark.parametrize("name", ["documents/part-0.parquet", DESCRIPTOR])
def test_what_is_no_file_in_the_place_of_one_is_refused(name: str, change: Callable[[Path], None], place: Path) -> None:
    change(place / "out" / name)
    is_refused(place, f"{name} is no plain file")


@pytest.mark.parametrize("name", ["documents", WORK])
def test_a_file_in_the_place_of_a_folder_is_refused(name: str, place: Path) -> None:
    shutil.rmtree(place / "out" / name)
    (place / "out" / name).write_text("mine")
    is_refused(place, f"{name} is no plain folder")


def test_a_result_that_is_a_pipe_is_read_again(place: Path) -> None:
    (result,) = (place / "out" / RESULTS).rglob("*.result")
    as_pipe(result)
    goes_on(place)


def test_an_export_follows_no_link_and_waits_for_no_pipe(place: Path) -> None:
    link(place, "documents/part-0.parquet", "mine/part-0.parquet")
    as_pipe(place / "out" / "fields" / "part-0.parquet")
    for table in ("documents", "fields"):
        words = ["export", str(place / "out"), "--format", "csv", "--table", table, "--to", str(place / table)]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 3, done.output
        assert f"{table}/part-0.parquet cannot be read (part-0.parquet is no plain file)" in done.stderr


@pytest.mark.parametrize("name", ["", ".", "..", "a/../b", "/etc", "a//b", "a\\b", "c:x", "a\0", "a\n", "\x1b", "日"])
def test_a_name_that_is_none_of_ours_is_no_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutsideError):
        parts(name)
    with pytest.raises(OutsideError):
        LocalStorage(tmp_path).read(name)


def test_out_itself_may_be_reached_through_a_link(place: Path) -> None:
    (place / "link").symlink_to(place / "out")
    run(place / "in", place / "link")
    assert len(rows(place / "out", "documents")) == 1


def test_a_pipe_as_out_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out")
    with pytest.raises(NotOursError, match="is a file"):
        run(SMALL, tmp_path / "out")
