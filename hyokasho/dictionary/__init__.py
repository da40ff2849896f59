"""The data dictionary, from the registry."""
