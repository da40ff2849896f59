"""A real Dask cluster of processes on this machine: the same results as anywhere, whatever becomes of its workers."""

from __future__ import annotations

import http.client
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

import dask
from distributed import Client, LocalCluster

from hyokasho.archive.engines import EngineError, make_engine
from hyokasho.archive.engines.dask import DaskEngine
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.results.codec import decode_head
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.sources.find import find_inputs
from hyokasho.archive.storage.open_storage import open_storage
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.document.verdict import CRASHED, MEMORY_LIMIT, TIMEOUT, Failed, Known, Read
from tests.cluster.traps import DEADLY, MODULE
from tests.hostile.bombs import form_fan_out
from tests.hyokasho.archive import SMALL, digests, few_scans, sample_archive

LIMITS = Limits(timeout=60.0, memory=1500)
COPIES = 12


def local_cluster() -> LocalCluster:
    return LocalCluster(
        n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address=":0", silence_logs=logging.ERROR
    )  # fmt: skip


def one_loss_is_enough() -> Any:
    """Have the scheduler tell of a task that took a worker with it, instead of trying three more."""
    return dask.config.set({"distributed.scheduler.allowed-failures": 0})


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with local_cluster() as made:
        yield made


def copies(folder: Path, count: int = COPIES) -> list[Path]:
    """Documents that differ in a comment behind their end."""
    folder.mkdir()
    paths = [folder / f"{number:02}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(SMALL.read_bytes() + b"%%%d\n" % number)
    return paths


def tasks(paths: list[Path]) -> list[Task]:
    return [Task(index, str(path), "", path.stat().st_size) for index, path in enumerate(paths)]


def verdict(outcome: Outcome) -> Known:
    assert isinstance(outcome.found, bytes), outcome.found
    return decode_head(outcome.found, len(outcome.found)).verdict


def worker_pids(cluster: LocalCluster) -> list[int]:
    cluster.wait_for_workers(2)  # one that was killed takes its time to come back
    with Client(cluster, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def everything(engine: Any, wanted: list[Task]) -> dict[int, Outcome]:
    outcomes = list(engine.run(iter(wanted)))
    found = {outcome.index: outcome for outcome in outcomes}
    assert len(outcomes) == len(wanted) == len(found)
    return found


def test_the_tables_are_those_of_a_run_without_a_cluster(cluster: LocalCluster, tmp_path: Path) -> None:
    source, limits = sample_archive(tmp_path / "samples"), Limits()
    for engine in ("local", "dask"):
        with dask.config.set({"scheduler-address": cluster.scheduler_address}):  # DASK_SCHEDULER_ADDRESS
            found, storage = find_inputs([str(source)]), open_storage(tmp_path / engine)
            summary = ingest(found, storage, Options(2, limits, engine), Monitor())
        assert summary.statuses["ok"] == len(few_scans())
    assert digests(tmp_path / "dask") == digests(tmp_path / "local")


def test_a_worker_that_is_killed_loses_and_doubles_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    wanted = tasks(copies(tmp_path / "in"))
    engine = DaskEngine(2, LIMITS, cluster.scheduler_address)
    running = engine.run(iter(wanted))
    found = [next(running)]
    victim = worker_pids(cluster)[0]
    os.kill(victim, signal.SIGKILL)
    found += running
    engine.close()
    assert sorted(outcome.index for outcome in found) == list(range(COPIES))
    assert all(verdict(outcome) == Read() for outcome in found)
    alone = {outcome.index: outcome.found for outcome in make_engine("local", 0, LIMITS).run(iter(wanted))}
    assert {outcome.index: outcome.found for outcome in found} == alone


def test_a_document_that_kills_its_jail_harms_no_worker_of_the_cluster(cluster: LocalCluster, tmp_path: Path) -> None:
    paths = copies(tmp_path / "in", 2)
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(form_fan_out())
    before = sorted(worker_pids(cluster))
    engine = DaskEngine(2, LIMITS, cluster.scheduler_address)
    found = everything(engine, tasks([paths[0], bomb, paths[1]]))
    engine.close()
    assert verdict(found[0]) == verdict(found[2]) == Read()
    bombed = verdict(found[1])
    assert isinstance(bombed, Failed)
    assert bombed.code in (CRASHED, MEMORY_LIMIT, TIMEOUT)
    assert sorted(worker_pids(cluster)) == before


def test_a_document_that_takes_every_worker_with_it_is_given_up(tmp_path: Path) -> None:
    (good,) = copies(tmp_path / "in", 1)
    deadly = tmp_path / "deadly.pdf"
    deadly.write_bytes(DEADLY)
    with one_loss_is_enough(), local_cluster() as cluster:
        engine = DaskEngine(2, LIMITS, cluster.scheduler_address, MODULE)
        found = everything(engine, tasks([deadly]))
        found |= {1: next(engine.run(iter(tasks([good]))))}
        engine.close()
    assert verdict(found[0]) == Failed(CRASHED, "the workers that read the file were lost, again and again")
    assert verdict(found[1]) == Read()


def test_workers_of_another_version_are_refused(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyokasho.archive.engines.dask.reading_edition", lambda: "0.0.0-other")
    engine = DaskEngine(2, LIMITS, cluster.scheduler_address)
    with pytest.raises(EngineError, match="install the same version"):
        everything(engine, tasks(copies(tmp_path / "in", 1)))
    engine.close()


def test_a_cluster_that_is_not_there_is_said_to_be() -> None:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(EngineError, match="no Dask cluster at tcp://127"),
    ):
        DaskEngine(2, LIMITS, "tcp://127.0.0.1:9")


def test_without_a_cluster_one_is_started_and_stopped(tmp_path: Path) -> None:
    engine = DaskEngine(1, LIMITS)
    found = everything(engine, tasks(copies(tmp_path / "in", 2)))
    engine.close()
    engine.close()
    assert all(verdict(outcome) == Read() for outcome in found.values())


def test_a_cluster_without_workers_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyokasho.archive.engines.dask.LOOK_AGAIN", 0.1)
    monkeypatch.setattr("hyokasho.archive.engines.dask.PATIENCE", 0.3)
    with LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=logging.ERROR) as cluster:
        engine = DaskEngine(2, LIMITS, cluster.scheduler_address)
        with pytest.raises(EngineError, match="no workers"):
            everything(engine, tasks(copies(tmp_path / "in", 1)))
        engine.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of sockets")
def test_a_cluster_of_our_own_listens_on_the_loopback_only_and_serves_no_pages() -> None:
    others = listening(os.getpid())
    engine = DaskEngine(2, LIMITS)
    try:
        pids = {os.getpid(), *engine._client.run(os.getpid).values()}
        found = [address for pid in pids for address in listening(pid) if address not in others]
        pages = [fetched(port) for _, port in found]
    finally:
        engine.close()
    assert len(found) >= 3
    assert {host for host, _ in found} == {"127.0.0.1"}
    assert 200 not in pages


def listening(pid: int) -> list[tuple[str, int]]:
    """Addresses and ports on which a process waits for others."""
    sockets = {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink()}
    found = []
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in sockets:
                host, port = words[1].split(":")
                plain = socket.inet_ntoa(bytes.fromhex(host)[::-1]) if name == "tcp" else host
                found.append((plain, int(port, 16)))
    return found


def fetched(port: int) -> int | None:
    """The status with which a port answers to HTTP."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/info/main/workers.html")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
