"""An answer that knows why not: the result of every question "may this happen?", and the exception that carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ruling:
    """Yes, or no with a reason written for the person who asked."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Refused` with the reason unless the answer is yes."""
        if not self.allowed:
            raise Refused(self.reason)


YES = Ruling(True)


def no(reason: str) -> Ruling:
    return Ruling(False, reason)


def first_refusal(*checks: Callable[[], Ruling]) -> Ruling:
    """The first "no" among the checks, asked in order; yes when there is none. Later checks are not asked after a "no"."""
    for check in checks:
        ruling = check()
        if not ruling:
            return ruling
    return YES


class Refused(Exception):
    """Something was asked that may not happen. `reasons`: sentences for people, one fault each; nothing was changed."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class Stale(Refused):
    """Somebody else saved the record after this person had opened it. `fields`: names of what differs now."""

    def __init__(self, reason: str, fields: Iterable[str]) -> None:
        self.fields = list(fields)
        super().__init__(reason)
