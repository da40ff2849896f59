"""The closing summary on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from msgspec import to_builtins

from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.monitor import Figures
from hyokasho.archive.sources.find import Skipped
from hyokasho.document.verdict import STATUSES
from hyokasho.printable import one_line

MOST_TROUBLES = 20
"""So many files that did not go well are named; the rest is counted (all of them are in `documents`)."""
MOST_SLOW = 3
WORTH_NAMING = 10.0
"""Seconds; of faster files none needs to be looked at for its time."""


def report(summary: Summary, figures: Figures, skipped: Sequence[Skipped]) -> dict[str, Any]:
    """All of it for `--json`."""
    passed = [{"place": each.place, "reason": each.reason} for each in skipped]
    counted: dict[str, Any] = to_builtins(summary.counted())
    return counted | {"skipped": passed, "run": figures.as_dict()}


def print_report(summary: Summary, figures: Figures, skipped: Sequence[Skipped], place: str) -> None:
    """What the dataset holds now, what this run did, and which files need someone to look at them."""

    def say(text: str) -> None:
        click.echo(one_line(text))

    counts = ", ".join(f"{summary.statuses[status]} {status}" for status in STATUSES)
    say(f"{summary.statuses.total()} files, {summary.pages} pages: {counts}")
    rows = ", ".join(f"{count} {name}" for name, count in summary.rows.items() if name != "documents")
    say(f"rows: {rows or 'none'}")
    if summary.findings:
        found = ", ".join(f"{count} {kind}" for kind, count in sorted(summary.findings.items()))
        say(f"findings (see the table `findings`): {found}")
    for trouble in summary.troubles[:MOST_TROUBLES]:
        say(f"  {trouble.status}: {trouble.source}: {trouble.message}")
    if len(summary.troubles) > MOST_TROUBLES:
        say(f"  and {len(summary.troubles) - MOST_TROUBLES} more, see error_message in `documents`")
    for passed in skipped[:MOST_TROUBLES]:
        say(f"  skipped: {passed.place}: {passed.reason}")
    if len(skipped) > MOST_TROUBLES:
        say(f"  and {len(skipped) - MOST_TROUBLES} more, see `skipped` in what --json prints")
    if figures.aside:
        say(f"set aside, since this program did not write it so: {', '.join(figures.aside)}")
    say(_run_line(figures))
    slow = [slowest for slowest in sorted(figures.slowest, reverse=True) if slowest[0] > WORTH_NAMING][:MOST_SLOW]
    if slow:
        say("slowest: " + ", ".join(f"{source} ({seconds:.0f} s, {pages} pages)" for seconds, source, pages in slow))
    say(f"dataset: {place}")


def _run_line(figures: Figures) -> str:
    if figures.unchanged:
        return "nothing has changed since the last run: the tables stay as they are"
    kept = f", {figures.kept} known from earlier runs" if figures.kept else ""
    return f"{figures.read} documents read in {figures.seconds:.1f} s{kept}"
