"""The command, as the tests of the formats call it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from hyokasho.cli import main


def call(*words: object) -> Result:
    """Run `hyokasho export`."""
    return CliRunner().invoke(main, ["export", *map(str, words)])


def export(dataset: Path, form: str, *words: object) -> Path:
    """Export a dataset to a place beside it and return that."""
    target = dataset.with_name(f"{dataset.name}.{form}")
    result = call(dataset, "--format", form, "--to", target, *words)
    assert result.exit_code == 0, result.output
    return target
