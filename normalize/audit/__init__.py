"""What a print holds that nothing took, and what its form prints that was not found."""
