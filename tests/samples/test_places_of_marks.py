"""Every mark says where its brackets are printed, in a print and in a scan that lies askew."""

from __future__ import annotations

import pytest

from extract.document import read_pages
from normalize.records import Status
from tests.normalize.printed import read_document
from tests.samples.gold import SAMPLES

PAGES = range(1, 5, 3)
"""The first page tells the form, the fourth has boxes behind headings and in a row."""


def _marks(name: str) -> list[tuple[str, bool | None, str | None, tuple[float, ...]]]:
    reading = read_document(read_pages((SAMPLES / f"{name}.pdf").read_bytes(), PAGES))
    return [
        (mark.option, mark.checked, mark.sign, tuple(round(edge, 1) for edge in mark.place.box))
        for mark in reading.marks if mark.place.page == 4 and mark.status is not Status.NOT_FOUND
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kiso_r7_national_health", [
            ("委託しない", False, None, (463.7, 321.7, 486.9, 331.2)),
            ("提供・移転しない", True, "○", (436.7, 380.0, 459.9, 389.4)),
            ("接続しない（入手）", False, None, (302.6, 435.5, 325.8, 445.0)),
            ("接続しない（提供）", False, None, (418.5, 435.5, 441.6, 445.0)),
            ("人手を介在させる作業はない", True, "○", (391.7, 591.5, 414.9, 601.0)),
            ("自己点検", True, "○", (175.3, 674.7, 198.5, 684.1)),
            ("内部監査", True, "○", (301.1, 674.7, 324.3, 684.1)),
            ("外部監査", True, "○", (427.0, 674.7, 450.1, 684.1)),
        ]),
        ("kiso_r7_national_health_scan300bw", [
            ("委託しない", False, None, (464.0, 323.1, 485.6, 332.3)),
            ("提供・移転しない", True, "○", (436.7, 381.0, 458.4, 390.2)),
            ("接続しない（入手）", False, None, (302.0, 435.9, 323.9, 445.1)),
            ("接続しない（提供）", False, None, (417.9, 436.6, 439.8, 445.8)),
            ("人手を介在させる作業はない", True, "○", (390.1, 592.2, 412.0, 601.7)),
            ("自己点検", True, "○", (173.6, 674.1, 195.3, 683.4)),
            ("内部監査", True, "○", (299.4, 674.9, 321.0, 684.1)),
            ("外部監査", True, "○", (425.1, 675.7, 446.8, 684.7)),
        ]),
    ],
)  # fmt: skip
def test_marks_stand_where_their_brackets_are(name: str, expected: object) -> None:
    assert _marks(name) == expected
