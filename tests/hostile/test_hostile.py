"""However a file is made, a run over it ends with a row that says what it came to, and the good files unharmed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tests.hostile.active import active_files
from tests.hostile.bombs import BOMBS
from tests.hostile.containers import CONTAINERS, INNER
from tests.hostile.foreign import foreign_files, locked_files
from tests.hostile.found import FOUND
from tests.hostile.ingested import ACCIDENTS, SMALL, Ingested, ingest, values_of, write
from tests.hostile.structures import STRUCTURES
from tests.hostile.texts import TEXTS
from tests.hostile.wrong_types import some_wrong_types

LIMITS = ("--workers", 2, "--timeout", 120, "--memory", 1600)
"""Megabytes and seconds that a good file of these tests is far from."""
GOOD = SMALL.read_bytes()
FEW_BOMBS = ("bomb.zip", "bomb_bzip2.zip")
GOOD_WITHIN = {
    "bomb.zip", "bomb_bzip2.zip", "many_entries.zip", "kinds.zip", "flags.zip", "lies.zip",
    "before_and_behind.zip", "two_in_one.zip", "form.zip", "carried_circle.pdf", "carried_archive.pdf", "carriers.zip",
}  # fmt: skip
"""Containers with a good document, beside all the others."""
EACH, SEED = 1, 20
"""So many wrong types of each entry, and which: all 1,275 files are among those of `make hostile`."""


def run(tmp_path: Path, files: Iterable[tuple[str, bytes]]) -> Ingested:
    """A run over `files` and a good one, whose row is left out here; fails where an outcome has no name."""
    done = ingest(write(tmp_path / "in", [*files, ("good", GOOD)]), tmp_path / "out", *LIMITS)
    assert done.untyped() == {}
    assert done.documents.pop("good")["status"] == "ok"
    return done


def codes(done: Ingested) -> dict[str, str | None]:
    return {name: row["error_code"] for name, row in done.documents.items()}


def test_what_wants_to_be_large(tmp_path: Path) -> None:
    done = run(tmp_path, ((name, make()) for name, make in BOMBS.items()))
    said = codes(done)
    assert said["form_fan_out"] in ACCIDENTS
    assert said["many_objects"] == said["many_annotations"] == "not_an_assessment"
    assert done.documents["many_pages"]["pages"] == 3000


def test_what_leads_back_to_itself_or_nests_without_end(tmp_path: Path) -> None:
    run(tmp_path, ((name, make()) for name, make in STRUCTURES.items()))


def test_what_is_of_the_wrong_type(tmp_path: Path) -> None:
    done = run(tmp_path, some_wrong_types(EACH, seed=SEED))
    assert not ACCIDENTS & set(codes(done).values())
    assert len(done.documents) > 60


def test_texts_that_mean_something_elsewhere(tmp_path: Path) -> None:
    done = run(tmp_path, TEXTS.items())
    assert not ACCIDENTS & set(codes(done).values())


def test_files_that_once_ended_in_an_exception(tmp_path: Path) -> None:
    assert not ACCIDENTS & set(codes(run(tmp_path, FOUND.items())).values())


def test_files_under_lock_open_where_no_password_is_asked_for(tmp_path: Path) -> None:
    done = run(tmp_path, locked_files(GOOD).items())
    said = codes(done)
    for revision in (2, 3, 4, 6):
        assert said[f"user_password_r{revision}"] == "encrypted"
        assert said[f"owner_password_r{revision}"] is None
    opened = {row["document_id"] for row in done.documents.values() if row["status"] == "ok"}
    fields = values_of(done.out, opened)["fields"]
    texts = {identity: [row["raw"] for row in fields if row["document_id"] == identity] for identity in opened}
    assert len({tuple(text) for text in texts.values()}) == 1


def test_what_is_called_pdf_and_is_none(tmp_path: Path) -> None:
    done = run(tmp_path, foreign_files(GOOD).items())
    said = codes(done)
    assert said["empty"] == "empty_file"
    for name in ("one_byte", "zeros", "blanks", "gzip", "zip", "html", "xml", "png", "bmp", "program"):
        assert said[name] == "not_a_pdf", name
    for name in ("header_late", "header_a_little_late", "tail_of_rubbish", "header_twice", "utf_16"):
        assert said[name] is None, name


def test_active_files_are_files_like_any_other(tmp_path: Path) -> None:
    said = codes(run(tmp_path, active_files(tmp_path).items()))
    # Without its map, which is not looked for beside the file, its text says nothing that its picture shows.
    assert said.pop("character_map_beside_the_file") == "unreadable_picture"
    assert set(said.values()) == {"not_an_assessment"}


def test_what_holds_other_files(tmp_path: Path) -> None:
    makes = {name: make for name, make in CONTAINERS.items() if name in FEW_BOMBS or "bomb" not in name}
    done = run(tmp_path, ((name, make()) for name, make in makes.items()))
    assert not ACCIDENTS & set(codes(done).values())
    inner = hashlib.sha256(INNER).hexdigest()
    good = {name.partition("!")[0] for name, row in done.documents.items() if row["document_id"] == inner}
    assert good == GOOD_WITHIN
    assert {row["status"] for row in done.documents.values() if row["document_id"] == inner} == {"ok"}
    assert codes(done)["bomb.zip!bomb"] == "too_large"
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_every_container_can_be_made() -> None:
    small = {name: make() for name, make in CONTAINERS.items() if "bomb" not in name}
    assert all(isinstance(data, bytes) for data in small.values())
    assert small == {name: make() for name, make in CONTAINERS.items() if "bomb" not in name}
