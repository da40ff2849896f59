"""`python -m tests.stress`: random and damaged prints of both printers, read and judged.

A value is silent where it is wrong and says ok, and invented where nothing is printed for it. Exit status 1: some value
was silent or invented, some case crashed, or the ledger of some page did not close. A run that is stopped
(SIGINT, SIGTERM) says what it had seen so far, and ends with status 1 too.
"""

import sys
from pathlib import Path

import click
from rich.console import Console

from tests.stress.cases import ARCHIVE, DAMAGED, HABIT, NONE, RANDOM, SEEN, SEVERAL, make_case
from tests.stress.runs import Report, gathered, keep, run_all, summary
from tests.stress.verdicts import MISSING, SILENT

PIPED_WIDTH = 140
WORST = 12
"""Cases that are named for each kind of failure."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, help=__doc__)
@click.option("--random", "random_count", default=300, show_default=True, help="Random documents.")
@click.option("--habits", "habit_count", default=200, show_default=True, help="Documents with one habit each.")
@click.option("--seen", "seen_count", default=100, show_default=True, help="Documents with one sight each.")
@click.option("--several", "several_count", default=100, show_default=True, help="Files with several assessments.")
@click.option("--archive", "archive_count", default=300, show_default=True, help="Files of an archive.")
@click.option("--none", "none_count", default=300, show_default=True, help="Files that hold no assessment.")
@click.option("--damaged", "damaged_count", default=500, show_default=True, help="Damaged documents.")
@click.option("--first", default=0, show_default=True, help="The seed to begin with.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1))
@click.option("--seed", "seeds", multiple=True, metavar="NAME", help="Only this case, such as damaged/203, in full.")
@click.option("--keep", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write the cases of --seed.")
def main(
    random_count: int,
    habit_count: int,
    seen_count: int,
    several_count: int,
    archive_count: int,
    none_count: int,
    damaged_count: int,
    first: int,
    processes: int,
    seeds: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Run the cases and print what they came to."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    names = list(seeds) or [
        *(f"{RANDOM}/{number}" for number in range(first, first + random_count)),
        *(f"{HABIT}/{number}" for number in range(first, first + habit_count)),
        *(f"{SEEN}/{number}" for number in range(first, first + seen_count)),
        *(f"{SEVERAL}/{number}" for number in range(first, first + several_count)),
        *(f"{ARCHIVE}/{number}" for number in range(first, first + archive_count)),
        *(f"{NONE}/{number}" for number in range(first, first + none_count)),
        *(f"{DAMAGED}/{number}" for number in range(first, first + damaged_count)),
    ]
    if folder:
        for name in seeds:
            keep(make_case(name), folder)
    runs = run_all(names, 1 if seeds else processes)
    reports, stopped = gathered(runs, len(names))
    console.print(summary(reports))
    if stopped:
        console.print(f"stopped after {len(reports)} of {len(names)} cases", markup=False)
    for report in reports if seeds else ():
        for verdict, text in report.outcome.complaints:
            console.print(f"{report.name} {verdict} {text}", markup=False, soft_wrap=True)
    _print_worst(reports, console)
    sys.exit(1 if stopped or any(report.is_failed for report in reports) else 0)


def _print_worst(reports: list[Report], console: Console) -> None:
    """The names of the cases that failed most, for each kind of failure."""
    kinds = {
        "silent": lambda report: report.outcome.verdicts[SILENT],
        "invented": lambda report: report.outcome.invented,
        "missing": lambda report: report.outcome.verdicts[MISSING],
        "ok but lacks": lambda report: int(report.outcome.ok_but_lacks),
        "ledger open": lambda report: report.open_pages,
    }
    for kind, measure in kinds.items():
        failed = sorted(
            (report for report in reports if measure(report)), key=lambda report: (-measure(report), report.name)
        )
        named = ", ".join(f"{report.name} ({measure(report)})" for report in failed[:WORST])
        console.print(f"{kind}: {len(failed)} cases{': ' + named if named else ''}", markup=False, soft_wrap=True)
    for report in reports:
        if report.crash:
            console.print(f"{report.name} crashed: {report.crash}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main(prog_name="python -m tests.stress")
