"""A fictional assessment as its YAML tells it, and the gold entries it must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.printing.forms import Row


@dataclass
class Entry:
    """One answer as gold files hold it; `pages` are filled in when it is printed."""

    key: str
    type: str
    label: str
    value: Any
    file_no: int | None = None
    instance: int | None = None
    details: dict[str, str] = field(default_factory=dict)
    count: Any = None
    pages: list[int] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The entry in the key order of gold files."""
        return {
            "key": self.key,
            "file_no": self.file_no,
            "instance": self.instance,
            "type": self.type,
            "label": self.label,
            "value": self.value,
            "details": self.details,
            "count": self.count,
            **self.extra,
            "pages": sorted(set(self.pages)),
        }


def make_entry(row: Row, answer: Any, file_no: int | None, instance: int | None) -> Entry:
    """Turn what the source says about a row into a gold entry. Raises ValueError for an unknown option."""
    label = row.label.replace("{n}", str(instance)) if instance else row.label
    entry = Entry(row.key, row.type, label, None, file_no, instance)
    if row.type == "checks":
        _fill_checks(entry, row, answer)
    elif row.type in ("choice", "choice_with_count"):
        _fill_choice(entry, row, answer)
    else:
        if row.prefilled and answer is None:
            answer = row.prefilled
        entry.value = "" if answer is None else str(answer)
    return entry


def _fill_choice(entry: Entry, row: Row, answer: Any) -> None:
    if isinstance(answer, Mapping):
        entry.count = str(answer["count"]) if answer.get("count") is not None else None
        if answer.get("detail"):
            entry.details = {row.detail_label: str(answer["detail"])}
        answer = answer.get("value")
    if answer is None:
        return
    if isinstance(answer, int):
        entry.value = row.options[answer - 1].label
        return
    if not any(answer == option.label for option in row.options):
        raise ValueError(f"{row.key}: {answer!r} is not an option of the form")
    entry.value = answer


def _fill_checks(entry: Entry, row: Row, answer: Any) -> None:
    ticked: dict[str, Any] = {}
    for item in answer or []:
        ticked.update(item if isinstance(item, Mapping) else {item: None})
    known: dict[Any, str] = {number: option.label for number, option in enumerate(row.options, 1)}
    known |= {option.label: option.label for option in row.options}
    unknown = set(ticked) - set(known)
    if unknown:
        raise ValueError(f"{row.key}: {sorted(map(str, unknown))} are not options of the form")
    said = {known[name]: extra for name, extra in ticked.items()}
    entry.value = {option.label: option.label in said for option in row.options}
    for option in row.options:
        extra = said.get(option.label)
        if extra is None:
            continue
        if option.count:
            entry.count = {**(entry.count or {}), option.label: str(extra)}
        else:
            entry.details[option.label] = str(extra)
