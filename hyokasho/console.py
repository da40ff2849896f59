"""Rich's console for results: who stops reading them is told of like any other output that fails."""

from __future__ import annotations

from rich.console import Console


class ResultConsole(Console):
    """Rich's own ends the process with the exit status that here means a file that could not be read."""

    def on_broken_pipe(self) -> None:
        """Called where the error was caught: raises it again."""
        raise
