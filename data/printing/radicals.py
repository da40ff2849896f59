"""Look-alike radicals (部首) that PDF producers write in place of common kanji."""

from __future__ import annotations

import random
from dataclasses import replace

from data.printing.cells import Piece

KANJI = "長民用人日大手金生青入力又子小工心文方月水火父田目石色行見言里門面音高食西"
LOOK_ALIKES = "⻑⺠⽤⼈⽇⼤⼿⾦⽣⻘⼊⼒⼜⼦⼩⼯⼼⽂⽅⽉⽔⽕⽗⽥⽬⽯⾊⾏⾒⾔⾥⾨⾯⾳⾼⻝⻄"
RADICALS = dict(zip(KANJI, LOOK_ALIKES, strict=True))


def with_radicals(piece: Piece, share: float, draw: random.Random) -> Piece:
    """The piece with about `share` of the kanji that have a look-alike replaced by it."""
    text = "".join(RADICALS[char] if char in RADICALS and draw.random() < share else char for char in piece.text)
    return replace(piece, text=text)
