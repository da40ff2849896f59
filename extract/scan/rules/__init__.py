"""Ink → rulings."""
