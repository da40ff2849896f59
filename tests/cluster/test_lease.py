"""One run at a time on an object store: of two that begin in the same instant, one does."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("fsspec")

from hyokasho.archive.storage.interface import LOCK, WORK
from hyokasho.archive.storage.lease import LATE, LEASE
from hyokasho.archive.storage.objects import ObjectStorage
from hyokasho.archive.storage.storage_error import BusyError, StorageError
from hyokasho.archive.storage.urls import filesystem
from tests.cluster.store import KEYS, Server, serving

Place = Callable[[], ObjectStorage]
MANY = 8


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture(params=["memory", "s3", "s3 without conditions"])
def place(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A function that gives one more view of a folder that is not there yet."""
    name = f"b{os.getpid()}-{abs(hash(request.node.name)) % 10**9}"
    if request.param == "memory":
        return lambda: ObjectStorage(f"memory://{name}/out")
    s3fs = pytest.importorskip("s3fs")
    store = request.getfixturevalue("server")
    store.honest, store.fails, store.lost = request.param == "s3", lambda method, path: 0, False
    for variable, value in (KEYS | {"AWS_ENDPOINT_URL": store.address, "AWS_MAX_ATTEMPTS": "1"}).items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    s3fs.S3FileSystem.clear_instance_cache()
    filesystem(f"s3://{name}")[0].mkdir(name)
    return lambda: ObjectStorage(f"s3://{name}/out")


def pass_time(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def test_another_run_waits_until_the_lock_is_released(place: Place) -> None:
    with place().lock():
        with pytest.raises(BusyError, match=rf"another run writes it \(process {os.getpid()} on .*\); wait for it"):
            place().lock().__enter__()
        with pytest.raises(BusyError), place().lock():
            pass
    with place().lock(), pytest.raises(BusyError), place().lock():
        pass


def test_of_many_that_begin_at_once_one_does(place: Place, request: pytest.FixtureRequest) -> None:
    if "without" in request.node.name:
        pytest.skip("such a store cannot promise that")
    for _ in range(3):
        assert sorted(tried_at_once(place)) == [False] * (MANY - 1) + [True]


def tried_at_once(place: Place) -> list[bool]:
    """Which of many got the lock, all of which want it at the same time; none lets go before all have tried."""
    held: list[bool] = []
    begin, over = threading.Barrier(MANY), threading.Event()

    def run(storage: ObjectStorage) -> None:
        begin.wait()
        try:
            with storage.lock():
                held.append(True)
                if len(held) < MANY:
                    over.wait(60)
        except BusyError:
            held.append(False)
        if len(held) == MANY:
            over.set()

    threads = [threading.Thread(target=run, args=(place(),)) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return held


def test_a_lock_without_a_sign_of_life_is_taken_over_and_its_owner_writes_nothing_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = place(), place()
    with first.lock():
        first.write("a", b"first")
        pass_time(LEASE + 1, monkeypatch)
        with second.lock():
            second.write("a", b"second")
            for write in (
                lambda: first.write("a", b"first again"),
                lambda: first.move("a", "b"),
                lambda: first.remove("a"),
                lambda: first.set_aside("a"),
            ):
                with pytest.raises(BusyError, match="another run writes it"):
                    write()
            with pytest.raises(BusyError), first.create("a") as file:
                file.write(b"first again")
            assert second.read("a") == b"second"
            with pytest.raises(BusyError), place().lock():
                pass
    with place().lock():
        pass


def test_an_owner_that_was_suspended_goes_on_if_nobody_took_over(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with (storage := place()).lock():
        pass_time(max(LATE, LEASE) + 1, monkeypatch)
        storage.write("a", b"first")
        with pytest.raises(BusyError), place().lock():
            pass


def test_a_lock_that_makes_no_sense_is_none(place: Place) -> None:
    for said in (b"", b"[]", b'{"renewed": []}', b'{"pid": 1, "host": 2, "token": "x", "renewed": 1}'):
        storage = place()
        last = max((name for name in storage.names(WORK) if name.startswith("lock")), default="lock")
        storage.write(f"{WORK}/{last}", said)
        with storage.lock(), pytest.raises(BusyError), place().lock():
            pass


def test_locks_of_old_runs_do_not_pile_up(place: Place) -> None:
    for _ in range(5):
        with place().lock():
            pass
    assert list(place().names(WORK)) == ["lock", "lock-000004"]
    assert place().size(LOCK) is not None  # which tells that a run has begun here


@pytest.mark.parametrize("place", ["s3"], indirect=True)
@pytest.mark.parametrize("lost", [False, True])
def test_a_store_that_fails_while_the_lock_is_taken_leaves_none_behind(
    place: Place, server: Server, lost: bool
) -> None:
    storage, count = place(), len(server.requests)
    with storage.lock():
        pass
    requests = len(server.requests) - count
    for at in range(requests):
        left = [at]

        def fails(method: str, path: str, left: list[int] = left) -> int:
            left[0] -= 1
            return 500 if left[0] == -1 else 0

        server.fails, server.lost = fails, lost
        try:
            with storage.lock():
                pass
        except StorageError as error:
            assert not isinstance(error, BusyError)
        server.fails = lambda method, path: 0
        storage = place()
    with storage.lock():
        pass
