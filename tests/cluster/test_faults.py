"""A store that does not answer, refuses, or does what it is asked without saying so: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("s3fs")

import fsspec
import s3fs

from hyokasho.archive.monitor import Monitor
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.sources.find import find_inputs
from hyokasho.archive.storage import lease, objects
from hyokasho.archive.storage.inside import OutsideError
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.storage.storage_error import StorageError
from tests.cluster.store import KEYS, Server, serving
from tests.hyokasho.archive import BROKEN, archive, digests, run

OUT = "s3://faulty/out"
EVERY = 89
"""Of some 1,300 cases: each request in each of these ways, once and for good."""
FAILURES = {"no answer": (500, False), "slow down": (503, False), "no permission": (403, False), "lost": (500, True)}


class Bucket:
    """A dataset in a bucket: what it is before, after, and what is tried in between."""

    def __init__(self, server: Server, place: Path) -> None:
        self._server, self._place = server, place
        self._system = fsspec.filesystem("s3")
        self._system.mkdir("faulty")
        run(archive(place / "before", BROKEN / "empty.pdf"), place / "old")
        archive(place / "in", BROKEN / "empty.pdf", BROKEN / "page_not_found.pdf")
        run(place / "in", place / "new")
        self.old, self.new = digests(place / "old"), digests(place / "new")

    def reset(self) -> None:
        self._server.fails = lambda method, path: 0
        if self._system.exists("faulty/out"):
            self._system.rm("faulty/out", recursive=True)
        self._system.put(str(self._place / "old"), "faulty/out", recursive=True)
        self._server.requests.clear()

    def run(self) -> str:
        """Bring the dataset up to date; what is said if that cannot be done."""
        try:
            ingest(find_inputs([str(self._place / "in")]), open_storage(OUT), Options(workers=0), Monitor())
        except StorageError as error:
            return str(error)
        return ""

    def holds(self, folder: Path) -> dict[str, str]:
        self._server.fails = lambda method, path: 0
        self._system.get("faulty/out", str(folder), recursive=True)
        return digests(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def bucket(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (KEYS | {"AWS_ENDPOINT_URL": server.address, "AWS_MAX_ATTEMPTS": "1"}).items():
            patch.setenv(name, value)
        patch.setattr(s3fs.S3FileSystem, "retries", 1)  # or each failure takes ten seconds
        patch.setattr(lease, "LEASE", 0.0)  # a run that cannot release its lock
        s3fs.S3FileSystem.clear_instance_cache()
        yield Bucket(server, tmp_path_factory.mktemp("bucket"))
        s3fs.S3FileSystem.clear_instance_cache()


def failing(at: int, status: int, *, once: bool) -> Callable[[str, str], int]:
    count = -1

    def fails(method: str, path: str) -> int:
        nonlocal count
        count += 1
        return status if count == at or (count > at and not once) else 0

    return fails


def test_the_run_ends_with_a_message_or_goes_on(bucket: Bucket, server: Server, tmp_path: Path) -> None:
    bucket.reset()
    assert bucket.run() == ""
    cases = [(at, kind, once) for at in range(len(server.requests)) for kind in FAILURES for once in (True, False)]
    for number, (at, kind, once) in enumerate(cases[::EVERY]):
        bucket.reset()
        status, server.lost = FAILURES[kind]
        server.fails = failing(at, status, once=once)
        said = bucket.run()
        held = bucket.holds(tmp_path / f"{number}")
        assert all(digest in (bucket.old.get(name), bucket.new.get(name)) for name, digest in held.items())
        assert said.startswith(f"{OUT}: cannot be") or held == bucket.new
        assert bucket.run() == ""
        assert bucket.holds(tmp_path / f"{number} again") == bucket.new


def test_an_empty_object_is_read_as_one_and_one_that_is_too_large_not_at_all(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.reset()
    storage = open_storage(OUT)
    for size in (0, 5, 6):
        storage.write("some.json", bytes(size))
        monkeypatch.setattr(objects, "MOST_READ", 5)
        if size < 6:
            assert storage.read("some.json") == bytes(size)
        else:
            with pytest.raises(OutsideError, match="larger than any file of ours"):
                storage.read("some.json")
