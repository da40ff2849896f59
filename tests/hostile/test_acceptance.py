"""The runs that look for trouble (`make hostile`, `make fuzz`), small, and that they would find it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import fuzz, ingested
from tests.hostile.acceptance import accept, good_documents, hostile_files
from tests.hostile.damage import mutants

MUTANTS, GOOD = 24, 4


def test_good_documents_are_read_the_same_amid_hostile_files(tmp_path: Path) -> None:
    hostile = hostile_files(MUTANTS, 2, tmp_path)
    found = accept(tmp_path, hostile, GOOD, workers=2, timeout=60.0, memory=1600)
    assert found.problems == []
    assert found.rows == MUTANTS + GOOD


def test_an_outcome_without_a_name_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingested, "CODES", {None})
    found = accept(tmp_path, hostile_files(3, 2, tmp_path), 1, workers=1, timeout=60.0, memory=1600)
    assert any("not_an_assessment" in problem or "failed" in problem for problem in found.problems)


def test_the_same_seed_makes_the_same_files() -> None:
    original = b"%PDF-1.7\n" + bytes(range(256)) * 100
    assert list(mutants([original], 30, 7)) == list(mutants([original], 30, 7))
    assert list(mutants([original], 30, 7)) != list(mutants([original], 30, 8))
    assert dict(good_documents(13)) == dict(good_documents(13))
    assert len({data for _, data in good_documents(72)}) == 72


def test_the_fuzz_target_finds_and_keeps_what_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "CODES", ingested.CODES - {"not_a_pdf"})
    reader = fuzz.Reader(tmp_path)
    error = fuzz.fuzz(reader, seconds=300.0, seed=1)
    reader.close()
    assert error is not None
    assert "not_a_pdf" in str(error)
    assert b"%PDF-" not in (tmp_path / "smallest.pdf").read_bytes()[:1024]
