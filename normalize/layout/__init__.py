"""Ruled cells as a reader takes them in: rows, running lines, wrapped text, excerpts."""
