"""Fictional assessments, the package that prints them, and the prints (標本)."""
