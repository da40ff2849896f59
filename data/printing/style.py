"""How a print may vary (印刷様式): one frozen record of knobs, named styles in YAML, and random ones."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.printing.fonts import EMBEDDED_INSTEAD, is_font_file

STYLES_FILE = Path(__file__).with_name("styles.yaml")

CHOICES: dict[str, tuple[Any, ...]] = {
    "printer": ("excel", "libreoffice"),
    "font": ("sans", "serif", "heisei-gothic", "heisei-mincho"),
    "cid": (True, False),
    "fs": (0.8, 0.9, 1.0, 1.1, 1.2),
    "hscale": (1.0, 1.0, 0.9, 0.82),
    "label_cols": (7, 8, 9, 10, 12),
    "fills": ("none", "blue", "grey", "green", "white"),
    "footer": ("none", "plain", "dash", "of", "name"),
    "ruling": ("stroke", "fill", "double", "dotted"),
    "ruling_w": (0.25, 0.5, 0.75, 1.0),
    "frame_w": (1.0, 2.0, 3.0),
    "rail": ("closed", "open"),
    "inner": ("none", "value", "bracket", "mark", "options"),
    "shuffle": (True, False),
    "runs": ("line", "line", "char"),
    "bracket": ("cells", "run"),
    "mark": ("○", "〇", "◯", "●", "✓", "レ"),
    "digits": ("", "half", "full"),
    "paren": ("", "half", "full"),
    "bold": ("real", "twice", "none"),
    "title_row": ("bare", "ruled"),
    "rotate": (False, False, True),
    "prefix": ("", "", "（案）", "資料３－１", "【公表用】"),
    "paper": ("A4", "A4", "B4", "A3"),
    "landscape": (False, False, False, True),
    "margin": (24.0, 36.0, 42.5, 56.0),
    "fit": (1.0, 1.0, 0.9, 0.8),
    "header_repeat": (True, False),
    "change_fs": (6.5, 8.0, 9.0),
    "change_cols": (
        (9, 18, 40, 40, 8, 20),
        (9, 14, 22, 22, 5, 14),
        (10, 20, 30, 30, 7, 12),
    ),
    "change_paper": ("A4", "A4", "A3"),
    "change_landscape": (True, True, False),
    "split": ("long", "any"),
    "split_label": ("blank", "repeat", "middle"),
    "split_open": (True, True, False),
    "block_breaks": (True, False),
    "section_breaks": (True, True, False),
    "instance_headings": ("used", "all"),
    "option_cols": (1, 2, 3),
    "label_variants": (0.0, 0.0, 0.3),
    "radicals": (0.0, 0.0, 0.15),
    "kinsoku": (True, False),
    "valign": ("center", "top"),
    "label_space": ("\u3000", " ", ""),
    "spaces": (False, False, True),
    "turn": (90, 270),
    "crop": (0.0, 0.0, 0.0, 20.0),
    "xobject": (False, False, False, True),
    "brackets": ("[]", "[]", "［］"),
    "distribute": (False, False, True),
    "long_fs": (1.0, 1.0, 0.8),
    "header": ("none", "none", "name", "note"),
    "watermark": ("", "", "", "案", "SAMPLE"),
    "underlined": (0.0, 0.0, 0.1),
    "figure": ("none", "boxes"),
    "ruling_grey": (0.0, 0.0, 0.5),
}
NOT_IN_JIS = ("✓",)  # marks that the fonts without embedding cannot name
FREE_WORDS = ("prefix", "mark", "watermark")


@dataclass(frozen=True)
class Style:
    """One way to print. Lengths are points, `fs`, `hscale` and `fit` factors, `*_cols` sheet columns.

    `radicals`, `label_variants` and `underlined` are the share of characters (部首), labels and lines that
    are printed as their look-alikes, in a spelling variant, or blue with a line under them; `seed` decides
    which, and the order of shuffled text. `font` may be the path of a font file. `long_fs` is the scale of long
    answers (縮小して全体を表示), `crop` the room around the crop box, `xobject` puts a page's content into a form
    XObject.
    """

    name: str = "plain"
    printer: str = "excel"
    font: str = "sans"
    cid: bool = True
    fs: float = 1.0
    hscale: float = 1.0
    label_cols: int = 9
    fills: str = "blue"
    footer: str = "plain"
    ruling: str = "stroke"
    ruling_w: float = 0.5
    frame_w: float = 2.0
    rail: str = "closed"
    inner: str = "none"
    shuffle: bool = False
    runs: str = "line"
    bracket: str = "cells"
    mark: str = "○"
    digits: str = ""
    paren: str = ""
    bold: str = "real"
    title_row: str = "bare"
    rotate: bool = False
    prefix: str = ""
    paper: str = "A4"
    landscape: bool = False
    margin: float = 42.5
    fit: float = 1.0
    header_repeat: bool = True
    change_fs: float = 9.0
    change_cols: tuple[int, ...] = (9, 18, 40, 40, 8, 20)
    change_paper: str = "A4"
    change_landscape: bool = True
    split: str = "long"
    split_label: str = "blank"
    split_open: bool = True
    block_breaks: bool = True
    section_breaks: bool = True
    instance_headings: str = "used"
    option_cols: int = 2
    label_variants: float = 0.0
    radicals: float = 0.0
    kinsoku: bool = True
    valign: str = "center"
    label_space: str = "\u3000"
    spaces: bool = False
    turn: int = 90
    crop: float = 0.0
    xobject: bool = False
    brackets: str = "[]"
    distribute: bool = False
    long_fs: float = 1.0
    header: str = "none"
    watermark: str = ""
    underlined: float = 0.0
    figure: str = "none"
    ruling_grey: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a word that no printing module knows."""
        for knob, choices in CHOICES.items():
            value = getattr(self, knob)
            free = knob in FREE_WORDS or (knob == "font" and is_font_file(value))
            if isinstance(value, str) and not free and value not in choices:
                raise ValueError(f"style {self.name}: {knob}={value!r} is none of {choices}")
        if self.font.startswith("heisei") and (self.radicals or self.mark in NOT_IN_JIS):
            raise ValueError(f"style {self.name}: {self.font} has neither radicals nor {NOT_IN_JIS}")

    def to_dict(self) -> dict[str, Any]:
        """The knobs as plain data, tuples as lists, of a font file its name (for YAML and gold files)."""
        knobs = {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(self).items()}
        return {**knobs, "font": Path(self.font).name}


