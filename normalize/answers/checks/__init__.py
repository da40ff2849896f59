"""Rows of boxes: each option with its own mark."""
