"""What happens to the rows at a unit that ends: the description of the end, and the parts by which each app answers for it.

An app lists its parts in `consequences.py`, one line a kind of row; preview, list, change and undoing are read from the same
line, so that what was shown is what happens. Why rows move or stay: docs/decisions/0017-a-unit-ends.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import reduce
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint
from django.urls import reverse

from lantoa.kit import audit
from lantoa.kit.extension_points import Consequence, Effect
from lantoa.kit.ruling import Refused
from lantoa.units.models import ChangedRow, Person, Unit, UnitChange

MOVE = "units.end"


@dataclass(frozen=True)
class UnitEnd:
    """The move "units.end". `on`: the last day of the unit; `successor`: who goes on with its work, if anybody; `superior`:
    its last superior; `moves_roles`: whether its people go on at the successor."""

    on: date
    successor: Unit | None
    superior: Unit | None
    reason: str = ""
    moves_roles: bool = False
    change: UnitChange | None = None

    @property
    def heir(self) -> Unit | None:
        """To whom goes what cannot stay."""
        return self.successor or self.superior

    @property
    def next_day(self) -> date:
        return self.on + timedelta(days=1)


class Fate(Enum):
    """What becomes of the rows of a part."""

    MOVES = "moves"
    ENDS = "ends"
    STAYS = "stays"
    REFUSES = "refuses"


@dataclass(frozen=True)
class UnitPart:
    """One kind of row at a unit, and what becomes of it.

    `key`: in addresses; `words`: after a number; `rows(unit, end)`: which; `change(row, end)`: sets fields of the loaded row,
    unsaved; `follow(row, end, before)`: a row to make beside it, or None; `becomes(end)`: in words for the preview;
    `refusal`: of a part that refuses, why; `page`: way from a row to the record that has a page; `field`: of a part that
    moves, what leads to the unit.
    """

    key: str
    words: str
    rows: Callable[[Unit, UnitEnd], QuerySet]
    fate: Fate
    becomes: Callable[[UnitEnd], str]
    change: Callable[[Any, UnitEnd], None] | None = None
    follow: Callable[[Any, UnitEnd, dict], Model | None] | None = None
    refusal: str = ""
    page: str = ""
    field: str = ""

    def fault_of(self, row: Model) -> str:
        """Why the changed, unsaved row cannot be kept, "" when it can: another row of that kind is there already."""
        constraints = row._meta.constraints if self.field else ()
        try:
            for constraint in constraints:
                if isinstance(constraint, UniqueConstraint) and self.field in constraint.fields:
                    constraint.validate(type(row), row)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""


def moves(key: str, words: str, rows: Callable, *, field: str = "unit", page: str = "") -> UnitPart:
    """Rows that go to the successor, or else to the superior."""

    def change(row: Any, end: UnitEnd) -> None:
        setattr(row, field, end.heir)
        if field == "unit" and hasattr(row, "revision"):
            row.revision += 1  # a form that was opened before is stale

    def becomes(end: UnitEnd) -> str:
        return f"chuyển sang {end.heir.name}" if end.heir else "không có đơn vị nào nhận"

    return UnitPart(key, words, rows, Fate.MOVES, becomes, change, page=page, field=field)


def ends(key: str, words: str, rows: Callable, change: Callable, *, becomes: str, page: str = "") -> UnitPart:
    """Rows that close with the unit."""
    return UnitPart(key, words, rows, Fate.ENDS, lambda end: becomes, change, page=page)


def stays(key: str, words: str, rows: Callable, *, page: str = "", becomes: str = "") -> UnitPart:
    """Rows that keep their place in history; whoever works at the successor, or else above, goes on with them."""

    def describe(end: UnitEnd) -> str:
        return becomes or (f"giữ ở đơn vị này, {end.heir.name} làm tiếp" if end.heir else "giữ trong lịch sử")

    return UnitPart(key, words, rows, Fate.STAYS, describe, page=page)


def refuses(key: str, words: str, rows: Callable, refusal: str, *, page: str = "") -> UnitPart:
    """Rows with which the unit cannot end on that day."""
    return UnitPart(key, words, rows, Fate.REFUSES, lambda end: "chưa kết thúc được", refusal=refusal, page=page)


class UnitEndConsequence(Consequence):
    """The parts of one app as a consequence; keeps them, so that one part's rows can be listed."""

    parts: tuple[UnitPart, ...]


