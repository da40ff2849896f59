"""Kinds of files that are looked for, by their suffixes."""

from __future__ import annotations

from pathlib import PurePosixPath

PDF, ZIP = ".pdf", ".zip"
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
LOOKED_FOR = (PDF, ZIP, *WORKBOOKS)
"""What a search through a folder finds. A workbook is read only if it is a form: its row says how to have it read."""
OTHER_ARCHIVES = (".7z", ".cab", ".gz", ".lha", ".lzh", ".rar", ".tar", ".tgz")
"""Archives that nobody opens here; there may be forms in them."""
UNPACK_IT = "an archive of a kind that is not opened: unpack it first"


def suffix(name: str) -> str:
    """The suffix of a file's name, in small letters."""
    return PurePosixPath(name).suffix.lower()
