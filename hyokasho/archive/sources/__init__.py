"""The inputs of a run: what they are and where."""
