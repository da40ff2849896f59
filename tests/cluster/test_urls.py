"""Inputs and OUT on an object store: the same dataset as on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fsspec")

import fsspec
from click import UsageError

from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.sources.find import find_inputs
from hyokasho.archive.sources.locations import UnreadableError, at_hand, read_bytes, stamp
from hyokasho.archive.storage.objects import ObjectStorage
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.storage.urls import UrlError, filesystem
from hyokasho.archive.task import Limits
from hyokasho.export.export_command import run as export
from tests.cluster.store import KEYS, serving
from tests.containers.making import zipped
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, digests

FILES = (SMALL, BROKEN / "empty.pdf", SAMPLES / "kiso_h30_vaccination.pdf")
Place = Callable[[str], str]


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The URL of an S3 server on this machine."""
    with serving() as server:
        yield server.address


@pytest.fixture(params=["memory", "s3"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Where files may be put: a function from a name to a URL that nothing is at yet."""
    name = "".join(char if char.isalnum() else "-" for char in request.node.name.lower()).strip("-")[:60]
    if request.param == "memory":
        return lambda path: f"memory://{name}/{path}"
    pytest.importorskip("s3fs")
    for variable, value in (KEYS | {"AWS_ENDPOINT_URL": request.getfixturevalue("s3")}).items():
        monkeypatch.setenv(variable, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    filesystem(f"s3://{name}")[0].mkdir(name)
    return lambda path: f"s3://{name}/{path}"


def upload(url: str, *files: Path) -> str:
    system, path = filesystem(url)
    for file in files:
        system.pipe_file(f"{path}/{file.name}", file.read_bytes())
    return url


def read(url: str, out: str | Path, workers: int = 0) -> tuple[Summary, Monitor]:
    monitor = Monitor()
    options = Options(workers, Limits(timeout=60.0))
    return ingest(find_inputs([url]), open_storage(out), options, monitor), monitor


def download(url: str, folder: Path) -> Path:
    system, path = filesystem(url)
    system.get(path, str(folder), recursive=True)
    return folder


def test_the_dataset_is_that_of_a_run_over_files(place: Place, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for file in FILES:
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    read(str(tmp_path / "in"), tmp_path / "local")
    summary, _ = read(upload(place("in"), *FILES), place("out"))
    assert summary.statuses == {"ok": 2, "failed": 1}
    assert digests(download(place("out"), tmp_path / "remote")) == digests(tmp_path / "local")


def test_a_jailed_worker_gets_the_bytes_without_the_network(place: Place, tmp_path: Path) -> None:
    summary, _ = read(upload(place("in"), SMALL), tmp_path / "out", workers=1)
    assert summary.statuses == {"ok": 1}


def test_an_archive_in_a_store_is_read_and_nothing_of_it_stays(place: Place, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({"a.pdf": SMALL.read_bytes(), "sub/empty.pdf": b""}))
    for where in (str(tmp_path), upload(place("in"), archive)):
        read(where, place("out") if "://" in where else tmp_path / "local", workers=1)
    remote = download(place("out"), tmp_path / "remote")
    assert digests(remote) == digests(tmp_path / "local")
    assert not list(remote.rglob("spool*"))
    summary, monitor = read(place("in"), place("out"))
    assert (+summary.statuses, monitor.figures.read) == ({"ok": 1, "failed": 1}, 0)


def test_a_second_run_reads_nothing(place: Place) -> None:
    url = upload(place("in"), *FILES)
    first, _ = read(url, place("out"))
    upload(url, BROKEN / "letter.pdf")
    second, monitor = read(url, place("out"))
    assert second.statuses.total() == first.statuses.total() + 1
    assert monitor.figures.read == 1


def test_patterns_and_single_files(place: Place) -> None:
    url = upload(place("in"), *FILES)
    assert [item.source.rpartition("/")[2] for item in find_inputs([f"{url}/kiso_*.pdf"]).inputs] == sorted(
        file.name for file in FILES if file.name.startswith("kiso")
    )
    (one,) = find_inputs([f"{url}/{SMALL.name}"]).inputs
    assert one.source == SMALL.name
    assert read_bytes(one.location, 10_000_000) == SMALL.read_bytes()


def test_a_changed_object_has_another_stamp(place: Place) -> None:
    url = upload(place("in"), SMALL) + f"/{SMALL.name}"
    before = stamp(url)
    system, path = filesystem(url)
    assert stamp(url) == before
    system.pipe_file(path, bytes(SMALL.stat().st_size))
    assert stamp(url) != before


def test_an_object_that_is_not_there_is_unreadable(place: Place) -> None:
    url = upload(place("in"), SMALL) + "/absent.pdf"
    for ask in (stamp, lambda location: read_bytes(location, 10), lambda location: at_hand(location, 10).__enter__()):
        with pytest.raises(UnreadableError):
            ask(url)


def test_storage_writes_whole_objects_moves_and_removes_them(place: Place) -> None:
    storage = ObjectStorage(place("out"))
    assert list(storage.names()) == []
    storage.write("a/b", b"one")
    storage.write("a/c", b"two")
    assert (storage.read("a/b"), storage.read("a/b", 2), storage.size("a/b")) == (b"one", b"on", 3)
    with pytest.raises(KeyError), storage.create("a/d") as file:
        file.write(b"half")
        raise KeyError
    with storage.create("a/e") as file:
        file.write(b"whole")
    assert list(storage.names("a")) == ["b", "c", "e"]
    storage.move("a/e", "a/b")
    assert storage.read("a/b") == b"whole"
    assert storage.size("a/e") is None
    storage.remove("a")
    storage.remove("a")
    assert storage.size("a/b") is None
    with pytest.raises(FileNotFoundError):
        storage.read("a/b")


@pytest.mark.parametrize("url", ["nosuchprotocol://a/b", "s3:///"])
def test_urls_that_make_no_sense_are_said_to(url: str) -> None:
    with pytest.raises((UrlError, ValueError)):
        find_inputs([url])


def test_file_urls_are_files(tmp_path: Path) -> None:
    (tmp_path / "a b.pdf").write_bytes(SMALL.read_bytes())
    (one,) = find_inputs([(tmp_path / "a b.pdf").as_uri()]).inputs
    assert one.location == str(tmp_path / "a b.pdf")
    storage = open_storage((tmp_path / "out").as_uri())
    assert storage.place == str(tmp_path / "out")


def test_a_dataset_at_a_url_is_exported_to_this_folder(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dataset = place("out")
    ingest(find_inputs([str(SMALL)]), open_storage(dataset), Options(workers=0), Monitor())
    assert export(dataset, "csv", None, ("documents",), force=False) == 0
    assert (tmp_path / "out-csv" / "documents.csv").is_file()
    with pytest.raises(UsageError, match="not a dataset of ours"):
        export(place("nothing"), "csv", None, (), force=False)
