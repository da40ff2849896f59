"""Command line of the printer: `python -m data.printing --help`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from data.printing.gold import gold, gold_text
from data.printing.other import EXPECTED, other_files
from data.printing.printer import print_source
from data.printing.scan import Scan, load_scans, random_scan
from data.printing.scanner import scanned
from data.printing.source import Source, load_source
from data.printing.style import Style, embedded, load_styles, random_style

DATA = Path(__file__).parents[1]
SOURCES, SAMPLES = DATA / "sources", DATA / "samples"


def write_print(source: Source, style: Style, out: Path, scan: Scan | None = None) -> str:
    """Print one source to `out` with its gold file beside it; returns a line that says what was written.

    With `scan` the file holds pictures of pages. A face that is named only is then embedded: who prints has it.
    """
    style = embedded(style) if scan else style
    printed = print_source(source, style)
    pdf = scanned(printed.pdf, scan) if scan else printed.pdf
    out.write_bytes(pdf)
    data = gold(source, style, printed, out.name, scan)
    out.with_suffix(".gold.json").write_text(gold_text(data), encoding="utf-8")
    return (
        f"{out.name}: {source.form} {source.version}, {style.name}, {data['kind']}, {printed.pages} pages, "
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
        source = load_source(path)
        print(write_print(source, load_styles()[source.style], SAMPLES / f"{path.stem}.pdf"))
        for end, copy in source.scans.items():
            out = SAMPLES / f"{path.stem}_{end}.pdf"
            print(write_print(source, load_styles()[copy.style], out, load_scans()[copy.scan]))
    write_others()


def list_settings(settings: Mapping[str, Style] | Mapping[str, Scan], plain: Style | Scan) -> None:
    """Name styles or scans and what each changes of a plain one."""
    knobs = plain.to_dict()
    for name, setting in settings.items():
        print(name, {knob: value for knob, value in setting.to_dict().items() if value != knobs[knob]})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m data.printing", description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", help="a YAML of data/sources; none: print all samples")
    parser.add_argument("-o", "--out", type=Path, help="the PDF to write; its gold file goes beside it")
    parser.add_argument("--style", help="a style of styles.yaml, instead of the source's own")
    parser.add_argument("--random-style", type=int, metavar="SEED", help="a style drawn at random")
    parser.add_argument("--font", type=Path, metavar="FILE", help="a TrueType or OpenType font instead of the style's")
    parser.add_argument("--scan", choices=load_scans(), help="write pictures of the pages, as scans.yaml says")
    parser.add_argument("--random-scan", type=int, metavar="SEED", help="the same, with settings drawn at random")
    parser.add_argument("--dpi", type=int, help="resolution of a scan, instead of its setting's")
    parser.add_argument("--skew", type=float, help="degrees that a scan is turned, instead of its setting's")
    parser.add_argument("--list-styles", action="store_true", help="name the styles and what they change")
    parser.add_argument("--list-scans", action="store_true", help="name the settings of scans and what they change")
    parser.add_argument("--all", action="store_true", help="print every sample anew into data/samples")
    return parser.parse_args()


def _style(args: argparse.Namespace, source: Source) -> Style:
    """The style that the arguments ask for."""
    style = load_styles()[args.style or source.style]
    if args.random_style is not None:
        style = random_style(args.random_style)
    return replace(style, font=str(args.font)) if args.font else style


def _scan(args: argparse.Namespace) -> Scan | None:
    """The scan that the arguments ask for, if any."""
    scan = load_scans()[args.scan] if args.scan else None
    if args.random_scan is not None:
        scan = random_scan(args.random_scan)
    given = {knob: getattr(args, knob) for knob in ("dpi", "skew") if getattr(args, knob) is not None}
    return replace(scan, **given) if scan else None


def main() -> None:
    """Print what the arguments ask for."""
    args = _arguments()
    if args.list_styles:
        list_settings(load_styles(), Style())
    elif args.list_scans:
        list_settings(load_scans(), Scan())
    elif args.all or not args.source:
        write_all()
    else:
        source = load_source(args.source)
        out = args.out or Path(f"{args.source.stem}.pdf")
        print(write_print(source, _style(args, source), out, _scan(args)))


if __name__ == "__main__":
    main()
