"""A cluster and a store that somebody asked for: nothing else is connected to."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("distributed")
pytest.importorskip("s3fs")

import s3fs

from tests.cluster.store import KEYS, LOOPBACK, serving
from tests.hyokasho.archive import SMALL
from tests.tracing.test_commands import COMMAND, run

TRIED = "::1"
"""What a library binds to on this machine, to see whether there is IPv6."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of an S3 server on this machine, which holds one document."""
    with serving() as made:
        system = s3fs.S3FileSystem(endpoint_url=made.address, key="nobody", secret="nothing")
        system.mkdir("bucket")
        system.pipe_file("bucket/in/a.pdf", SMALL.read_bytes())
        yield made.address


def test_a_cluster_of_our_own_speaks_to_itself(tmp_path: Path) -> None:
    trace = run(tmp_path, COMMAND, "ingest", str(SMALL), "--out", "out", "--workers", "1", "--engine", "dask")
    assert trace.status == 0, trace.errors
    assert trace.hosts() == {LOOPBACK}
    assert {Path(program).name for program in trace.programs} - {"uname"} == {Path(sys.executable).name}
    assert list((tmp_path / "home").rglob("*")) == []


def test_a_store_is_the_only_one_spoken_to(server: str, tmp_path: Path) -> None:
    words = ("ingest", "s3://bucket/in", "--out", "s3://bucket/out", "--workers", "1")
    trace = run(tmp_path, COMMAND, *words, environment=KEYS | {"AWS_ENDPOINT_URL": server})
    assert trace.status == 0, trace.errors
    assert trace.hosts() - {TRIED} == {urlsplit(server).hostname}
    assert trace.families() <= {socket.AF_INET, socket.AF_INET6, socket.AF_UNIX}
    assert set(trace.programs) == {sys.executable}
    assert trace.written_outside(tmp_path / "work", tmp_path / "tmp") == []
    assert list((tmp_path / "home").rglob("*")) == list((tmp_path / "tmp").iterdir()) == []
