"""The engines by the names that `--engine` takes."""

from __future__ import annotations

from hyokasho.archive.engines.protocol import Engine, EngineError
from hyokasho.archive.task import Limits

ENGINES = ("local", "dask")


def make_engine(name: str, workers: int, limits: Limits) -> Engine:
    """The engine `name` with so many workers; 0 reads in this process, unbounded. Raises `EngineError`."""
    if name == "dask":
        from hyokasho.archive.engines.dask import DaskEngine

        return DaskEngine(max(1, workers), limits)
    if workers == 0:
        from hyokasho.archive.engines.inline import InlineEngine

        return InlineEngine(limits)
    from hyokasho.archive.engines.local import LocalEngine

    return LocalEngine(workers, limits)


__all__ = ["ENGINES", "Engine", "EngineError", "make_engine"]
