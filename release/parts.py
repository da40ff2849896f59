"""The packages that a release needs, with their licences, as they are installed and locked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from license_expression import get_spdx_licensing
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.lock import Locked

PROJECT = "hyokasho"
_CLASSIFIER = "License :: OSI Approved :: "
_CUSTOM = "LicenseRef-"


class PartError(Exception):
    """A part that is not as it is locked, or whose licence is not known: the message says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package. `licence`: an SPDX expression; `texts`: its licence files by name; `needs`: names of other parts."""

    name: str
    version: str
    summary: str
    licence: str
    texts: dict[str, str]
    needs: tuple[str, ...]
    digests: tuple[str, ...] = ()


def parts(lock: dict[str, Locked]) -> dict[str, Part]:
    """The project and all that it needs without extras, by name. Raises `PartError`."""
    found: dict[str, Part] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(PROJECT, frozenset())]
    while waiting:
        name, extras = waiting.pop()
        if name in found:
            continue
        installed = distribution(name)
        needed = [each for each in map(Requirement, installed.requires or []) if _applies(each, extras)]
        waiting += [(canonicalize_name(each.name), frozenset(each.extras)) for each in needed]
        found[name] = _part(name, installed, {canonicalize_name(each.name) for each in needed}, lock)
    return dict(sorted(found.items()))


def known_licences() -> dict[str, dict[str, str]]:
    """What `licences.yaml` says."""
    return _known()


def _part(name: str, installed: Distribution, needs: set[str], lock: dict[str, Locked]) -> Part:
    locked = lock.get(name)
    if name != PROJECT and (locked is None or locked.version != installed.version):
        raise PartError(f"{name} {installed.version} is not the version that is locked: make the environment anew")
    return Part(
        name, installed.version, str(installed.metadata["Summary"] or ""), _licence(name, installed.metadata),
        _texts(installed), tuple(sorted(needs)), locked.digests if locked else (),
    )  # fmt: skip


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def _licence(name: str, metadata: Any) -> str:
    """An SPDX expression. Raises `PartError`."""
    said = [metadata.get("License-Expression"), known_licences()["packages"].get(name), metadata.get("License")]
    said += [line.removeprefix(_CLASSIFIER) for line in metadata.get_all("Classifier", []) if _CLASSIFIER in line]
    names = known_licences()["names"]
    for each in said:
        expression = names.get(str(each).strip(), str(each).strip())
        if each and _is_spdx(expression):
            return expression
    raise PartError(f"{name}: its licence is not known from {said}: read it, and note it in release/licences.yaml")


def _is_spdx(text: str) -> bool:
    if "\n" in text:
        return False
    symbols = get_spdx_licensing().validate(text)
    return all(each.startswith(_CUSTOM) for each in symbols.invalid_symbols) and not (
        symbols.errors and not symbols.invalid_symbols
    )


def _texts(installed: Distribution) -> dict[str, str]:
    """The texts of its licences, as its `License-File` entries name them."""
    names = installed.metadata.get_all("License-File") or []
    found = {}
    for file in installed.files or []:
        for name in names:
            if str(file).endswith((f".dist-info/licenses/{name}", f".dist-info/{name}")):
                found[name] = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
    return dict(sorted(found.items()))


@cache
def _known() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(files("release").joinpath("licences.yaml").read_text("utf-8"))
    return found
