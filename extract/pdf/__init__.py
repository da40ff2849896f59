"""What a PDF file holds: glyphs, paths, and whether it is whole."""
