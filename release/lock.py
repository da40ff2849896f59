"""The lock of the environment: exact versions and the SHA-256 of each file of a package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """A package as it is locked. `digests`: SHA-256, hex, of its wheels and its source."""

    name: str
    version: str
    digests: tuple[str, ...]


def read_lock(path: Path) -> dict[str, Locked]:
    """Each package by its canonical name; where markers choose between several, those for this machine."""
    text = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    )
    found: dict[str, Locked] = {}
    for entry in text.replace("\\\n", " ").splitlines():
        if not entry.strip():
            continue
        requirement = Requirement(entry.partition(" --hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate():
            name = canonicalize_name(requirement.name)
            version = str(requirement.specifier).removeprefix("==")
            found[name] = Locked(name, version, tuple(_HASH.findall(entry)))
    return found
