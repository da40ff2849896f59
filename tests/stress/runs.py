"""Cases read and judged in several processes, and what they came to in one table."""

import json
import multiprocessing
import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from hyokasho.document.reader import read_file
from tests.stress.cases import Case, make_case
from tests.stress.ledger import open_pages
from tests.stress.verdicts import FLAGGED, MISSING, RIGHT, SILENT, Outcome, compare, written

COLUMNS = ("documents", "n", RIGHT, SILENT, MISSING, FLAGGED, "invented", "ok but lacks", "ledger open")

CASES_A_PROCESS = 50
"""After so many a process is begun anew: each print leaves its fonts behind."""
TOLD_EACH = 10
"""After so many cases a run without a terminal says how far it is."""


@dataclass
class Report:
    """What one case came to; `crash`: the error that its printing or reading ended in."""

    name: str
    group: tuple[str, str] = ("", "")
    outcome: Outcome = field(default_factory=Outcome)
    open_pages: int = 0
    crash: str = ""

    @property
    def is_failed(self) -> bool:
        """Whether a run must not have this case: something silent or invented, a crash, an open ledger."""
        return bool(self.crash or self.outcome.verdicts[SILENT] or self.outcome.invented or self.open_pages)


def run_case(case: Case) -> Report:
    """Read one document and judge it."""
    result = read_file(case.pdf, case.gold["file"], "")
    outcome = compare(case.gold, written(result))
    return Report(case.name, (case.printer, case.damage), outcome, open_pages(case.pdf))


def run_named(name: str) -> Report:
    """Make, read and judge the document of that name; an error becomes part of the report."""
    try:
        return run_case(make_case(name))
    except Exception as error:  # noqa: BLE001 - one broken case must not end the run
        return Report(name, crash=f"{type(error).__name__}: {error}")


def run_all(names: Sequence[str], processes: int) -> Iterator[Report]:
    """The reports of all cases, as they are done."""
    if processes == 1:
        yield from map(run_named, names)
        return
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=CASES_A_PROCESS) as pool:
        yield from pool.imap_unordered(run_named, names)


def gathered(runs: Iterable[Report], total: int) -> tuple[list[Report], bool]:
    """The reports that came, and whether the run was stopped before all; what fails is named on stderr at once."""
    progress = Console(stderr=True)
    reports: list[Report] = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for report in track(runs, total=total, console=progress, disable=not progress.is_terminal):
            reports.append(report)
            if report.is_failed:
                progress.print(f"{len(reports)} of {total}: {report.name} failed", markup=False, soft_wrap=True)
            elif not progress.is_terminal and len(reports) % TOLD_EACH == 0:
                progress.print(f"{len(reports)} of {total}", markup=False)
    except KeyboardInterrupt:
        return reports, True
    return reports, False


def keep(case: Case, folder: Path) -> None:
    """Write a case's PDF and gold into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = case.name.replace("/", "_")
    (folder / f"{stem}.pdf").write_bytes(case.pdf)
    gold = json.dumps(case.gold | {"file": f"{stem}.pdf"}, ensure_ascii=False, indent=1)
    (folder / f"{stem}.gold.json").write_text(gold + "\n", encoding="utf-8")


def summary(reports: Iterable[Report]) -> Table:
    """One line for each printer and damage, and one for all."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    for report in reports:
        for group in (report.group, ("all", "")):
            sums.setdefault(group, Counter()).update(_figures(report))
    table = Table(title="values by printer and damage", title_justify="left")
    for name in ("printer", "damage", *COLUMNS):
        table.add_column(name, justify="left" if name in ("printer", "damage") else "right")
    for group, figures in sorted(sums.items(), key=lambda item: (item[0][0] == "all", item[0])):
        cells = [f"{figures[name]:,}" for name in COLUMNS]
        table.add_row(*group, *cells)
    return table


def _figures(report: Report) -> Counter[str]:
    outcome = report.outcome
    return outcome.verdicts + Counter(
        {
            "documents": 1, "n": outcome.verdicts.total(), "invented": outcome.invented,
            "ok but lacks": outcome.ok_but_lacks, "ledger open": report.open_pages,
        }
    )  # fmt: skip
