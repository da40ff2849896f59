"""The commands as a group that ends well: whatever becomes of its output, no traceback, and no text that commands."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import click

from hyokasho.document.garbage import search_seldom
from hyokasho.printable import one_line

UNWRITTEN = 3
"""Exit status where the result could not be written."""
_STOPPED = 130
_CLOSED = 141
"""As shells expect it of a program whose reader has gone (128 and the number of SIGPIPE)."""


class _OutputClosedError(Exception):
    """Nobody reads what is written."""


class Commands(click.Group):
    """Click's group. Its own handling of output that fails differs from command to command."""

    def main(self, *words: Any, **extra: Any) -> Any:
        """See `click.Command.main`."""
        if not extra.setdefault("standalone_mode", True):
            return super().main(*words, **extra)
        _open_streams()
        search_seldom()
        ended(lambda: super(Commands, self).main(*words, **extra | {"standalone_mode": False}))

    def invoke(self, ctx: click.Context) -> Any:
        """See `click.Command.invoke`."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _OutputClosedError from error


def ended(command: Callable[[], Any]) -> NoReturn:
    """Run something, and end the process with what it returns as its exit status."""
    try:
        status = _status(command)
        _flush()
    except (BrokenPipeError, _OutputClosedError):
        status = _CLOSED
        _forget_output()
    except OSError as error:
        status = UNWRITTEN
        _forget_output()
        _tell(f"Error: {error.filename or 'the output'}: {error.strerror or error}")
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    sys.exit(status)


def _status(command: Callable[[], Any]) -> int:
    try:
        status = command()
    except SystemExit as ending:
        status = ending.code
    except click.ClickException as error:
        shown = click.UsageError if isinstance(error, click.UsageError) else click.ClickException
        again = shown(one_line(error.format_message()))
        if isinstance(error, click.UsageError):
            again.ctx = error.ctx  # type: ignore[attr-defined]
        with suppress(OSError):
            again.show()
        return error.exit_code
    except click.Abort:
        _tell("Stopped.")
        return _STOPPED
    return status if isinstance(status, int) else 0


def _open_streams() -> None:
    """Have characters that an encoding lacks spelled out, and descriptors 0 to 2 be nothing else's.

    A program may be started with these closed: the next file that is opened, a result perhaps, would get what libraries
    print.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _forget_output() -> None:
    """Have Python not try again, at its end, to write what could not be written."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell(text: str) -> None:
    with suppress(OSError):
        click.echo(one_line(text), err=True)
