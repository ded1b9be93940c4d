"""Screens of units, people and signing in."""
