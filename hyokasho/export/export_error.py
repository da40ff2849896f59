"""What keeps an export from being made."""

from __future__ import annotations


class ExportUsageError(Exception):
    """What was asked for cannot be done; the message says what to ask for instead."""


class ExportError(Exception):
    """The export could not be finished; nothing is left of it, and what stood in its place still does."""
