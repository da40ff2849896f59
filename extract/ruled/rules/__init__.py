"""Painted pieces → the rules that bound cells."""
