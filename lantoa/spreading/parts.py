"""Plain values that the components of this app draw. No request, no query, no markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kin:
    """An initiative in a lineage, with the copies made of it. `tone`: live, failed, ended, ancestor, current.
    `word`: the state in words, "" for the usual word of the tone. `hidden`: copies that exist but are not handed over."""

    label: str
    url: str
    unit: str = ""
    year: int | None = None
    tone: str = "live"
    word: str = ""
    copies: Sequence[Kin] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Target:
    """A unit of a spreading programme. `status`: has, doing, none, never."""

    label: str
    url: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class TargetGroup:
    """Targets under one superior."""

    label: str
    targets: Sequence[Target]
    url: str = ""
    is_open: bool = True
