"""A province's bloc whose base organisations go out to the communes: for now its 77 base organisations."""

from __future__ import annotations

from lantoa.demo.accounts import ensure_accounts
from lantoa.demo.tables import establish_units

ROOT = "gr-bloc"


def load() -> None:
    """Establish the bloc and its base organisations."""
    establish_units("grassroots_units.csv")
    ensure_accounts()
