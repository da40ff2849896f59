"""Results kept by content and by build."""
