"""Pictures of pages → the same cells as from a text layer."""
