"""Which label, heading or form a printed text is."""
