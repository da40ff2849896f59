"""Results → tables, which take the place of older ones at one moment."""
