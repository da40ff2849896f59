"""A run over containers that is killed goes on, and nothing of what they held stays."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hyokasho.archive.containers.spool import SPOOL
from tests.archive.kills import killed
from tests.containers.making import with_files, zipped
from tests.hyokasho.archive import BROKEN, SMALL


@pytest.mark.skipif(sys.platform != "linux", reason="workers are looked for where Linux lists them")
def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    letter = with_files({"part.pdf": SMALL.read_bytes()})
    other = (BROKEN / "plain_table.pdf").read_bytes()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"letter.pdf": letter, "other.pdf": other}))
    found = list(killed(tmp_path / "in", tmp_path, 4, 7, "--workers", 2, "--attachments"))
    assert [kill.wrong for kill in found] == [""] * len(found)
    assert not list(tmp_path.glob(f"*/{SPOOL}"))
