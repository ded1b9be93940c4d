"""Hà Nội: the city, some of its districts with wards, departments and mass organisations; for now the units only."""

from __future__ import annotations

from lantoa.demo.accounts import ensure_accounts
from lantoa.demo.tables import establish_units

ROOT = "hn"


def load() -> None:
    """Establish the city's units."""
    establish_units("ha_noi_units.csv")
    ensure_accounts()
