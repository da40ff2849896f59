"""Findings (指摘) as sentences that a person understands, in Japanese and English, from the registry's templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from normalize.reasons import Reason
from normalize.records import Finding
from normalize.registry import Form, load_registry

LONGEST_QUOTE = 60
"""Longer texts (characters) are cut in a sentence; the finding's `text` holds all of it."""

Language = Literal["ja", "en"]


def message(finding: Finding, form: str, language: Language) -> str:
    """What a finding says, as a full sentence; `form` is the document's."""
    registry = load_registry()
    told = {
        "page": str(finding.page),
        "text": quote(finding.text),
        "reasons": told_reasons(finding.reasons, language),
        "label": _label(finding, registry.form_keys(form), language),
        **{name: quote(word) for name, word in finding.words.items()},
    }
    return registry.findings.kinds[finding.kind].sentence(language).format_map(told)


def told_reasons(reasons: Iterable[Reason], language: Language) -> str:
    """Why something is in doubt, in words."""
    specs = load_registry().reasons
    return {"ja": "、", "en": "; "}[language].join(specs[reason].sentence(language) for reason in sorted(reasons))


def quote(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def _label(finding: Finding, form: Form, language: Language) -> str:
    """The row that a finding is about: its label in quotation marks, under its heading, with file and instance."""
    if finding.form_key is None:
        return ""
    row, block = form.row(finding.form_key), form.block_of(finding.form_key)
    label = row.label.replace("{n}", str(finding.instance))
    places = []
    if finding.file_no is not None:
        places.append(load_registry().findings.file[language].format(n=finding.file_no))
    if block.group and finding.instance is not None and not row.instance_heading:
        places.append(f"{block.group.name}{finding.instance}")
    titled = f"{block.title}　{label}" if block.title and label not in block.title else label
    if language == "ja":
        return f"「{titled}」" + (f"（{'、'.join(places)}）" if places else "")
    return f'"{titled}"' + (f" ({', '.join(places)})" if places else "")
