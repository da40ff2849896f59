"""Rules → the cells of tables."""
