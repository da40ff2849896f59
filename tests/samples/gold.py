"""What a print says according to the `.gold.json` beside it, compared with what was read from it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from extract.document import read_pages
from normalize.records import Answer, Reading
from normalize.registry import load_registry
from tests.normalize.printed import read_document

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
SHARED = ROOT.parent / "shared"
"""Prints and lists that are no part of the project; tests of them skip where they are absent."""

Entry = dict[str, Any]
Key = tuple[str, int | None, int | None]
_SAME_SIGNS = (
    dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ"), "-")
    | dict.fromkeys(map(ord, "〜～∼˜"), "~")
    | dict.fromkeys(map(ord, "〇◯"), "○")
)
_NOTHING = {"", "-", "ー"}


def folded(text: object) -> str:
    """NFKC without white space, one form of each dash, tilde and circle: what print and gold share."""
    if text is None:
        return ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)).translate(_SAME_SIGNS))


def golds(folder: Path, kind: str = "born_digital") -> list[Path]:
    """The gold files of a folder whose prints are of one kind."""
    return [path for path in sorted(folder.glob("*.gold.json")) if load(path)["kind"] == kind]


@cache
def load(path: Path) -> Entry:
    loaded: Entry = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def read(path: Path) -> Reading:
    """What is read from the print that a gold file belongs to."""
    return read_document(read_pages((path.parent / load(path)["file"]).read_bytes()))


def key_of(entry: Entry) -> Key:
    return entry["key"], entry["file_no"], entry["instance"]


def answers_of(reading: Reading) -> dict[Key, Answer]:
    """The answers by their key. Fails where two have the same."""
    found = {(answer.form_key, answer.file_no, answer.instance): answer for answer in reading.answers}
    assert len(found) == len(reading.answers), "two answers with one key"
    return found


def wrong_fields(path: Path) -> list[str]:
    """The answers that differ from gold in being there, in text, value, count or page."""
    answers = answers_of(read(path))
    wrong = []
    for entry in load(path)["entries"]:
        if entry["type"] == "table":
            continue
        answer = answers.get(key_of(entry))
        if answer is None:
            wrong.append(f"{key_of(entry)}: not read")
            continue
        said = _SAID.get(entry["type"], _nothing)(entry, answer)
        if said is not None and _blank_or_folded(said[0]) != _blank_or_folded(said[1]):
            wrong.append(f"{key_of(entry)}: {said[0]!r}, not {said[1]!r}")
        counted = entry["count"] is not None and not isinstance(entry["count"], dict)
        if counted and str(answer.count) != folded(entry["count"]):
            wrong.append(f"{key_of(entry)}: count {answer.count}, not {entry['count']}")
        if entry["pages"] and answer.place.page not in entry["pages"]:
            wrong.append(f"{key_of(entry)}: on page {answer.place.page}, not {entry['pages']}")
    return wrong


def _text(entry: Entry, answer: Answer) -> tuple[object, object]:
    return answer.raw, entry["value"]


def _value(entry: Entry, answer: Answer) -> tuple[object, object]:
    return answer.value, entry["value"]


def _nothing(entry: Entry, answer: Answer) -> None:
    del entry, answer


_SAID: dict[str, Callable[[Entry, Answer], tuple[object, object] | None]] = {
    "text": _text, "free": _text, "date": _text, "choice": _value, "choice_with_count": _value,
}  # fmt: skip


def _blank_or_folded(text: object) -> str:
    plain = folded(text)
    return "" if plain in _NOTHING else plain


def fields_not_in_gold(path: Path) -> set[Key]:
    """Answers that nobody gave."""
    return set(answers_of(read(path))) - {key_of(entry) for entry in load(path)["entries"]}


def wrong_marks(path: Path) -> list[str]:
    """The option boxes that differ from gold: not read, ticked otherwise, with another detail or count."""
    marks = {(m.form_key, m.file_no, m.instance, folded(m.option)): m for m in read(path).marks}
    wanted = {(*key, folded(option)): wish for key, option, wish in _wanted_marks(path)}
    wrong = [f"{key}: not in gold" for key in marks.keys() - wanted.keys()]
    for key, wish in wanted.items():
        mark = marks.get(key)
        got = None if mark is None else (mark.checked, folded(mark.detail), folded(mark.count))
        if got != wish:
            wrong.append(f"{key}: {got}, not {wish}")
    return wrong


def _wanted_marks(path: Path) -> Iterator[tuple[Key, str, tuple[bool, str, str]]]:
    for entry in load(path)["entries"]:
        if entry["type"] != "checks":
            continue
        counts = entry["count"] or {}
        for option, checked in entry["value"].items():
            wish = checked, folded(entry["details"].get(option)), folded(counts.get(option))
            yield key_of(entry), option, wish


def change_rows(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the table of changes: read ones, and those of gold."""
    columns = ("item", "before", "after", "timing", "reason")
    read_rows = [
        [folded(c.changed_on_raw), *(folded(getattr(c, name)) for name in columns)] for c in read(path).changes
    ]
    gold = [[folded(row[name]) for name in ("changed_on", *columns)] for row in load(path).get("changes") or []]
    return read_rows, gold


def summary(path: Path) -> Entry:
    """The figures of a reading that gold does not say: findings, statuses, texts with other line breaks."""
    reading = read(path)
    answers = answers_of(reading)
    texts = [entry for entry in load(path)["entries"] if entry["type"] in ("text", "free")]
    breaks = sum(answers[key_of(entry)].raw.count("\n") != entry["value"].count("\n") for entry in texts)
    return {
        "findings": dict(sorted(Counter(str(finding.kind) for finding in reading.findings).items())),
        "statuses": dict(sorted(Counter(str(answer.status) for answer in reading.answers).items())),
        "texts": len(texts),
        "texts_with_other_line_breaks": breaks,
    }


def about_document(reading: Reading) -> list[tuple[str, ...]]:
    """The findings about the document itself, sorted: kind, key, file, instance."""
    kinds = load_registry().findings.kinds
    found = (finding for finding in reading.findings if kinds[finding.kind].about == "document")
    return sorted(_told(str(one.kind), one.form_key, one.file_no, one.instance) for one in found)


def planted(gold: Entry) -> list[tuple[str, ...]]:
    """What in a print does not go together according to its gold, in the same shape."""
    found = gold.get("findings", [])
    return sorted(_told(one["kind"], one["form_key"], one.get("file_no"), one.get("instance")) for one in found)


def _told(kind: str, *place: object) -> tuple[str, ...]:
    return (kind, *("" if part is None else str(part) for part in place))
