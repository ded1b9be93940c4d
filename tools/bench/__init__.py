"""Benchmarks: each measures a thing beside a baseline in the same run and prints the ratio, never a verdict by the clock."""
