"""Command line of the printer: `python -m data.printing --help`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from data.printing.gold import gold, gold_text
from data.printing.other import EXPECTED, other_files
from data.printing.printer import print_source
from data.printing.scan import Scan, scanned
from data.printing.source import load_source
from data.printing.style import Style, load_styles, random_style

DATA = Path(__file__).parents[1]
SOURCES, SAMPLES = DATA / "sources", DATA / "samples"


def write_print(source_file: Path, style: Style | None, out: Path, scan: Scan | None = None) -> str:
    """Print one source to `out` with its gold file beside it; returns a line that says what was written.

    With `scan` the file holds pictures of the pages. Raises ValueError where a scanned font is not embedded.
    """
    source = load_source(source_file)
    style = style or load_styles()[source.style]
    if scan and style.font.startswith("heisei"):
        raise ValueError(f"{style.name}: a font that is not embedded has no picture to scan")
    printed = print_source(source, style)
    pdf = scanned(printed.pdf, scan) if scan else printed.pdf
    out.write_bytes(pdf)
    data = gold(source, style, printed, out.name, scan)
    out.with_suffix(".gold.json").write_text(gold_text(data), encoding="utf-8")
    return (
        f"{out.name}: {source.form} {source.version}, {style.name}, {printed.pages} pages, "
        f"{len(printed.entries)} answers, {len(printed.changes)} changes, {len(pdf) // 1024} KB"
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


def write_all() -> None:
    """Write every sample anew."""
    for path in sorted(SOURCES.glob("*.yaml")):
        print(write_print(path, None, SAMPLES / f"{path.stem}.pdf"))
    write_others()


def list_styles() -> None:
    """Name the styles and what each changes of a plain print."""
    plain = Style().to_dict()
    for name, style in load_styles().items():
        print(name, {knob: value for knob, value in style.to_dict().items() if value != plain[knob]})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m data.printing", description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", help="a YAML of data/sources; none: print all samples")
    parser.add_argument("-o", "--out", type=Path, help="the PDF to write; its gold file goes beside it")
    parser.add_argument("--style", help="a style of styles.yaml, instead of the source's own")
    parser.add_argument("--random-style", type=int, metavar="SEED", help="a style drawn at random")
    parser.add_argument("--scan", choices=("grey", "bw"), help="write pictures of the pages, without text")
    parser.add_argument("--dpi", type=int, default=200, help="resolution of a scan")
    parser.add_argument("--skew", type=float, default=0.0, help="degrees that a scan is turned")
    parser.add_argument("--list-styles", action="store_true", help="name the styles and what they change")
    parser.add_argument("--all", action="store_true", help="print every sample anew into data/samples")
    return parser.parse_args()


def main() -> None:
    """Print what the arguments ask for."""
    args = _arguments()
    if args.list_styles:
        list_styles()
    elif args.all or not args.source:
        write_all()
    else:
        chosen = load_styles()[args.style] if args.style else None
        if args.random_style is not None:
            chosen = random_style(args.random_style)
        scan = Scan(args.dpi, args.scan, args.skew) if args.scan else None
        print(write_print(args.source, chosen, args.out or Path(f"{args.source.stem}.pdf"), scan))


if __name__ == "__main__":
    main()
