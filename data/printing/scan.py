"""A print as a scanner returns it (スキャン): pictures of its pages, skewed and noisy."""

from __future__ import annotations

import io
import time
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

THRESHOLD = 160  # grey levels from which a point is white in a black and white scan
JPEG_QUALITY = 60
NO_DATE = time.gmtime(0)


@dataclass(frozen=True)
class Scan:
    """How to scan: `mode` is grey or bw, `skew` degrees, `noise` the deviation of grey levels."""

    dpi: int = 200
    mode: str = "grey"
    skew: float = 0.0
    noise: float = 4.0
    seed: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The settings as plain data, for gold files."""
        return asdict(self)


def scanned(pdf: bytes, scan: Scan) -> bytes:
    """The pages of `pdf` as pictures in a new PDF without text. The same input gives the same bytes."""
    noise = np.random.default_rng(scan.seed)
    with pdfium.PdfDocument(pdf) as document:
        pictures = [_picture(page, scan, noise) for page in document]
    buffer = io.BytesIO()
    pictures[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=pictures[1:],
        resolution=scan.dpi,
        **({"quality": JPEG_QUALITY} if scan.mode == "grey" else {}),
        creationDate=NO_DATE,
        modDate=NO_DATE,
    )
    return buffer.getvalue()


def _picture(page: pdfium.PdfPage, scan: Scan, noise: np.random.Generator) -> Image.Image:
    picture = page.render(scale=scan.dpi / 72, grayscale=True).to_pil().convert("L")
    if scan.skew:
        picture = picture.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=255)
    levels = np.asarray(picture, dtype=np.float32)
    levels = levels + noise.normal(0.0, scan.noise, levels.shape).astype(np.float32)
    if scan.mode == "bw":
        return Image.fromarray(levels > THRESHOLD)
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
