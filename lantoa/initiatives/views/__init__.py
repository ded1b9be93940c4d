"""Screens of initiatives and declared counts."""
