"""Lan Tỏa: the open system that runs the "Dân vận khéo" emulation movement of a province."""
