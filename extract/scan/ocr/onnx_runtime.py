"""onnxruntime, loaded so that it tells nobody what runs here: the only module that imports it."""

from __future__ import annotations

import os

# Since 1.31 the library calls a host of its makers, and keeps an identifier of the device below the home folder, unless
# this is set before it initializes (its Privacy.md). Its own function for it comes after a first message.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]
