"""The text layer: glyphs with their places, and whether the layer can be believed."""
