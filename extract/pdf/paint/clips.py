"""Clip paths: what they leave visible of an object."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2.raw as raw

from extract.pdf.calls import plain
from extract.pdf.coordinates import PageBox
from extract.pdf.page_objects import bounds_of
from extract.pdf.segments import segment_point

CLIP_SLACK = 1.0
"""Points by which a text object must stick out of its clip path before its glyphs are tested one by one."""

_clip_path = plain(raw.FPDFPageObj_GetClipPath)
_count_paths = plain(raw.FPDFClipPath_CountPaths)
_count_segments = plain(raw.FPDFClipPath_CountPathSegments)
_segment = plain(raw.FPDFClipPath_GetPathSegment)


def clip_boxes(handles: Sequence[int]) -> dict[int, PageBox]:
    """The clip box (left, bottom, right, top) of each object that has one, by its place in `handles`."""
    counts = np.fromiter(map(_count_paths, map(_clip_path, handles)), np.int64, len(handles))
    return {n: _clip_box(_clip_path(handles[n]), int(counts[n])) for n in np.flatnonzero(counts > 0).tolist()}


def cutting_clips(handles: Sequence[int]) -> dict[int, PageBox]:
    """The clip box (left, bottom, right, top) of each text object that reaches beyond it, by its place in `handles`."""
    clips = clip_boxes(handles)
    bounds = bounds_of([handles[n] for n in clips]).tolist()
    return {n: clip for (n, clip), row in zip(clips.items(), bounds, strict=True) if _sticks_out(row, clip)}


def _sticks_out(row: Sequence[float], clip: PageBox) -> bool:
    """Whether a box reaches beyond a clip box."""
    return (
        row[0] < clip[0] - CLIP_SLACK
        or row[1] < clip[1] - CLIP_SLACK
        or row[2] > clip[2] + CLIP_SLACK
        or row[3] > clip[3] + CLIP_SLACK
    )


def _clip_box(clip: int, count: int) -> PageBox:
    """The box that the `count` paths of a clip path leave visible."""
    left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for n in range(count):
        xs, ys = [], []
        for s in range(_count_segments(clip, n)):
            segment = _segment(clip, n, s)
            if segment and segment_point(segment, at_x, at_y):
                xs.append(x.value)
                ys.append(y.value)
        if xs:
            left, right = max(left, min(xs)), min(right, max(xs))
            bottom, top = max(bottom, min(ys)), min(top, max(ys))
    return left, bottom, right, top
