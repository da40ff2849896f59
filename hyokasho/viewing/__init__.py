"""`show` and `tables`: one file read in a jailed process, and what that prints on this one's screen."""
