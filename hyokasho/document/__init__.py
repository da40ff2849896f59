"""One file → its verdict and the rows that it adds to each table, within its time and memory."""
