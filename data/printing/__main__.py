"""Command line of the printer: `python -m data.printing --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from data.printing.gold import gold, gold_text
from data.printing.other import EXPECTED, other_files
from data.printing.printer import print_source
from data.printing.source import load_source
from data.printing.style import Style, load_styles, random_style

DATA = Path(__file__).parents[1]
SOURCES, SAMPLES = DATA / "sources", DATA / "samples"


def write_print(source_file: Path, style: Style | None, out: Path) -> str:
    """Print one source to `out` with its gold file beside it; returns a line that says what was written."""
    source = load_source(source_file)
    style = style or load_styles()[source.style]
    printed = print_source(source, style)
    out.write_bytes(printed.pdf)
    data = gold(source, style, printed, out.name)
    out.with_suffix(".gold.json").write_text(gold_text(data), encoding="utf-8")
    return (
        f"{out.name}: {source.form} {source.version}, {style.name}, {printed.pages} pages, "
        f"{len(printed.entries)} answers, {len(printed.changes)} changes, {len(printed.pdf) // 1024} KB"
    )


def write_others() -> None:
    """Write the files that are no assessments, and what should become of each."""
    folder = SAMPLES / "other"
    folder.mkdir(parents=True, exist_ok=True)
    source = load_source(SOURCES / "kiso_h31_child_allowance.yaml")
    for name, content in other_files(print_source(source, Style()).pdf).items():
        (folder / name).write_bytes(content)
    expected = json.dumps(EXPECTED, indent=1)
    (folder / "expected.json").write_text(expected + "\n", encoding="utf-8")


def main() -> None:
    """Print what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m data.printing", description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", help="a YAML of data/sources")
    parser.add_argument("-o", "--out", type=Path, help="the PDF to write; its gold file goes beside it")
    parser.add_argument("--style", help="a style of styles.yaml, instead of the source's own")
    parser.add_argument("--random-style", type=int, metavar="SEED", help="a style drawn at random")
    parser.add_argument("--list-styles", action="store_true", help="name the styles and what they change")
    parser.add_argument("--all", action="store_true", help="print every sample anew into data/samples")
    args = parser.parse_args()
    if args.list_styles:
        for name, style in load_styles().items():
            plain = Style().to_dict()
            print(name, {knob: value for knob, value in style.to_dict().items() if value != plain[knob]})
    elif args.all or not args.source:
        for path in sorted(SOURCES.glob("*.yaml")):
            print(write_print(path, None, SAMPLES / f"{path.stem}.pdf"))
        write_others()
    else:
        chosen = load_styles()[args.style] if args.style else None
        if args.random_style is not None:
            chosen = random_style(args.random_style)
        print(write_print(args.source, chosen, args.out or Path(f"{args.source.stem}.pdf")))


if __name__ == "__main__":
    main()