def style_from_dict(name: str, knobs: dict[str, Any]) -> Style:
    """Make a style from YAML. Raises ValueError for a knob that does not exist."""
    unknown = set(knobs) - {field.name for field in fields(Style)}
    if unknown:
        raise ValueError(f"style {name}: unknown knobs {sorted(unknown)}")
    if "change_cols" in knobs:
        knobs = {**knobs, "change_cols": tuple(knobs["change_cols"])}
    return replace(Style(), name=name, **knobs)


@cache
def load_styles() -> dict[str, Style]:
    """The named styles of `styles.yaml`, by name."""
    data = yaml.safe_load(STYLES_FILE.read_text(encoding="utf-8"))
    return {name: style_from_dict(name, knobs or {}) for name, knobs in data.items()}


def embedded(style: Style) -> Style:
    """The style with its face embedded: what the printer's own computer has on paper."""
    return replace(style, font=EMBEDDED_INSTEAD.get(style.font, style.font))


def random_style(seed: int) -> Style:
    """A style with every knob drawn at random; the same seed gives the same style."""
    draw = random.Random(seed)
    knobs = {knob: draw.choice(choices) for knob, choices in CHOICES.items()}
    if knobs["font"].startswith("heisei"):
        knobs["radicals"] = 0.0
        knobs["mark"] = "○" if knobs["mark"] in NOT_IN_JIS else knobs["mark"]
    return Style(name=f"random-{seed}", seed=seed, **knobs)
