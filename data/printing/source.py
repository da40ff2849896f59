"""Reading a fictional assessment (出典): YAML with answers, shared passages and names to put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from normalize.registry import load_registry

PASSAGES = Path(__file__).parents[1] / "sources" / "passages"
NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ScannedCopy:
    """A scan of a source's print that is a sample too: settings of `scans.yaml` and a style, both by name."""

    scan: str
    style: str


@dataclass(frozen=True)
class Source:
    """One assessment: the form and version it is printed on, and what it answers.

    `answers` are by form key, `files` the same for each 特定個人情報ファイル, `changes` the rows of 変更箇所,
    `excerpt` the rows of a 変更箇所一覧, `annexes` tables that are no part of the form (別紙), each printed
    `after` a section; `style` names the style of the committed sample,
    `scans` the samples that are scanned copies, by what their file names end with. `printed_version` stands on the
    cover instead of the version's own words; `findings` are what in the answers does not go together (指摘).
    """

    name: str
    form: str
    version: str
    style: str
    scans: Mapping[str, ScannedCopy] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[Mapping[str, Any], ...] = ()
    changes: tuple[Mapping[str, Any], ...] = ()
    excerpt: tuple[Mapping[str, Any], ...] = ()
    annexes: tuple[Mapping[str, Any], ...] = ()
    printed_version: str | None = None
    findings: tuple[Mapping[str, Any], ...] = ()


def load_source(path: Path) -> Source:
    """Read one source. Raises KeyError for a name that its text uses and does not define."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    names, style = data.get("names", {}), data.get("style", "plain")
    shared: dict[str, Any] = {}
    for passage in data.get("passages", ()):
        text = (PASSAGES / f"{passage}.yaml").read_text(encoding="utf-8")
        shared |= _by_key(yaml.safe_load(text), data["form"])
    answers = {**shared, **data.get("answers", {})}
    files = tuple(_filled({**answers, **own}, {**names, **own.get("names", {})}) for own in data.get("files") or [{}])
    return Source(
        name=path.stem,
        form=data["form"],
        version=data["version"],
        style=style,
        scans={end: ScannedCopy(**{"style": style, **copy}) for end, copy in data.get("scans", {}).items()},
        answers=_filled(answers, names),
        files=files,
        changes=tuple(_filled(data.get("changes", ()), names)),
        excerpt=tuple(_filled(data.get("excerpt", ()), names)),
        annexes=tuple(_filled(data.get("annexes", ()), names)),
        printed_version=data.get("printed_version"),
        findings=tuple(data.get("findings", ())),
    )


def _by_key(passages: Mapping[str, Any], form: str) -> dict[str, Any]:
    """Passages are told by field_id, so that forms can share them; this gives them the form's keys."""
    rows = load_registry().forms[form].rows
    return {row.key: passages[row.field_id] for row in rows.values() if row.field_id in passages}


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    """The value with `{name}` replaced in every text."""
    if isinstance(value, str):
        return NAME.sub(lambda match: str(names[match[1]]), value)
    if isinstance(value, Mapping):
        return {key: _filled(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(inner, names) for inner in value]
    return value
