"""How a print may be scanned (スキャンの設定): one frozen record of knobs, named settings in YAML, random ones."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SCANS_FILE = Path(__file__).with_name("scans.yaml")

WORDS: dict[str, tuple[str, ...]] = {
    "mode": ("grey", "bw", "colour", "unmapped"),
    "band_side": ("left", "right", "top", "bottom"),
}
QUARTERS = (0, 90, 180, 270)


@dataclass(frozen=True)
class Scan:
    """One way to scan. A knob at its default changes nothing, but for `dpi`, `mode`, `jpeg_q` and `threshold`.

    `mode`: grey and colour are JPEG of quality `jpeg_q`, bw has 1 bit (CCITT), black where grey is below
    `threshold` of 255 of white paper. `unmapped` makes no pictures: the text stays, but its fonts do not say which
    characters they print.
    Geometry: `skew` in degrees, counterclockwise; `sway` how far (degrees, and points of shift) pages may differ in
    it; `bend` how many points a horizontal line rises in the middle of the page (curl); `turn` the quarter turns
    of the pictures, clockwise, a page each and over again.
    Tone: `screen` prints grey areas as the dots of a laser printer; `blur` is the deviation in pixels; `faint` the
    share of ink that is missing; `paper` the grey level of the ground, `tint` how yellow it is (0 to 1, in colour);
    `shade` the share of light that falls off across the page.
    Dirt: `band` is the darkness (0 to 1) of a band `band_w` points wide at `band_side`, fading inwards if
    `band_fades`; `noise` the deviation of grey levels; `specks` the number of dark dots on a page.
    `hidden` puts an invisible text layer over the pictures with this share of characters misread.
    `pages` are the pages scanned, none: all.
    """

    name: str = "plain"
    dpi: int = 200
    mode: str = "grey"
    jpeg_q: int = 60
    threshold: int = 160
    skew: float = 0.0
    sway: float = 0.0
    bend: float = 0.0
    turn: tuple[int, ...] = (0,)
    screen: bool = False
    blur: float = 0.0
    faint: float = 0.0
    paper: int = 255
    tint: float = 0.0
    shade: float = 0.0
    band: float = 0.0
    band_w: float = 20.0
    band_side: str = "left"
    band_fades: bool = False
    noise: float = 0.0
    specks: int = 0
    hidden: float = 0.0
    pages: tuple[int, ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a word or a turn that no scanner knows."""
        for knob, words in WORDS.items():
            if getattr(self, knob) not in words:
                raise ValueError(f"scan {self.name}: {knob}={getattr(self, knob)!r} is none of {words}")
        if not self.turn or not set(self.turn) <= set(QUARTERS):
            raise ValueError(f"scan {self.name}: turn={self.turn} must be some of {QUARTERS}")

    def takes(self, page: int) -> bool:
        """Whether the page (from 1) is scanned."""
        return not self.pages or page in self.pages

    def kind(self, pages: int) -> str:
        """What gold files call a print of so many pages: scanned, mixed, or born_digital."""
        taken = sum(self.takes(page) for page in range(1, pages + 1))
        return "scanned" if taken == pages else "mixed" if taken else "born_digital"

    def to_dict(self) -> dict[str, Any]:
        """The settings as plain data, tuples as lists (for gold files)."""
        return {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(self).items()}


def scan_from_dict(name: str, knobs: Mapping[str, Any]) -> Scan:
    """Make settings from YAML. Raises ValueError for a knob that does not exist."""
    unknown = set(knobs) - {field.name for field in fields(Scan)}
    if unknown:
        raise ValueError(f"scan {name}: unknown knobs {sorted(unknown)}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in knobs.items()}
    return replace(Scan(), name=name, **values)


@cache
def load_scans() -> dict[str, Scan]:
    """The named settings of `scans.yaml`, by name."""
    data = yaml.safe_load(SCANS_FILE.read_text(encoding="utf-8"))
    return {name: scan_from_dict(name, knobs or {}) for name, knobs in data.items()}


def random_scan(seed: int) -> Scan:
    """Settings with every knob drawn at random within what office scanners give; the same seed, the same settings.

    All pages are scanned, upright and without a text layer in most draws.
    """
    draw = random.Random(seed)
    mode = draw.choice(("grey", "grey", "bw", "colour"))
    return Scan(
        name=f"random-{seed}",
        dpi=draw.choice((200, 200, 300, 300) if mode == "bw" else (150, 200, 200, 300)),
        mode=mode,
        jpeg_q=draw.choice((35, 50, 60, 75, 90)),
        threshold=draw.randint(130, 190),
        skew=round(draw.triangular(-2.0, 2.0, 0.0), 2),
        sway=draw.choice((0.0, 0.1, 0.3)),
        bend=_some(draw, 0.3, 0.5, 3.0),
        turn=draw.choice(((0,), (0,), (0,), (0,), (90,), (180,), (270,), (0, 0, 180), (0, 90))),
        screen=draw.random() < 0.3,
        blur=round(draw.uniform(0.0, 0.5 if mode == "bw" else 1.0), 2),
        faint=_some(draw, 0.3, 0.15, 0.4 if mode == "bw" else 0.6),
        paper=draw.choice((255, 250, 240, 225, 205)),
        tint=_some(draw, 0.3, 0.1, 0.6),
        shade=_some(draw, 0.3, 0.03, 0.2),
        band=_some(draw, 0.3, 0.3, 0.95),
        band_w=round(draw.uniform(6.0, 40.0), 1),
        band_side=draw.choice(WORDS["band_side"]),
        band_fades=draw.random() < 0.5,
        noise=round(draw.uniform(0.0, 6.0 if mode == "bw" else 12.0), 1),
        specks=draw.choice((0, 0, 10, 25, 60)),
        hidden=_some(draw, 0.15, 0.02, 0.2),
        seed=seed,
    )


def _some(draw: random.Random, share: float, low: float, high: float) -> float:
    """Nothing but in a share of the draws: then between low and high."""
    there, value = draw.random() < share, round(draw.uniform(low, high), 2)
    return value if there else 0.0
