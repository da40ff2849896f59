"""Models as they were measured: none is loaded whose file is another one than its card tells of."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import IO

from extract.errors import ModelError
from extract.yaml_files import shipped


def check_model(name: str, file: IO[bytes]) -> None:
    """Raise `ModelError` unless a model's file, open at its start, is the one of this name. It is then at its start."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    if digest != digests().get(name):
        raise ModelError(
            f"{name} is not the model that this program was measured with (SHA-256 {digest}): install its locked "
            "versions anew, and run again with --force"
        )
    file.seek(0)


@cache
def digests() -> dict[str, str]:
    """The SHA-256 of each model's file, hex."""
    found: dict[str, str] = shipped("extract.scan", "models.yaml")
    return found
