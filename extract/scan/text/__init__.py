"""Ink → lines of text."""
