"""The commands and the code of both READMEs do what they say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hyokasho.archive import sample_archive

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ja.md"]
MAKE_TARGETS = re.compile(r"`?make ([a-z]+)`?")


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(name: str) -> list[str]:
    return [line[2:] for block in blocks(name, "console") for line in block.splitlines() if line.startswith("$ ")]


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_commands_work_and_the_code_runs_on_what_they_wrote(tmp_path: Path) -> None:
    name = READMES[0]  # both show the same, see below
    sample_archive(tmp_path / "data" / "samples")
    ours = [shlex.split(command) for command in commands(name) if command.startswith("hyokasho ")]
    assert {words[1] for words in ours} == {"ingest", "show", "schema", "export", "tables"}
    for words in ours:
        done = run([sys.executable, "-c", "from hyokasho.cli import main; main()", *words[1:]], tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    for code in blocks(name, "python"):
        done = run([sys.executable, "-c", code], tmp_path)
        assert done.returncode == 0, done.stderr
        assert "contractor_normalized" in done.stdout


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_exists(name: str) -> None:
    named = set(MAKE_TARGETS.findall((ROOT / name).read_text(encoding="utf-8")))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert named >= {"demo", "test"}
    assert named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_every_link_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_it_stays_short(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < 150


def test_both_languages_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.ja.md")
    assert blocks("README.md", "python") == blocks("README.ja.md", "python")
