"""Files are hashed when they may have changed, and only then."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest

from hyokasho.archive.sources.identity import INDEX, Identities
from hyokasho.archive.sources.locations import InputTooLargeError, UnreadableError
from hyokasho.archive.storage import urls
from hyokasho.archive.storage.open_storage import open_storage

MOST = 1000


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times tell changes apart at once."""
    monkeypatch.setattr("hyokasho.archive.sources.identity.SETTLED", -(10**12))


def identify(tmp_path: Path, path: Path) -> tuple[str, int]:
    """The document that `path` is, and how many files were hashed for it."""
    identities = Identities(open_storage(tmp_path / "out"))
    found = identities.identify(str(path), MOST)
    assert found.size == path.stat().st_size
    identities.save()
    return found.document_id, identities.hashed


def test_an_unchanged_file_is_hashed_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    digest = hashlib.sha256(b"one").hexdigest()
    assert [identify(tmp_path, path) for _ in range(3)] == [(digest, 1), (digest, 0), (digest, 0)]


def test_a_change_is_noticed_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    identify(tmp_path, path)
    path.write_bytes(b"two")
    os.utime(path, ns=times)
    assert identify(tmp_path, path) == (hashlib.sha256(b"two").hexdigest(), 1)


def test_a_file_that_was_modified_just_now_is_hashed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hyokasho.archive.sources.identity.SETTLED", 10**12)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    assert [identify(tmp_path, path)[1] for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": [1, 2]}', b"\xff"])
def test_an_index_that_makes_no_sense_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    identify(tmp_path, path)
    (tmp_path / "out" / INDEX).write_bytes(content)
    assert identify(tmp_path, path)[1] == 1


def test_a_file_beyond_the_bounds_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    os.truncate(path, 1 << 40)
    with pytest.raises(InputTooLargeError, match=f"has {1 << 40} bytes"):
        identify(tmp_path, path)


class _Endless(io.RawIOBase):
    """What a hostile store sends."""

    def read(self, size: int = -1) -> bytes:
        return bytes(size)


class _Breaking(io.RawIOBase):
    """What a store's library does when the other side hangs up."""

    def read(self, size: int = -1) -> bytes:
        raise RuntimeError("the other side hung up")


@pytest.mark.parametrize(
    ("file", "refusal", "says"),
    [(_Endless, InputTooLargeError, "more than 1000 bytes"), (_Breaking, UnreadableError, "the other side hung up")],
)
def test_a_store_that_sends_other_than_it_says(
    file: type[Any], refusal: type[Exception], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urls, "stamp", lambda _: (5, 0, 0))
    monkeypatch.setattr(urls, "opened", lambda _: file())
    with pytest.raises(refusal, match=says):
        Identities(open_storage(tmp_path / "out")).identify("s3://bucket/a.pdf", MOST)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="No such file"):
        identify(tmp_path, tmp_path / "gone.pdf")
