"""Reads a whole archive unattended: inputs → tasks → an engine → results kept by content → tables."""
