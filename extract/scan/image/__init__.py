"""A page's picture → level ink on white."""
