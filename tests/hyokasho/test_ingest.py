"""A run over samples and broken files: a row for each, the same bytes each time, nothing foreign touched."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from pathlib import Path

import pikepdf
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

from hyokasho import __version__
from hyokasho.archive.dataset.replacement import NotOursError, staged
from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.document.reader import read_file
from normalize.registry import load_registry
from tests.hyokasho.archive import BROKEN, SAMPLES, SCAN, SMALL, archive, digests, expected, rows, run, sample_archive

TABLES = load_registry().tables


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, broken ones too."""
    return sample_archive(tmp_path_factory.mktemp("source") / "samples")


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """Their dataset and the summary of its run."""
    out = tmp_path_factory.mktemp("dataset") / "out"
    return out, run(source, out)


def test_every_file_is_one_row(source: Path, whole: tuple[Path, Summary]) -> None:
    out, summary = whole
    documents = rows(out, "documents")
    files = sorted(source.rglob("*.pdf"))
    assert {path.parent.name for path in files} == {"samples", "other"}
    assert [row["source"] for row in documents] == sorted(path.relative_to(source).as_posix() for path in files)
    by_name = {path.name: path.read_bytes() for path in files}
    for row in documents:
        assert row["document_id"] == hashlib.sha256(by_name[row["file_name"]]).hexdigest()
        assert row["bytes"] == len(by_name[row["file_name"]])
        assert row["extractor_version"] == __version__
    assert summary.statuses.total() == len(files)
    assert summary.pages == sum(row["pages"] or 0 for row in documents)


def test_samples_are_ok_and_broken_files_say_why_not(whole: tuple[Path, Summary]) -> None:
    documents = {row["file_name"]: row for row in rows(whole[0], "documents")}
    for name, statuses in expected().items():
        row = documents.pop(name)
        assert row["status"] in statuses, name
        assert row["error_message"]
    assert {row["status"] for row in documents.values()} == {"ok"}
    assert {row["error_code"] for row in documents.values()} == {None}
    assert {row["file_name"]: row["pages_ocr"] for row in documents.values() if row["pages_ocr"]} == {SCAN.name: 2}


def test_error_codes(whole: tuple[Path, Summary]) -> None:
    codes = {row["file_name"]: row["error_code"] for row in rows(whole[0], "documents")}
    assert codes["empty.pdf"] == "empty_file"
    assert codes["page_not_found.pdf"] == "not_a_pdf"
    assert codes["user_password.pdf"] == "encrypted"
    assert codes["letter.pdf"] == codes["plain_table.pdf"] == "not_an_assessment"


def test_documents_say_what_their_covers_say(whole: tuple[Path, Summary]) -> None:
    documents = {row["file_name"]: row for row in rows(whole[0], "documents")}
    row = documents["kiso_h31_child_allowance.pdf"]
    gold = json.loads((SAMPLES / "kiso_h31_child_allowance.gold.json").read_text(encoding="utf-8"))
    said = {entry["key"]: entry["value"] for entry in gold["entries"]}
    assert (row["form"], row["form_version"]) == ("kiso", "平成31年1月　様式2")
    assert row["evaluation_number"] == said["cover.number"]
    assert row["organization"] == said["cover.org"]
    assert row["published_on_raw"] == said["cover.date"]
    assert row["published_on"] is not None
    assert (row["pages"], row["text_layer"], row["pages_ocr"]) == (gold["pages"], "born_digital", 0)
    assert row["organization_code"] is None  # a place that does not exist has none
    assert 0 < row["fields_found"] <= len(gold["entries"])


def test_rows_of_all_tables_belong_to_a_document_and_a_page(whole: tuple[Path, Summary]) -> None:
    out, summary = whole
    pages = {row["document_id"]: row["pages"] for row in rows(out, "documents")}
    for name, table in TABLES.items():
        found = rows(out, name)
        assert len(found) == summary.rows[name]
        assert {row["document_id"] for row in found} <= pages.keys()
        if "page" in {column.name for column in table.columns}:
            assert all(1 <= row["page"] <= pages[row["document_id"]] for row in found)
    assert summary.rows["fields"] > 1000
    assert {name for name in TABLES if not summary.rows[name]} == set()


