"""The figures of a score, for people and for `dvc metrics`."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from hyokasho.evaluation.judgement import Judgement
from hyokasho.evaluation.tally import NO_ROW, Score, Tally

_LONGEST = 60
"""Characters of a wrong value that are shown."""


def metrics(score: Score) -> dict[str, Any]:
    """The figures as plain data, small enough for a table of metrics."""
    return {
        "documents": score.documents,
        "text_cer": round(score.character_error_rate, 5),
        "unprinted": score.unprinted,
        "kinds": {str(kind): _figures(tally) for kind, tally in score.kinds.items() if tally.n},
        "statuses": {name: _share(tally) for name, tally in sorted(score.statuses.items())},
        "confidence": {name: _share(tally) for name, tally in score.bands.items() if tally.n},
    }


def print_score(score: Score, worst: int, console: Console) -> None:
    """Print the figures as tables, and the first `worst` wrong readings."""
    title = f"{score.documents} documents, {score.characters:,} characters of text"
    console.print(_table(title, "kind", {str(kind): tally for kind, tally in score.kinds.items()}))
    console.print(_table("values by status", "status", dict(sorted(score.statuses.items()))))
    console.print(_table("values by confidence", "confidence", score.bands))
    console.print(
        f"characters wrong in texts: {score.edits:,} ({score.character_error_rate:.3%}); "
        f"answers that nobody printed: {score.unprinted}"
    )  # fmt: skip
    for judgement in score.wrong[:worst]:
        console.print(_line(judgement), markup=False, soft_wrap=True)
    if worst and len(score.wrong) > worst:
        console.print(f"... and {len(score.wrong) - worst} more (--wrong {len(score.wrong)} shows all)")


def _figures(tally: Tally) -> dict[str, int]:
    return {"n": tally.n, "right": tally.right, "silent": tally.silent, "flagged": tally.flagged}


def _share(tally: Tally) -> dict[str, float]:
    return {"n": tally.n, "accuracy": round(tally.accuracy, 5)}


def _table(title: str, heading: str, tallies: dict[str, Tally]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(heading)
    for name in ("n", "right", "silent", "flagged", "accuracy"):
        table.add_column(name, justify="right")
    for name, tally in tallies.items():
        if tally.n:
            counts = (tally.n, tally.right, tally.silent, tally.flagged)
            table.add_row(name, *(f"{count:,}" for count in counts), f"{tally.accuracy:.2%}")
    return table


def _line(judgement: Judgement) -> str:
    printed, read = (_short(value) for value in (judgement.printed, judgement.read))
    return f"{judgement.kind}: {judgement.where}: printed {printed}, read {read} ({judgement.status or NO_ROW})"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
