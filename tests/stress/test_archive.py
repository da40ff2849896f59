"""A municipality's archive that the second printer makes up: what becomes of each file, and where assessments begin."""

from pathlib import Path

import pytest

from data.second_printer.archive import KINDS, READ, Filed, print_archive, print_filed
from tests.hyokasho.archive import rows, run

FIRST, FILES = 157, 9


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Filed]]:
    """A dataset of an archive, and what is in it."""
    folder = tmp_path_factory.mktemp("archive")
    files = list(print_archive(FIRST, FILES))
    for filed in files:
        path = folder / "in" / filed.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(filed.pdf)
    run(folder / "in", folder / "out")
    return folder / "out", files


def test_each_file_has_its_verdict(archive: tuple[Path, list[Filed]]) -> None:
    out, files = archive
    said = {
        row["source"]: READ if row["status"] in ("ok", "partial") else row["error_code"]
        for row in rows(out, "documents")
    }
    assert said == {filed.path: filed.verdict for filed in files}


def test_each_assessment_begins_on_its_page(archive: tuple[Path, list[Filed]]) -> None:
    out, files = archive
    documents = {row["document_id"]: row["source"] for row in rows(out, "documents")}
    read: dict[str, list[int]] = {}
    for row in rows(out, "assessments"):
        read.setdefault(documents[row["document_id"]], []).append(row["page_first"])
    printed = {
        filed.path: [own.get("page_first", 1) for own in filed.assessments] for filed in files if filed.assessments
    }
    assert read == printed


def test_files_of_every_kind_are_made_under_names_of_their_own(archive: tuple[Path, list[Filed]]) -> None:
    _, files = archive
    assert len({filed.path for filed in files}) == FILES
    assert len({filed.kind for filed in files}) == len(KINDS)
    assert all(bool(filed.assessments) == (filed.verdict == READ) for filed in files)
    assert print_filed(FIRST) == files[0]
