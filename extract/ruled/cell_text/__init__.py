"""Glyphs → the lines and option boxes of cells."""
