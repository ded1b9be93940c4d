"""NEW lantoa/kit/sheets/captions.py"""

from __future__ import annotations

from collections.abc import Sequence


def _describe_filters(filters: Sequence[str]) -> list[str]:
    return [f"Lọc theo: {'; '.join(filters)}"] if filters else []
