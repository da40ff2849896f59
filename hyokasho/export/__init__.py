"""A dataset in other formats: read table by table, written whole or not at all."""
