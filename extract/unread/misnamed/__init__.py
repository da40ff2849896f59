"""Signs that a font calls by other names than what they look like."""
