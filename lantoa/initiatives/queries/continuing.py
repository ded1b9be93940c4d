"""What a registration that continues an earlier one takes over from it."""

from __future__ import annotations

from typing import Any

from lantoa.initiatives.models import BOXES, Initiative

CARRIED = ("name", "kind", "subject", "holder", "responsible", "sector", "tier", "place", "address", *BOXES)


def carried_over(earlier: Initiative, into: Initiative | None = None) -> dict[str, Any]:
    """Fields of the earlier registration for those that are still empty in `into` (all, when it does not exist yet).

    Never its dates: the new registration has its own.
    """
    return {name: getattr(earlier, name) for name in CARRIED if into is None or not getattr(into, name)}
