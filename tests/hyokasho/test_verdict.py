"""What becomes of a document is said once; status, code and message follow from it."""

from __future__ import annotations

import msgspec
import pytest

from hyokasho.document.result import document_row
from hyokasho.document.verdict import STATUSES, Failed, Lack, Lost, Read, Verdict, fault, status

CASES: list[tuple[Verdict, str, tuple[str, str] | None]] = [
    (Read(), "ok", None),
    (Read(Lack("answers_not_found", "three")), "partial", ("answers_not_found", "three")),
    (Read(Lack("not_an_assessment", "no title")), "not_an_assessment", ("not_an_assessment", "no title")),
    (Failed("encrypted", "a password"), "failed", ("encrypted", "a password")),
    (Lost("unreadable_file", "gone"), "failed", ("unreadable_file", "gone")),
]


@pytest.mark.parametrize(("verdict", "became", "wrong"), CASES)
def test_what_follows_from_it(verdict: Verdict, became: str, wrong: tuple[str, str] | None) -> None:
    assert status(verdict) == became
    assert fault(verdict) == (None if wrong is None else Lack(*wrong))
    row = document_row("0" * 64, 5, verdict, "a.pdf", "in/a.pdf")
    code, message = wrong or (None, None)
    assert (row["status"], row["error_code"], row["error_message"]) == (became, code, message)


def test_each_status_is_one_of_those_that_are_declared() -> None:
    assert {status(verdict) for verdict, _, _ in CASES} == set(STATUSES)


@pytest.mark.parametrize("verdict", [verdict for verdict, _, _ in CASES])
def test_it_travels_as_it_is(verdict: Verdict) -> None:
    assert msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict) == verdict


@pytest.mark.parametrize("said", [b'{"type":"fine"}', b'{"type":"failed"}', b'{"type":"read","lack":null,"x":1}', b"1"])
def test_nothing_else_is_taken_for_one(said: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(said, type=Verdict)
