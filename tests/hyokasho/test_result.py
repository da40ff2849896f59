"""The rows of a document are there in parts only, and a part that lacks what it must have is no table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from hyokasho.archive.results.codec import decode, encode
from hyokasho.document import result
from hyokasho.document.result import DocumentResult, document_row
from hyokasho.document.verdict import Read

IDENTITY = "0" * 64
FINDING = {"document_id": IDENTITY, "kind": "draft", "page": 1, "text": "案", "about": "document", "severity": "info",
           "message_ja": "案", "message_en": "draft"}  # fmt: skip


def made(number: int, alive: list[int]) -> DocumentResult:
    """A result with so many findings; `alive` notes how many rows were made when each was asked for."""

    def findings() -> Iterator[dict[str, Any]]:
        for finding_no in range(1, number + 1):
            alive.append(finding_no)
            yield FINDING | {"finding_no": finding_no}

    rows = {"documents": [document_row(IDENTITY, 1, Read(), "", "")], "findings": findings()}
    return DocumentResult(IDENTITY, 1, Read(), 0, Counter({"draft": number}), rows)


def test_rows_are_made_while_they_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result, "BATCH", 10)
    alive: list[int] = []
    seen = [
        (name, len(batch), len(alive)) for name, batches in made(25, alive).batches() for batch in batches
    ]  # fmt: skip
    assert seen == [("documents", 1, 0), ("findings", 10, 10), ("findings", 10, 20), ("findings", 5, 25)]


def test_how_rows_were_packed_is_not_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = decode(encode(made(25, [])))
    monkeypatch.setattr(result, "BATCH", 10)
    head, parts = decode(encode(made(25, [])))
    assert head.rows == {"documents": 1, "findings": 25}
    assert parts == whole
    assert [len(table["finding_no"].chunks) for table in (whole["findings"], parts["findings"])] == [1, 1]


def test_a_column_that_must_have_a_value_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FINDING, "kind", None)
    with pytest.raises(ValueError, match=r"findings\.kind is required"):
        encode(made(1, []))
