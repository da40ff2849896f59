"""A worker that dies, hangs or fails costs its own file only."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from hyokasho.inputs import Input
from hyokasho.reader import DocumentResult
from hyokasho.workers import Limits, read_all, read_input
from tests.hyokasho.archive import BROKEN, SMALL

CONTENT = b"%PDF-1.7 a trap"


@dataclass(frozen=True)
class Trap:
    """Stands for the path of a file that does something to the worker that reads it."""

    does: str
    name: str = "trap.pdf"

    def read_bytes(self) -> bytes:
        if multiprocessing.parent_process() is None:
            if self.does in ("vanish", "die and vanish"):
                raise FileNotFoundError(2, "No such file or directory")
            return CONTENT
        match self.does:
            case "die" | "die and vanish":
                os._exit(11)
            case "hang":
                time.sleep(600)
        return CONTENT


def trap(does: str) -> Input:
    return Input(cast(Path, Trap(does)), "in/trap.pdf")


def good(path: Path = SMALL) -> Input:
    return Input(path, path.name)


def document(result: DocumentResult) -> dict[str, Any]:
    (row,) = result.tables["documents"].to_pylist()
    found: dict[str, Any] = row
    return found


@pytest.mark.parametrize(("does", "code"), [("die", "crashed"), ("hang", "timeout")])
def test_a_worker_that_dies_or_hangs_is_replaced(does: str, code: str) -> None:
    items = [good(BROKEN / "empty.pdf"), trap(does), good()]
    results = list(read_all(items, 1, Limits(timeout=1.0)))
    assert [result.name for result in results] == ["empty.pdf", "trap.pdf", SMALL.name]
    row = document(results[1])
    assert (row["status"], row["error_code"], row["source"]) == ("failed", code, "in/trap.pdf")
    assert row["bytes"] == len(CONTENT)
    assert len(row["document_id"]) == 64
    assert results[2].status == "ok"


def test_results_come_in_the_order_of_the_inputs() -> None:
    items = [good(), trap("die"), good(BROKEN / "empty.pdf"), good(BROKEN / "page_not_found.pdf")]
    assert [result.name for result in read_all(items, 2, Limits())] == [item.path.name for item in items]


def test_a_file_that_is_gone_is_a_row() -> None:
    (result,) = read_all([trap("vanish")], 0, Limits())
    row = document(result)
    assert (row["status"], row["error_code"], row["bytes"]) == ("failed", "unreadable_file", None)


def test_a_file_that_is_gone_when_its_worker_has_died_is_a_row() -> None:
    crashed, other = read_all([trap("die and vanish"), good(BROKEN / "empty.pdf")], 1, Limits())
    row = document(crashed)
    assert (row["status"], row["source"]) == ("failed", "in/trap.pdf")
    assert other.name == "empty.pdf"


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), "memory_limit"), (KeyError("x"), "internal_error")])
def test_an_unforeseen_error_is_a_row(error: Exception, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr("hyokasho.workers.read_file", fails)
    row = document(read_input(good()))
    assert (row["status"], row["error_code"]) == ("failed", code)
    assert row["bytes"] == SMALL.stat().st_size


def test_no_items_need_no_workers() -> None:
    assert list(read_all([], 2, Limits())) == []
