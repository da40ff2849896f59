"""The folder that a run writes, on a disk or in an object store."""