def consequence_of_end(order: int, parts: Iterable[UnitPart]) -> UnitEndConsequence:
    """What follows from "units.end" for these parts."""
    parts = tuple(parts)

    def preview(unit: Unit, end: UnitEnd) -> Iterator[Effect]:
        for part in parts:
            if effect := _effect(part, unit, end):
                yield effect

    def apply(unit: Unit, end: UnitEnd, *, by: Person | None) -> None:
        for part in parts:
            if part.change is not None:
                _apply(part, unit, end, by)

    made = UnitEndConsequence(MOVE, order, preview, apply)
    object.__setattr__(made, "parts", parts)
    return made


def part_url(part: UnitPart, unit: Unit, end: UnitEnd) -> str:
    """Where the rows of the part are listed."""
    asked = {"ngay": end.on.isoformat()} | ({"ke-thua": end.successor.code} if end.successor else {})
    if end.moves_roles:
        asked["vai-tro"] = "chuyen"
    return f"{reverse('unit_end_part', args=[unit.code, part.key])}?{urlencode(asked)}"


def _effect(part: UnitPart, unit: Unit, end: UnitEnd) -> Effect | None:
    rows = part.rows(unit, end)
    count = rows.count()
    if not count:
        return None
    refusal = part.refusal if part.fate is Fate.REFUSES else ""
    if part.fate is Fate.MOVES:
        refusal = _refusal_of_moving(part, rows, end)
    return Effect(part.words, count, part_url(part, unit, end), refusal, part.becomes(end))


def _refusal_of_moving(part: UnitPart, rows: QuerySet, end: UnitEnd) -> str:
    if part.field and end.heir is None:
        return "Không có cấp trên để nhận; hãy chọn đơn vị kế thừa."
    if not any(
        isinstance(rule, UniqueConstraint) and part.field in rule.fields for rule in rows.model._meta.constraints
    ):
        return ""
    for row in rows:
        part.change(row, end)
        if fault := part.fault_of(row):
            return f"“{row}”: {fault} Hãy xử lý dòng này trước."
    return ""


def _apply(part: UnitPart, unit: Unit, end: UnitEnd, by: Person | None) -> None:
    verb = _verb(part)
    for row in part.rows(unit, end).order_by("pk").select_for_update(of=("self",)):
        before = values_of(row)
        part.change(row, end)
        if fault := part.fault_of(row):
            raise Refused(f"“{row}”: {fault}")
        row.save()
        after = values_of(row)
        event = _record(row, verb, part, unit, end, by)
        is_followed = part.fate is Fate.MOVES and not part.page
        note_row(end.change, row, before, after, part=part, sequence=event if is_followed else None)
        made = part.follow(row, end, before) if part.follow else None
        if made is not None:
            made.save()
            note_row(end.change, made, None, values_of(made), part=part)


def _verb(part: UnitPart) -> str:
    """What the event is called about the row itself, or about the record to which it belongs."""
    if part.fate is not Fate.MOVES:
        return "end_with_unit"
    return "hand_over_part" if part.page else "hand_over"


def _record(row: Model, verb: str, part: UnitPart, unit: Unit, end: UnitEnd, by: Person | None) -> int:
    """Sequence of the event, recorded about the record at whose page the row is shown."""
    moved = {"unit": end.heir.name} if part.fate is Fate.MOVES and end.heir else {"on": end.on}
    return audit.record(
        page_of(part, row), verb, by=by, before={"unit": unit.name}, after=moved, reason=end.reason
    ).sequence


def page_of(part: UnitPart, row: Model) -> Model:
    """The record at whose page the row is shown."""
    return reduce(getattr, part.page.split("."), row) if part.page else row


# --- the rows that a change touched ---


def values_of(row: Model) -> dict[str, Any]:
    """The row's own columns as they are stored."""
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields if not field.primary_key}


def kind_of(model: Model | type[Model]) -> str:
    """Under which name a touched row of the model is kept."""
    return getattr(model, "audit_name", None) or model._meta.label_lower


def set_and_note(row: Model, change: UnitChange, **fields: Any) -> None:
    """Save the fields on the row and note it as touched by the change."""
    before = values_of(row)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    note_row(change, row, before, values_of(row))


def note_row(
    change: UnitChange, row: Model, before: dict | None, after: dict, *, part: UnitPart | None = None, sequence=None
) -> None:
    """Keep the fields that differ; of a new row all."""
    if before is not None:
        before, after = audit.changes(before, after)
    ChangedRow.objects.create(
        change=change,
        kind=kind_of(row),
        object_id=row.pk,
        before=before,
        after=after,
        event_sequence=sequence,
        part=part.words if part else "",
    )
