"""The figures of a score, for people and for `dvc metrics`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from hyokasho.evaluation.judgement import Judgement
from hyokasho.evaluation.reliability import Bin, calibration_error
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
        "reliability": {str(kind): _curve(bins) for kind, bins in score.reliability.filled().items()},
    }


def print_score(score: Score, worst: int, console: Console) -> None:
    """Print the figures as tables, and the first `worst` wrong readings."""
    title = f"{score.documents} documents, {score.characters:,} characters of text"
    console.print(_table(title, "kind", {str(kind): tally for kind, tally in score.kinds.items()}))
    console.print(_table("values by status", "status", dict(sorted(score.statuses.items()))))
    console.print(_table("values by confidence", "confidence", score.bands))
    if any(len(bins) > 1 for bins in score.reliability.filled().values()):
        console.print(_reliability_table(score))
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


def _curve(bins: Sequence[Bin]) -> dict[str, Any]:
    points = {
        _bounds(bin): {"n": bin.n, "confidence": round(bin.predicted, 4), "right": round(bin.observed, 4)}
        for bin in bins
    }  # fmt: skip
    return {"off_by": round(calibration_error(bins), 4), "bins": points}


def _bounds(bin: Bin) -> str:
    return f"{bin.low:.0%}-{bin.high:.0%}"


def _reliability_table(score: Score) -> Table:
    table = Table(title="confidence and what is right", title_justify="left")
    for name in ("kind", "confidence", "n", "mean confidence", "right"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind, bins in score.reliability.filled().items():
        for bin in bins:
            table.add_row(str(kind), _bounds(bin), f"{bin.n:,}", f"{bin.predicted:.1%}", f"{bin.observed:.1%}")
    return table


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
