"""Rulings and glyphs → cells with lines."""
