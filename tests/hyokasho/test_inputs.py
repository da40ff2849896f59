"""Which files a source names, in an order that does not depend on the file system."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest

from hyokasho.archive.sources.find import NothingToReadError, find_inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PDF", "notes.txt", "市/c.pdf", "市/区/d.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "folder.pdf").mkdir()
    return tmp_path


def sources(*named: str | Path) -> list[str]:
    return [item.source for item in find_inputs(map(str, named)).inputs]


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
    assert len(find_inputs([str(tmp_path / "one"), str(tmp_path / "two")]).inputs) == 2


@pytest.mark.parametrize("name", ["absent.pdf", "*.png", "empty"])
def test_a_source_without_a_pdf_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToReadError, match="no PDF there"):
        sources(tmp_path / name)


def found(folder: Path) -> tuple[list[str], list[tuple[str, bool]]]:
    """The sources in a folder, and the names of what is passed over with whether something may be lost."""
    result = find_inputs([str(folder)])
    return [item.source for item in result.inputs], [(Path(each.place).name, each.lost) for each in result.skipped]


def test_archives_of_kinds_that_are_not_opened_are_named(folder: Path) -> None:
    (folder / "old.LZH").write_bytes(b"-lh5-")
    (folder / "new.zip").write_bytes(b"PK")
    assert found(folder) == (["a.PDF", "b.pdf", "new.zip", "市/c.pdf", "市/区/d.pdf"], [("old.LZH", False)])


def test_links_to_folders_are_not_followed_but_named(folder: Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "市" / "up").symlink_to("..")
    (folder / "to itself").symlink_to("to itself")
    read, skipped = found(folder)
    assert read == ["a.PDF", "b.pdf", "市/c.pdf", "市/区/d.pdf"]
    assert sorted(skipped) == [("loop", False), ("up", False)]


def test_a_link_to_a_folder_is_read_when_it_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder / "市")
    assert sources(tmp_path / "link") == ["c.pdf", "区/d.pdf"]


def test_a_file_and_links_to_it_are_one_under_the_files_name(folder: Path) -> None:
    (folder / "a link.pdf").symlink_to("b.pdf")
    (folder / "市" / "to the link.pdf").symlink_to("../a link.pdf")
    assert sources(folder) == ["a.PDF", "b.pdf", "市/c.pdf", "市/区/d.pdf"]


def test_links_that_lead_nowhere_are_files_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "dangling.pdf").symlink_to("gone.pdf")
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    assert found(tmp_path) == (["dangling.pdf", "loop.pdf"], [])


def test_sockets_and_pipes_are_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket.pdf"))
        assert sorted(found(folder)[1]) == [("pipe.pdf", False), ("socket.pdf", False)]


def test_a_folder_that_cannot_be_opened_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuses(path: Path) -> object:
        if path.name == "区":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuses)
    assert found(folder) == (["a.PDF", "b.pdf", "市/c.pdf"], [("区", True)])


ODD = ["が.pdf", "か\u3099.pdf", "a\u202epdf.pdf", "改\n行.pdf", "[1]*?.pdf", "..pdf", "😀.pdf", "語" * 83 + ".pdf"]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_names(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert sources(tmp_path) == sources(tmp_path / name) == [name]


def test_a_name_that_is_no_text_is_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("評価書.pdf".encode("shift_jis"))
    path.touch()
    (item,) = find_inputs([str(tmp_path)]).inputs
    assert item.source == r"\x95]\x89\xbf\x8f\x91.pdf"
    assert item.location == str(path)


def test_paths_longer_than_the_system_takes_are_found_or_told(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        for _ in range(30):
            Path("長" * 60).mkdir()
            os.chdir("長" * 60)
        Path("deep.pdf").touch()
        os.chdir(tmp_path)
        (tmp_path / "a.pdf").write_bytes(b"")
        read, skipped = found(tmp_path)
    assert read == ["a.pdf"]
    assert [lost for _, lost in skipped] == [True]


def test_dots_in_a_source_lead_where_they_lead_and_the_file_counts_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "市")
    assert sources("../*.pdf", "../b.pdf", "./../市/c.pdf") == ["../b.pdf", "c.pdf"]


def test_what_a_run_keeps_is_not_read_as_an_archive(folder: Path) -> None:
    (folder / "dataset" / ".hyokasho").mkdir(parents=True)
    (folder / "dataset" / ".hyokasho" / "x.pdf").write_bytes(b"")
    assert sources(folder) == ["a.PDF", "b.pdf", "市/c.pdf", "市/区/d.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices of POSIX systems")
def test_what_is_named_and_no_file_is_refused_by_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for path in (tmp_path / "pipe.pdf", Path("/dev/zero")):
        with pytest.raises(NothingToReadError, match="it is not a regular file"):
            sources(path)
    with pytest.raises(NothingToReadError, match="no PDF there"):
        sources(tmp_path / "*.pdf")


@pytest.mark.parametrize(("name", "said"), [("", "without a name"), ("x" * 5000, "too long"), ("**x", "pattern")])
def test_a_source_that_is_no_name_is_an_error(name: str, said: str) -> None:
    with pytest.raises(NothingToReadError, match=said):
        sources(name)
