"""Legal moves as data. A workflow is a table, one row a move; this file is the only place that assigns a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from lantoa.kit.numbers import format_date
from lantoa.kit.ruling import YES, Ruling, first_refusal, no

STATE_TONES = frozenset({"neutral", "info", "needs", "done", "stopped"})
PRIMARY, SECONDARY, QUIET, DANGER = MOVE_TONES = ("primary", "secondary", "quiet", "danger")
COUNTED = "counted"
"""In place of the words of what a move will cause: the road works them out, since it looks at other rows."""


@dataclass(frozen=True)
class Move:
    """One row of the table. `name` is the service, the audit verb and the permission's verb.

    `sources`: one state or several; `label`: on the button, `again` where the record is in the target state already;
    `past`: in the timeline and in the message ("đã duyệt đăng ký"); `slug`: last segment of the address; `reason`: what is
    said when the reason is missing, "" where none is needed; `causes`: what it will do, shown before it is confirmed: words
    (with {record} and {today}), a function of the record, or COUNTED; `story`: words where another record's history tells
    the move, if not those of the button; `is_automatic`: made by the calendar, a worker or another deed, so that it has no
    button, no address and no rule.
    """

    name: str
    sources: tuple[str, ...] | str
    target: str
    label: str
    past: str
    slug: str
    tone: str = SECONDARY
    icon: str = ""
    reason: str = ""
    causes: str | Callable[[Any], str] = ""
    again: str = ""
    story: str = ""
    is_automatic: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.sources, str):
            object.__setattr__(self, "sources", (self.sources,))

    @property
    def needs_reason(self) -> bool:
        return bool(self.reason)

    def label_in(self, state: str) -> str:
        """The words on the button of a record in this state."""
        return self.again if self.again and state == self.target else self.label

    def consequence_for(self, record: Any) -> str:
        """What the move will do to this record, in words; "" where that goes without saying or is counted by the road."""
        if callable(self.causes):
            return self.causes(record)
        if self.causes == COUNTED:
            return ""
        return self.causes.format(record=record, today=format_date(timezone.localdate()))


def automatic(name: str, sources: tuple[str, ...] | str, target: str, label: str, past: str, slug: str) -> Move:
    """A row for a move that no person makes by itself."""
    return Move(name, sources, target, label, past, slug, is_automatic=True)


class Workflow:
    """A table of moves over the states of one model, held in its field `state`; or, with `state_of`, worked out from the
    record, "" or None while it is in none. `tones`: the tone of each state's badge. Raises `ValueError` for a table that
    lacks a part."""

    def __init__(
        self,
        name: str,
        states: type[models.TextChoices],
        initial: str,
        moves: Iterable[Move],
        *,
        tones: Mapping[str, str],
        state_of: Callable[[Any], str | None] | None = None,
    ) -> None:
        rows = tuple(moves)
        self.name = name
        self.states = states
        self.initial = initial
        self.tones = dict(tones)
        self.moves = {move.name: move for move in rows}
        self._state_of = state_of
        if faults := [*self._faults_of_states(), *self._faults_of_rows(rows)]:
            raise ValueError(f"{name}: {'; '.join(faults)}")

    def _faults_of_states(self) -> Iterable[str]:
        known = set(self.states.values)
        named = {self.initial} | {state for move in self.moves.values() for state in (*move.sources, move.target)}
        if named != known:
            yield f"states {sorted(named ^ known)} are in the table or in the enum, not in both"
        if set(self.tones) != known:
            yield f"states {sorted(set(self.tones) ^ known)} have no tone, or a tone and no state"
        if strange := set(self.tones.values()) - STATE_TONES:
            yield f"tones {sorted(strange)} are none of {sorted(STATE_TONES)}"

    def _faults_of_rows(self, rows: tuple[Move, ...]) -> Iterable[str]:
        for part in ("name", "slug"):
            held = [getattr(move, part) for move in rows]
            yield from (f"{part} “{value}” is used twice" for value in sorted({v for v in held if held.count(v) > 1}))
        for move in rows:
            wanted = ("label", "past", "slug") if move.is_automatic else ("label", "past", "slug", "icon")
            yield from (f"move “{move.name}” has no {part}" for part in wanted if not getattr(move, part).strip())
            if move.tone not in MOVE_TONES:
                yield f"move “{move.name}”: tone “{move.tone}” is none of {MOVE_TONES}"

    @property
    def personal_moves(self) -> list[Move]:
        """The moves that people make."""
        return [move for move in self.moves.values() if not move.is_automatic]

    @property
    def history_words(self) -> dict[str, str]:
        """Audit verb → words, for the history of another record than the one that is moved."""
        return {move.name: move.story or move.label for move in self.personal_moves}

    def by_slug(self, slug: str) -> Move | None:
        return next((move for move in self.moves.values() if move.slug == slug), None)

    def state_of(self, record: Any) -> str | None:
        return self._state_of(record) if self._state_of else record.state

    def tone_of(self, state: str | None) -> str:
        """The tone of this state's badge; that of nothing in particular where there is no state."""
        return self.tones[state] if state else "neutral"

    def label_of(self, state: str) -> str:
        return self.states(state).label

    def ruling(self, state: str, name: str) -> Ruling:
        """May a record in `state` make the move `name`? Says nothing of who may."""
        move = self.moves[name]
        if state in move.sources:
            return YES
        return no(f"Không thể “{move.label.lower()}” khi đang ở trạng thái “{self.label_of(state)}”.")

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


class MoveRules:
    """Who may make each move of one table: a rule `(person, record, *more) → Ruling` a move, under the move's name.

    Called with (person, record, name, *more) it asks the table first, then the rule. Raises `ValueError` when a move of
    people has no rule, or a rule no move.
    """

    def __init__(self, workflow: Workflow, /, **rules: Callable[..., Ruling]) -> None:
        self.workflow = workflow
        self.rules = rules
        wanted = {move.name for move in workflow.personal_moves}
        faults = [f"move “{name}” has no rule" for name in sorted(wanted - set(rules))]
        faults += [f"rule “{name}” has no move of people" for name in sorted(set(rules) - wanted)]
        if faults:
            raise ValueError(f"{workflow.name}: {'; '.join(faults)}")

    def __call__(self, person: Any, record: Any, name: str, *more: Any, state: str | None = None) -> Ruling:
        """`state`: where the record stands, when that is asked of another moment than now."""
        return first_refusal(
            lambda: self.workflow.ruling(state or self.workflow.state_of(record), name),
            lambda: self.rules[name](person, record, *more),
        )
