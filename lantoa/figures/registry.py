"""Every indicator, by key, as the apps contribute them, in the order in which the summary prints them."""

from __future__ import annotations

from lantoa.figures.counted import Indicator
from lantoa.figures.figures import UnknownFigure
from lantoa.kit.extension_points import contributions


def all_indicators() -> list[Indicator]:
    """All of them, those that no report prints included."""
    return contributions("figures")


def printed_indicators() -> list[Indicator]:
    """Those of the summary."""
    return [indicator for indicator in all_indicators() if indicator.is_printed]


def indicator_of(key: str) -> Indicator:
    """The indicator of this key. Raises `UnknownFigure`, naming the keys there are."""
    by_key = {indicator.key: indicator for indicator in all_indicators()}
    if key not in by_key:
        raise UnknownFigure(f"Không có chỉ tiêu “{key}”; các chỉ tiêu: {', '.join(by_key)}.")
    return by_key[key]
