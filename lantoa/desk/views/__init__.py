"""Screens of the desk: home, inbox, search, the unit one works for, errors."""
