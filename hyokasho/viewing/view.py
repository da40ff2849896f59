"""A viewer from outside: hands it the file, shows how far it is, prints what it sends and no command in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hyokasho.archive.containers.at_hand import file_at_hand
from hyokasho.archive.sources.locations import UnreadableError, pieces
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import messages
from hyokasho.archive.workers.exit_reason import End, Senseless
from hyokasho.archive.workers.process import Process, WorkerError, WorkerOutput
from hyokasho.archive.workers.supervisor import START_UP
from hyokasho.document.deadline import Deadline
from hyokasho.printable import for_terminal, one_line
from hyokasho.viewing import job as said
from hyokasho.viewing.job import Ended, Job, Show

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

VIEWER = "hyokasho.viewing.viewer"
MOST_PRINTED = 256 << 20
"""Characters of a result; the longest form makes some hundred thousand."""
_COLOUR = re.compile("(\x1b\\[[0-9;]*m)")
_SAID = messages.Ready | messages.MoreTime | said.Total | said.Passed | said.ResultPart | said.Told | said.Ended


def view(file: Path, job: Job, limits: Limits | None = None, viewer: str = VIEWER) -> int:
    """Print what `job` asks of a file; the exit status. `viewer`: the module to run. Raises `click.ClickException`."""
    with _bar() as bar:
        status, text = viewed(file, job, limits, viewer, bar, lambda line: click.echo(one_line(line), err=True))
    if sys.stdout is not None:
        sys.stdout.write(_harmless(text, colour=isinstance(job, Show) and job.colour is not None))
    return status


def viewed(
    file: Path,
    job: Job,
    limits: Limits | None = None,
    viewer: str = VIEWER,
    bar: PageCounter | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> tuple[int, str]:
    """What `job` asks of a file, and the exit status that goes with it. Raises `click.ClickException`.

    The file may be one in a container (`outer.zip!inner.pdf`). `bar` is told of pages, `tell` what is said about the
    result. The text is what the process that read the file says.
    """
    limits, printed = limits or Limits(), WorkerOutput()
    try:
        with file_at_hand(str(file), limits) as path, _running(viewer, printed) as process:
            viewing = _Viewing(process, limits, printed, bar, tell)
            ended, text = viewing.result(path, job)
    except UnreadableError as error:
        raise click.ClickException(f"{file}: cannot be opened: {error}") from error
    except WorkerError as error:
        raise click.ClickException(str(error)) from error
    if not isinstance(ended, Ended):
        raise click.ClickException(f"{file}: {ended.verdict(printed.taken(), limits, viewing.deadline).message}")
    if ended.error is not None:
        raise click.UsageError(ended.error) if ended.status == 2 else click.ClickException(f"{file}: {ended.error}")
    return ended.status, text


@contextmanager
def _running(viewer: str, printed: WorkerOutput) -> Iterator[Process]:
    process = Process(viewer, printed)
    try:
        yield process
    finally:
        process.stop()


class _Viewing:
    """One job of a viewer. All of its result is taken before any of it is printed: no time counts while one reads."""

    def __init__(
        self,
        process: Process,
        limits: Limits,
        printed: WorkerOutput,
        bar: PageCounter | None,
        tell: Callable[[str], None],
    ) -> None:
        self._process, self._limits, self._printed = process, limits, printed
        self._bar, self._tell = bar, tell
        self.deadline = Deadline(limits.timeout)
        self._text: list[str] = []
        self._size = 0

    def result(self, file: str, job: Job) -> tuple[Ended | End | Senseless, str]:
        """How it ended, and the text. Raises `UnreadableError`, `WorkerError`."""
        self._begin()
        with self._process.killed_after(lambda: self.deadline.hung) as over:
            try:
                messages.say(self._process.stdin, job)
                for piece in pieces(file, self._limits.most_bytes):
                    messages.send(self._process.stdin, piece)
                messages.send(self._process.stdin, b"")
                messages.say(self._process.stdin, self.deadline)
                return self._heard(), "".join(self._text)
            except messages.ClosedError:
                return End(self._process.status(), over.is_set()), ""
            except messages.SenselessError as error:
                return Senseless(str(error)), ""

    def _begin(self) -> None:
        try:
            with self._process.killed_after(lambda: START_UP):
                messages.say(self._process.stdin, self._limits)
                messages.hear(self._process.stdout, _SAID)
        except (messages.ClosedError, messages.SenselessError) as error:
            lines = self._printed.taken().strip().splitlines() or ["it gives no reason"]
            raise WorkerError(f"no viewer can be started: {lines[-1]}") from error

    def _heard(self) -> Ended:
        while not isinstance(heard := messages.hear(self._process.stdout, _SAID), Ended):
            match heard:
                case said.ResultPart(text):
                    self._size += len(text)
                    if self._size > MOST_PRINTED:
                        raise messages.SenselessError("a text without end")
                    self._text.append(text)
                case said.Told(text):
                    self._tell(text)
                case messages.MoreTime() if self.deadline.add_picture():
                    pass
                case said.Total(pages):
                    if self._bar is not None:
                        self._bar.total(pages)
                case said.Passed():
                    if self._bar is not None:
                        self._bar.passed()
                case _:
                    raise messages.SenselessError("not what a viewer says")
        return heard


class PageCounter:
    """Counts pages, on a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID = progress.add_task("", total=None)

    def total(self, pages: int) -> None:
        """The document has so many."""
        self._progress.update(self._task, total=pages)

    def passed(self) -> None:
        """One of them was read."""
        self._progress.advance(self._task)


@contextmanager
def _bar() -> Iterator[PageCounter | None]:
    """Counts on stderr; not at all, and nothing is loaded for it, where that is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("ページを読む reading pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield PageCounter(progress)


def _harmless(text: str, *, colour: bool) -> str:
    """`text` without what a terminal obeys; colours may stay."""
    if not colour:
        return for_terminal(text)
    return "".join(part if _COLOUR.fullmatch(part) else for_terminal(part) for part in _COLOUR.split(text))
