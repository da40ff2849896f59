"""Pages per CPU-second, engines taking turns so that a busy machine is unfair to none."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.engines import Engine


@dataclass(frozen=True, slots=True)
class Timing:
    """What an engine did: `pages` read in each repetition, and the CPU seconds that each took."""

    engine: Engine
    pages: int
    seconds: tuple[float, ...]

    @property
    def speed(self) -> float:
        """Pages per CPU-second, by the median repetition."""
        return self.pages / median(self.seconds)

    @property
    def range(self) -> tuple[float, float]:
        """Pages per CPU-second of the slowest and the fastest repetition."""
        return self.pages / max(self.seconds), self.pages / min(self.seconds)


def time_engines(
    engines: Sequence[Engine], files: Sequence[Path], repetitions: int, tell: Callable[[str], None]
) -> list[Timing]:
    """Time each engine `repetitions` times over `files`, after one small file that loads its library.

    `tell` is given the name of what runs next.
    """
    smallest = min(files, key=lambda path: path.stat().st_size)
    for engine in engines:
        tell(f"warming up: {engine.name}")
        engine.read([smallest], engine.stride)
    pages = dict.fromkeys(engines, 0)
    seconds: dict[Engine, list[float]] = {engine: [] for engine in engines}
    for repetition in range(repetitions):
        for engine in engines:
            tell(f"{repetition + 1}/{repetitions}: {engine.name}")
            start = time.process_time()
            pages[engine] = engine.read(files, engine.stride)
            seconds[engine].append(time.process_time() - start)
    return [Timing(engine, pages[engine], tuple(seconds[engine])) for engine in engines]
