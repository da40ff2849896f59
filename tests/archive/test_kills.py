"""SIGKILL at random moments (`make test-kills` has a hundred): the resumed run ends with the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.archive.kills import killed
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive

KILLS = 6


@pytest.mark.skipif(sys.platform != "linux", reason="workers are looked for where Linux lists them")
def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL, SAMPLES / "kiso_h30_vaccination.pdf", BROKEN / "empty.pdf")
    found = list(killed(source, tmp_path, KILLS, 5, "--workers", 2))
    assert sum(len(kill.found) for kill in found) == KILLS
    assert [kill.wrong for kill in found] == [""] * len(found)
