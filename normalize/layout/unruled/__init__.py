"""Tables whose rows or columns no ruling parts → cells, by where their texts stand."""
