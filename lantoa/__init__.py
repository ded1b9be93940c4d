"""Lan Tỏa: the open system that runs the "Dân vận khéo" emulation movement of a province."""

__version__ = "0.1.0"
