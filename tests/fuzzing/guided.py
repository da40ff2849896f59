"""`python -m tests.fuzzing.guided TARGET SECONDS CORPUS FOUND`: atheris feeds one target, led by what inputs reach."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extract", "normalize", "hyokasho"]):
    import hyokasho.document.reader  # noqa: F401 - it is loaded late otherwise
    from tests.fuzzing.targets import TARGETS

LONGEST = 20_000
"""Bytes of an input."""
SLOWEST = 60
"""Seconds that one input may take."""
MEMORY = 2500
"""Megabytes that it may take."""


def main(name: str, seconds: int, corpus: Path, found: Path) -> None:
    """Fuzz to the end of the time, or to the first finding, which ends this process."""
    logging.disable()
    fuzzed = TARGETS[name]
    for number, seed in enumerate(fuzzed.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = corpus.with_suffix(".words")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in fuzzed.words)
    words.write_text("".join(f'"{word}"\n' for word in escaped))
    options = [
        f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={found}/{name}-", f"-dict={words}", "-print_final_stats=1", str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], fuzzed.target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
