"""What a person should look at: doubtful values and what does not agree."""
