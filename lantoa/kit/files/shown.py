"""Files as the components show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Photo:
    """A picture of a grid. `caption` is also what is read out for it; `note`: who and when; `badge`: a state, in `tone`."""

    url: str
    thumb_url: str
    caption: str
    note: str = ""
    badge: str = ""
    tone: str = "neutral"
