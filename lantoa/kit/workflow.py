"""Legal moves as data. A workflow is a table; this file is the only place that assigns a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from lantoa.kit.ruling import YES, Ruling, no


@dataclass(frozen=True)
class Move:
    """One row of the table. `name` is the service, the last segment of the URL, the audit verb and the permission's verb."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: str  # on the button
    past: str  # in the timeline: "đã duyệt đăng ký"
    slug: str  # in the URL
    needs_reason: bool = False
    tone: str = "secondary"


class Workflow:
    """A table of moves over the states of one model, held in its field `state`."""

    def __init__(self, name: str, states: type[models.TextChoices], initial: str, moves: Iterable[Move]) -> None:
        self.name = name
        self.states = states
        self.initial = initial
        self.moves = {move.name: move for move in moves}
        self._check()

    def _check(self) -> None:
        known = set(self.states.values)
        named = {self.initial} | {state for move in self.moves.values() for state in (*move.sources, move.target)}
        if named != known:
            raise ValueError(
                f"{self.name}: states {sorted(named ^ known)} are in the table or in the enum, not in both"
            )

    def by_slug(self, slug: str) -> Move | None:
        return next((move for move in self.moves.values() if move.slug == slug), None)

    def ruling(self, state: str, name: str) -> Ruling:
        """May a record in `state` make the move `name`? Says nothing of who may."""
        move = self.moves[name]
        if state in move.sources:
            return YES
        return no(f"Không thể “{move.label.lower()}” khi đang ở trạng thái “{self.states(state).label}”.")

    def from_state(self, state: str) -> list[Move]:
        return [move for move in self.moves.values() if state in move.sources]

    def apply(self, record: models.Model, name: str) -> tuple[str, str]:
        """Make the move on the loaded record, unsaved. Returns (before, after); raises `Refused` when the table forbids it."""
        before = record.state
        self.ruling(before, name).require()
        record.state = self.moves[name].target
        return before, record.state

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for docs/states/."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {state.value}: {state.label}" for state in self.states]
        for move in self.moves.values():
            lines += [f"    {source} --> {move.target}: {move.label}" for source in move.sources]
        finals = [state.value for state in self.states if not self.from_state(state.value)]
        lines += [f"    {state} --> [*]" for state in finals]
        return "\n".join(lines) + "\n"
