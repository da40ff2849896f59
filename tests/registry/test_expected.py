"""What a whole print must have: never a row that some print of its version lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from normalize.matching.index import form_index
from normalize.registry import expected_rows, load_registry
from tests.samples.gold import SAMPLES, SHARED

FORMS = load_registry().forms


def keys(form: str, version: str | None, **said: Any) -> list[str]:
    return [row.key for row in expected_rows(FORMS[form], version, **said)]


def whole(folder: Path, names: str = "*") -> list[Path]:
    """The gold of whole documents; an excerpt has rows of no certain kind."""
    found = sorted(folder.glob(f"{names}.gold.json"))
    return [path for path in found if json.loads(path.read_text(encoding="utf-8"))["form"] in FORMS]


def missing(path: Path, version: str | None) -> list[tuple[str, int | None]]:
    """The rows that a version must have and that the print of a gold file lacks."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    form = FORMS[gold["form"]]
    there = {(entry["key"], entry["file_no"]) for entry in gold["entries"] if entry["instance"] in (None, 1)}
    attachments = [section.id for section in form.sections if section.attachment]
    return [
        (row.key, file_no)
        for row in expected_rows(form, version, attachments=attachments)
        for file_no in (range(1, gold["files"] + 1) if form.section_of(row.key).repeats else [None])
        if (row.key, file_no) not in there
    ]


@pytest.mark.parametrize(
    "path",
    [*whole(SAMPLES), *whole(SHARED / "corpus"), *whole(SHARED / "corpus2", "d*")],
    ids=lambda path: path.stem,
)
def test_a_whole_print_has_all_rows_expected(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    version = form_index(gold["form"]).known_version(gold["printed_version"])
    assert version is not None
    assert missing(path, version.id) == []
    assert missing(path, None) == []


def test_a_version_has_its_own_rows() -> None:
    assert [len(keys("kiso", version.id)) for version in FORMS["kiso"].versions] == [24, 24, 24, 24, 38, 47, 47]
    assert {len(keys("juten", version.id)) for version in FORMS["juten"].versions} == {121}
    assert {len(keys("zenkoumoku", version.id)) for version in FORMS["zenkoumoku"].versions} == {217}


def test_of_an_unknown_version_only_what_all_versions_print() -> None:
    assert keys("kiso", None) == keys("kiso", "h26")
    assert "IV.2" not in keys("kiso", None)


def test_headings_and_tables_take_no_answer() -> None:
    found = keys("juten", "h30", attachments=["別添2"])
    assert not {"toc.1", "II.4.itaku.re", "henko"} & set(found)


def test_attachments_are_expected_only_of_prints_that_have_a_part_of_them() -> None:
    assert not {"B1.figure", "B1.note", "B2.items"} & set(keys("zenkoumoku", "r7"))
    assert [key for key in keys("zenkoumoku", "r7", attachments=["別添1"]) if key.startswith("B")] == [
        "B1.figure", "B1.note",
    ]  # fmt: skip


def test_prints_without_the_mark_of_their_version_are_whole() -> None:
    assert "cover.version" not in keys("juten", "h30")


@pytest.mark.parametrize(
    ("form", "answered", "left_out"),
    [
        ("kiso", {"I.4.1": [2]}, ["I.4.2"]),
        ("kiso", {"IV.4.none": [1]}, ["IV.4"]),
        ("kiso", {"IV.6.none": [2]}, ["IV.6.2"]),
        ("kiso", {"IV.8.none": [1]}, ["IV.8", "IV.8.reason"]),
        ("kiso", {"I.4.1": [1], "IV.4.none": []}, []),
        ("juten", {"II.4.itaku.4": [2]}, ["II.4.itaku.5", "II.4.itaku.6"]),
        ("juten", {"III.7.r1.2": [2]}, ["III.7.r1.2.what", "III.7.r1.2.prevent"]),
    ],
)
def test_rows_that_an_answer_makes_needless_may_be_left_out(
    form: str, answered: dict[str, list[int]], left_out: list[str]
) -> None:
    official = keys(form, FORMS[form].versions[-1].id)
    found = keys(form, FORMS[form].versions[-1].id, answered=answered)
    assert [key for key in official if key not in found] == left_out


@pytest.mark.parametrize(
    ("ticked", "groups"),
    [([], ["teikyo", "iten"]), ([1], ["teikyo"]), ([2], ["iten"]), ([1, 2], ["teikyo", "iten"]), ([3], [])],
)
def test_recipients_are_needless_where_others_are_ticked_alone(ticked: list[int], groups: list[str]) -> None:
    found = expected_rows(FORMS["zenkoumoku"], "r7", answered={"II.5.umu": ticked})
    assert list(dict.fromkeys(row.group for row in found if row.group in ("teikyo", "iten"))) == groups
