"""Gold files (正解): every answer of a print, in the shape the scores compare."""

from __future__ import annotations

import json
from typing import Any

from data.printing.document import Print
from data.printing.scan import Scan
from data.printing.source import Source
from data.printing.style import Style


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
        "entries": [entry.to_dict() for entry in printed.entries],
        "changes": [change.to_dict() for change in printed.changes],
    }


def gold_text(data: dict[str, Any]) -> str:
    """The JSON of a gold file, one answer a line so that differences can be read."""
    lists = [name for name in ("findings", "entries", "changes") if name in data]
    head = {key: value for key, value in data.items() if key not in lists}
    text = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    for name in lists:
        rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in data[name])
        text += f',\n "{name}": [\n  {rows}\n ]' if rows else f',\n "{name}": []'
    return text + "\n}\n"
