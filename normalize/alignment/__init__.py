"""Printed rows → labels: the cheapest way through a whole print and its form, and where each label stands."""
