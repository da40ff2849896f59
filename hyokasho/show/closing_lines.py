"""What stands below the answers: the table of changes, findings, and a line that sums up."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from hyokasho.show.sheet import Sheet, printed
from normalize.records import DOUBTFUL, Reading, Status
from normalize.registry import load_registry
from normalize.review.sentences import Language, message, told_reasons

ABOUT: dict[str, dict[Language, str]] = {
    "document": {"ja": "指摘：文書の記載について", "en": "Findings about the document"},
    "reading": {"ja": "指摘：読み取りについて", "en": "Findings about our reading"},
}
SEVERITIES = {"error": ("✖", "bold red"), "warning": ("▲", "yellow"), "info": ("・", "dim")}
"""Gravest first, with sign and style."""


def print_changes(reading: Reading, sheet: Sheet, language: Language) -> None:
    """The table of changes (変更箇所): before and after below each other, so that long texts stay readable."""
    if not reading.changes:
        return
    sheet.section(f"変更箇所（{len(reading.changes)}件）")
    for number, change in enumerate(reading.changes, start=1):
        head = "　".join(part for part in (change.changed_on_raw, " ".join(change.item.split()), change.timing) if part)
        doubt = "" if change.status is Status.OK else f"　▲ {change.status}　{told_reasons(change.reasons, language)}"
        sheet.heading(f"{number}. {head}{doubt}", note=f"　p.{change.page}")
        for name, text in (("前", change.before), ("後", change.after), ("由", change.reason)):
            if text:
                sheet.indented(Text(name, style="dim"), printed(text))


def print_findings(reading: Reading, sheet: Sheet, language: Language) -> None:
    """All findings: what the document says that does not agree, then what we did not understand; gravest first."""
    specs = load_registry().findings.kinds
    for about, titles in ABOUT.items():
        chosen = [finding for finding in reading.findings if specs[finding.kind].about == about]
        if chosen:
            sheet.section(f"{titles[language]}（{len(chosen)}）")
        for severity, (sign, style) in SEVERITIES.items():
            for finding in (found for found in chosen if specs[found.kind].severity == severity):
                sheet.indented(Text(sign, style=style), printed(message(finding, reading.form or "", language)))


def print_summary(reading: Reading, sheet: Sheet) -> None:
    """One line of counts."""
    statuses = Counter(answer.status for answer in reading.answers)
    doubtful, blank = sum(statuses[status] for status in DOUBTFUL), statuses[Status.BLANK]
    severities = Counter(load_registry().findings.kinds[finding.kind].severity for finding in reading.findings)
    counts = [
        (f"回答 {statuses.total() - blank}", "bold"),
        (f"要確認 {doubtful}", "bold yellow" if doubtful else ""),
        (f"空欄 {blank}", "dim"),
        (f"変更 {len(reading.changes)}", ""),
        (f"指摘 {severities.total()}", "bold yellow" if severities["error"] + severities["warning"] else ""),
    ]
    sheet.line()
    sheet.flowing(Text(text, style=style) for text, style in counts)
