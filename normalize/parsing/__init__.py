"""Printed rows → the cells of each answer."""
