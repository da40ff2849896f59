"""`python -m release`: writes what a release is made of, and under which licences, into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extract.scan.models import digests
from hyokasho import __version__
from release.bill import bill
from release.lock import read_lock
from release.parts import PROJECT, Part, PartError, known_licences, parts

ROOT = Path(__file__).parents[1]
_RULE = "=" * 80


def licence_list(found: dict[str, Part], models: dict[str, str]) -> str:
    """A line for each part, then the texts of their licences."""
    lines = [f"{part.name} {part.version}: {part.licence}" for part in found.values()]
    lines += [f"{name} (model): {licence}" for name, licence in models.items()]
    texts = [
        f"{_RULE}\n{part.name} {part.version}, {name}\n{_RULE}\n{text.strip()}\n"
        for part in found.values()
        for name, text in part.texts.items()
    ]
    return "\n".join([*lines, "", *texts])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", default=ROOT / "build" / "release", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Write the bill of materials (CycloneDX) and the licences of a release into FOLDER."""
    try:
        found = parts(read_lock(ROOT / "requirements.lock"))
    except PartError as error:
        raise click.ClickException(str(error)) from error
    licences = known_licences()["models"]
    folder.mkdir(parents=True, exist_ok=True)
    named = {f"{PROJECT}-{__version__}.cdx.json": bill(found, digests(), licences),
             f"{PROJECT}-{__version__}-licences.txt": licence_list(found, licences)}  # fmt: skip
    for name, text in named.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"{folder / name}: {len(found)} packages, {len(licences)} models")
    sys.exit(0)


if __name__ == "__main__":
    main(prog_name="python -m release")
