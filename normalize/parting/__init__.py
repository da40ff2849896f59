"""A file → its assessments: where each begins and ends, and which form it fills in."""
