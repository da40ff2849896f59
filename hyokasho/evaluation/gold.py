"""Gold files (正解): what is printed in a PDF, as `*.gold.json` beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normalize.records import AnswerKey
from normalize.registry import RowType

PATTERN = "*.gold.json"
UNSCORED_TYPES = frozenset({RowType.TABLE, RowType.LABEL})
VERSION_KEY = "cover.version"
"""The printed version of the form is scored as such, not as an answer."""


class GoldError(Exception):
    """A folder without gold, or a gold file that is none."""


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """One answer: `value` of a text or a choice, `options` (label → checked) of a row of boxes.

    `counts` holds 件数 by option, under "" that of the answer itself; `pages` where it may be said to stand.
    """

    place: AnswerKey
    type: RowType
    value: str | None = None
    options: dict[str, bool] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What an assessment in `file` prints, the `assessment_no`th of it.

    `kind` is born_digital, scanned or mixed, `changes` are the rows of 変更箇所.
    """

    file: str
    kind: str
    form: str
    version: str
    answers: tuple[GoldAnswer, ...] = ()
    changes: tuple[dict[str, str], ...] = ()
    assessment_no: int = 1


def load_gold(folder: Path, kind: str | None = None) -> list[GoldDocument]:
    """The gold in `folder`, by file name and assessment; `kind` picks one kind of print.

    The gold of a file with several assessments lists them as `assessments`, each as that of a file with one.

    Raises `GoldError` where there is none, or a file is no gold.
    """
    found = [document for path in sorted(folder.glob(PATTERN)) for document in _documents(path)]
    chosen = [document for document in found if kind in (None, document.kind)]
    if not chosen:
        raise GoldError(f"{folder}: no {PATTERN}" + (f" of kind {kind}" if found else " there"))
    return chosen


def _documents(path: Path) -> list[GoldDocument]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_document(data | own, number) for number, own in enumerate(data.get("assessments", [{}]), 1)]
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{path}: not a gold file ({type(error).__name__}: {error})") from error


def _document(data: dict[str, Any], number: int) -> GoldDocument:
    answers = tuple(_answer(entry) for entry in data["entries"])
    return GoldDocument(
        data["file"], data["kind"], data["form"], data["printed_version"] or "",
        tuple(answer for answer in answers if _is_scored(answer)), tuple(data["changes"] or ()), number,
    )  # fmt: skip


def _is_scored(answer: GoldAnswer) -> bool:
    return answer.type not in UNSCORED_TYPES and answer.place[0] != VERSION_KEY


def _answer(entry: dict[str, Any]) -> GoldAnswer:
    value, count = entry["value"], entry["count"]
    counts = count if isinstance(count, dict) else {"": count} if count else {}
    return GoldAnswer(
        (entry["key"], entry["file_no"], entry["instance"]),
        RowType(entry["type"]),
        None if isinstance(value, dict) else value,
        value if isinstance(value, dict) else {},
        {option: text for option, text in (entry["details"] or {}).items() if text},
        {option: str(number) for option, number in counts.items()},
        tuple(entry["pages"] or ()),
    )