def test_boxes_lie_on_their_pages(whole: tuple[Path, Summary]) -> None:
    for table in ("fields", "marks"):
        for row in rows(whole[0], table):
            assert 0 <= row["x0"] < row["x1"] <= 1300
            assert 0 <= row["top"] < row["bottom"] <= 1300
            assert 0 < row["confidence"] <= 1
            assert row["engine"]


def test_findings_are_counted_in_the_summary_and_kept_in_their_table(whole: tuple[Path, Summary]) -> None:
    out, summary = whole
    kinds = [row["kind"] for row in rows(out, "findings")]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == dict(summary.findings)


def test_two_workers_write_the_same_bytes_as_none(source: Path, whole: tuple[Path, Summary], tmp_path: Path) -> None:
    run(source, tmp_path / "out", workers=2)
    assert digests(tmp_path / "out") == digests(whole[0])


def test_a_second_run_writes_the_same_bytes_and_replaces_the_first(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in", SMALL, BROKEN / "empty.pdf"), tmp_path / "out"
    run(archive(tmp_path / "other", SAMPLES / "kiso_h31_child_allowance.pdf"), out)
    run(source, out, prune=True)
    first = digests(out)
    assert [row["file_name"] for row in rows(out, "documents")] == ["empty.pdf", SMALL.name]
    run(source, out)
    assert digests(out) == first
    assert not list((out / staged("documents")).parent.iterdir())


def test_the_dataset_is_a_folder_a_table_and_a_descriptor(whole: tuple[Path, Summary]) -> None:
    out = whole[0]
    assert {path.name for path in out.iterdir()} == {*TABLES, "datapackage.json", WORK}
    for name in TABLES:
        (part,) = (out / name).iterdir()
        file = pq.ParquetFile(part)
        assert file.metadata.num_row_groups <= 1
        if file.metadata.num_rows:
            assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_every_column_is_described_in_both_languages(whole: tuple[Path, Summary]) -> None:
    for name, table in TABLES.items():
        schema = pq.read_schema(next((whole[0] / name).iterdir()))
        assert schema.names == [column.name for column in table.columns]
        for column in schema:
            japanese, english = (column.metadata[f"description_{tongue}".encode()] for tongue in ("ja", "en"))
            assert any(char > "\u3000" for char in japanese.decode()), (name, column.name)
            assert english.decode().isascii() or " " in english.decode(), (name, column.name)


def test_another_tool_accepts_the_descriptor(whole: tuple[Path, Summary]) -> None:
    path = whole[0] / "datapackage.json"
    assert Package.validate_descriptor(str(path)).valid
    package = Package(str(path))
    assert [resource.name for resource in package.resources] == [name.replace("_", "-") for name in TABLES]
    for resource in package.resources:
        data = (whole[0] / str(resource.path)).read_bytes()
        assert (resource.bytes, resource.hash) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        table = TABLES[resource.name.replace("-", "_")]
        assert resource.schema.field_names == [column.name for column in table.columns]


def test_another_tool_finds_the_tables_as_described(whole: tuple[Path, Summary]) -> None:
    """Frictionless reads Parquet through pandas, which knows neither null integers nor lists: it gets the rows."""
    described = Package(str(whole[0] / "datapackage.json")).resources
    resources = [Resource(name=it.name, data=rows(whole[0], it.name.replace("-", "_")), schema=it.schema)
                 for it in described]  # fmt: skip
    report = Package(resources=resources).validate()
    assert report.flatten(["name", "message"]) == []
    resources[0] = Resource(name="documents", data=rows(whole[0], "documents")[1:], schema=resources[0].schema)
    assert not Package(resources=resources).validate().valid  # rows of a document that is not there


def test_keys_identify_rows(whole: tuple[Path, Summary]) -> None:
    assert {name for name, table in TABLES.items() if table.key} > {"changes", "files", "entrustments", "risks"}
    for name, table in TABLES.items():
        keys = [tuple(row[column] for column in table.key) for row in rows(whole[0], name)]
        assert not table.key or len(set(keys)) == len(keys), name


def test_columns_of_few_words_hold_no_other(whole: tuple[Path, Summary]) -> None:
    for name, table in TABLES.items():
        found = rows(whole[0], name)
        for column in table.columns:
            if column.values:
                known = {None, *(value.value for value in column.values)}
                held = [row[column.name] for row in found]
                words = {word for cell in held for word in (cell if isinstance(cell, list) else [cell])}
                assert words <= known, (name, column.name)


def _foreign(out: Path, kind: str) -> Path:
    if kind == "file":
        out.write_text("notes")
        return out
    out.mkdir()
    (out / "documents").mkdir()
    (out / "documents" / "part-0.parquet").write_bytes(b"mine")
    if kind == "other package":
        (out / "datapackage.json").write_text('{"name": "budget"}')
    elif kind == "broken package":
        (out / "datapackage.json").write_text("[")
    elif kind == "list":
        (out / "datapackage.json").write_text("[]")
    return out


@pytest.mark.parametrize("kind", ["file", "folder", "other package", "broken package", "list"])
def test_a_folder_that_is_not_ours_is_refused_and_not_touched(kind: str, tmp_path: Path) -> None:
    out = _foreign(tmp_path / "out", kind)
    before = digests(tmp_path)
    with pytest.raises(NotOursError):
        run(SMALL, out)
    assert digests(tmp_path) == before


@pytest.mark.parametrize("leftover", [False, True])
def test_an_empty_folder_and_one_of_a_killed_run_are_taken(leftover: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / staged("documents")).parent.mkdir(parents=True) if leftover else out.mkdir()
    run(SMALL, out)
    assert [row["status"] for row in rows(out, "documents")] == ["ok"]


def test_other_files_beside_our_tables_are_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(SMALL, out)
    (out / "notes.txt").write_text("mine")
    run(SMALL, out)
    assert (out / "notes.txt").read_text() == "mine"


def test_a_run_that_fails_leaves_the_older_dataset_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run(SMALL, out)
    before = digests(out)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("hyokasho.archive.dataset.writer.DatasetWriter.add", full)
    with pytest.raises(StorageError, match="no space"):
        run(archive(tmp_path / "in", BROKEN / "empty.pdf"), out, prune=True)
    monkeypatch.undo()
    assert digests(out) == before
    run(SMALL, out)
    assert digests(out) == before


def test_a_document_with_a_damaged_page_is_partial() -> None:
    with pikepdf.open(SAMPLES / "kiso_h31_child_allowance.pdf") as document:
        document.Root.Pages.Kids[3] = pikepdf.Dictionary(Type=pikepdf.Name.Font)
        target = io.BytesIO()
        document.save(target)
    result = read_file(target.getvalue(), "damaged.pdf", "in/damaged.pdf")
    (row,) = result.tables["documents"].to_pylist()
    assert (row["status"], row["error_code"], row["pages"]) == ("partial", "unreadable_page", 5)
    assert (row["form"], row["source"]) == ("kiso", "in/damaged.pdf")
    assert len(result.tables["fields"]) > 10


def test_a_document_with_a_page_that_breaks_off_is_partial_and_says_where() -> None:
    with pikepdf.open(SAMPLES / "kiso_h31_child_allowance.pdf") as document:
        contents = document.pages[2].obj.Contents
        packed = zlib.compress(contents.read_bytes())
        contents.write(packed[: len(packed) // 2], filter=pikepdf.Name.FlateDecode)
        target = io.BytesIO()
        document.save(target, compress_streams=False)
    result = read_file(target.getvalue(), "damaged.pdf", "in/damaged.pdf")
    (row,) = result.tables["documents"].to_pylist()
    assert (row["status"], row["error_code"], row["form"]) == ("partial", "damaged_page", "kiso")
    assert row["error_message"] == "1 of 5 pages are damaged in part"
    found = [(row["kind"], row["page"], row["text"]) for row in result.tables["findings"].to_pylist()]
    assert ("unreadable_page", 3, "damaged_page") in found
