"""Screens of the scouting."""
