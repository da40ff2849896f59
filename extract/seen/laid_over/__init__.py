"""What stands over a page: annotations, fields, rings, notes, seals."""
