"""Sheets of this app: registered initiatives, and the numbers that units declare."""
