"""Names of vendors."""
