"""The YAML files in which this program keeps what it knows."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, where it is there, takes a tenth of the time: a worker reads dozens of files before its first document."""


def read_yaml(source: Traversable) -> Any:
    """The content of a file."""
    return yaml.load(source.read_text(encoding="utf-8"), Loader=_LOADER)


def shipped(package: str, name: str) -> Any:
    """The content of the file `name` that is shipped with a package."""
    return read_yaml(files(package).joinpath(name))
