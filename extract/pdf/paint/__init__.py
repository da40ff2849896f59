"""What a page paints: paths, colors, and what of them can be seen."""
