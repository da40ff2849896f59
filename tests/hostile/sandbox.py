"""`python -m tests.hostile.sandbox FOLDER [SIN]`: reads PDFs that ask for things, with everything they ask for denied.

Prints what was noted as JSON. FOLDER holds the PDFs, and the file that they name. With SIN the process reads none of
them but does one thing that it should not: a proof that it would be seen.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from extract.errors import ExtractError
from hyokasho.any_tables import print_tables
from hyokasho.archive.workers.confinement import seccomp
from hyokasho.document.reader import read_file
from hyokasho.show import print_document
from tests.hostile.active import LURE
from tests.hostile.denied import note_forbidden
from tests.hostile.found import FOUND

WARM = [
    Path(__file__).parents[2] / "data" / "samples" / name
    for name in ("kiso_h26_long_term_care.pdf", "henko_child_medical_care_scan200colour.pdf")
]
SINS: Mapping[str, Callable[[Path], object]] = {
    "connect": lambda folder: socket.create_connection(("127.0.0.1", 9)),
    "run": lambda folder: subprocess.run([sys.executable, "--version"], check=True),
    "shell": lambda folder: os.system("true"),
    "open": lambda folder: (folder / LURE).read_bytes(),
    "write": lambda folder: (folder / "new").write_bytes(b""),
    "native": lambda folder: ctypes.CDLL(None).socket(2, 1, 0),
}


def read_everything(file: Path) -> None:
    """Put one file through everything that reads PDFs."""
    read_file(file.read_bytes(), file.name, file.name)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(ExtractError):
        print_tables(file.read_bytes(), None, "csv", io.StringIO(), print)
        print_document(file.read_bytes(), file.name)


def warm_up(folder: Path) -> None:
    """Have libraries load the rest of themselves."""
    for file in WARM:
        read_everything(file)
    folder.mkdir()
    for name, data in FOUND.items():
        (folder / f"{name}.pdf").write_bytes(data)
        read_everything(folder / f"{name}.pdf")


def main(folder: Path, sin: str | None) -> None:
    """Read all PDFs of `folder`, or commit a sin."""
    files = [] if sin else sorted(folder.glob("*.pdf"))
    if files:
        warm_up(folder / "warm")
    native = seccomp.deny()
    noted = note_forbidden(LURE)
    with contextlib.suppress(Exception):
        SINS.get(sin or "", lambda folder: None)(folder)
    for file in files:
        read_everything(file)
    print(json.dumps({"noted": noted, "native": native, "read": len(files)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
