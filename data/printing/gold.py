"""Gold files (正解): every answer of a print, in the shape the scores compare."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from data.printing.answers import Entry
from data.printing.document import Print
from data.printing.forms import load_form
from data.printing.scan import Scan
from data.printing.source import Source
from data.printing.style import Style
from normalize.registry import load_registry


def gold(source: Source, style: Style, printed: Print, file_name: str, scan: Scan | None = None) -> dict[str, Any]:
    """What is printed in `file_name`, as plain data; `scan` says which of its pages were scanned and how."""
    return {
        "file": file_name,
        "form": source.form,
        "printed_version": printed.printed_version,
        "kind": scan.kind(printed.pages) if scan else "born_digital",
        "dpi": scan.dpi if scan else None,
        "pages": printed.pages,
        "title": printed.title,
        "layout": printed.layout,
        "files": printed.files,
        "style": style.to_dict(),
        **({"scan": scan.to_dict()} if scan else {}),
        **({"findings": list(source.findings)} if source.findings else {}),
        "entries": _entries(printed.entries, source),
        "changes": [change.to_dict() for change in printed.changes],
    }


def _entries(entries: Sequence[Entry], source: Source) -> list[dict[str, Any]]:
    """The answers, their options under the labels that this version prints."""
    registry = load_registry()
    form = load_form(registry.form_keys(source.form).id, source.version)
    labels = {row.key: {option.label: option.printed for option in row.options} for row in form.rows()}
    return [_as_printed(entry.to_dict(), labels.get(entry.key, {})) for entry in entries]


def _as_printed(entry: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    """An answer with its options renamed: the keys of mappings, and a value that is an option."""
    for name in ("value", "details", "count"):
        said = entry[name]
        if isinstance(said, dict):
            entry[name] = {labels.get(label, label): what for label, what in said.items()}
        elif isinstance(said, str):
            entry[name] = labels.get(said, said)
    return entry


def gold_text(data: dict[str, Any]) -> str:
    """The JSON of a gold file, one answer a line so that differences can be read."""
    lists = [name for name in ("findings", "entries", "changes") if name in data]
    head = {key: value for key, value in data.items() if key not in lists}
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    for name in lists:
        rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in data[name])
        text += f',\n "{name}": [\n  {rows}\n ]' if rows else f',\n "{name}": []'
    return text + "\n}\n"
