"""Which files a source names, in an order that does not depend on the file system."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyokasho.inputs import NothingToReadError, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PDF", "notes.txt", "市/c.pdf", "市/区/d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "folder.pdf").mkdir()
    return tmp_path


def sources(*named: str | Path) -> list[str]:
    return [item.source for item in find_inputs(map(str, named))]


def test_a_folder_is_searched_with_its_sub_folders(folder: Path) -> None:
    assert sources(folder) == ["a.PDF", "b.pdf", "市/c.pdf", "市/区/d.pdf"]


def test_a_file_is_read_whatever_it_is_called(folder: Path) -> None:
    assert sources(folder / "notes.txt") == ["notes.txt"]


def test_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sources(folder / "**" / "*.pdf") == [
        (folder / name).as_posix() for name in ("b.pdf", "市/c.pdf", "市/区/d.pdf")
    ]
    monkeypatch.chdir(folder)
    assert sources("市/*.pdf") == ["市/c.pdf"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert sources(folder / "b.pdf", folder, folder / "市" / ".." / "b.pdf") == sources(folder)


def test_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.pdf").write_bytes(b"")
    assert len(find_inputs([str(tmp_path / "one"), str(tmp_path / "two")])) == 2


@pytest.mark.parametrize("name", ["absent.pdf", "*.png", "empty"])
def test_a_source_without_a_pdf_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToReadError, match="no PDF there"):
        sources(tmp_path / name)
