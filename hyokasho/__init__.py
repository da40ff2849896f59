"""Reads a whole archive of 特定個人情報保護評価書 into one dataset: runner, dataset writer, command line."""

__version__ = "0.1.0"
