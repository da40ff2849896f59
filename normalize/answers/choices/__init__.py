"""Choices: one option of a list, by its name or its number."""
