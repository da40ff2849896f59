"""The file and the instance of each label of a print."""
