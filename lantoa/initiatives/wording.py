"""How one loaded initiative is worded on screens, in workbooks and on paper. Issues no query if what it hangs on is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField
from django.utils.text import capfirst

from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Item
from lantoa.kit.text import search_key

DATES = {field.name for field in Initiative._meta.get_fields() if isinstance(field, DateField)}


@dataclass(frozen=True)
class Box:
    """One numbered box of the form with what stands in it."""

    number: int
    label: str
    text: str


def tone_of(state: str) -> str:
    """The tone of a badge for this state."""
    return REGISTRATION.tone_of(state)


def field_label(name: str) -> str:
    return capfirst(Initiative._meta.get_field(name).verbose_name)


def in_words(name: str, value: Any) -> str:
    """A value of a snapshot or of an event as people read it; the audit chain keeps days as ISO text."""
    if value in (None, ""):
        return ""
    return day_in_words(value) if name in DATES else str(value)


def day_in_words(value: date | str) -> str:
    return format_date(value if isinstance(value, date) else date.fromisoformat(value))


def sector_in_words(initiative: Initiative) -> str:
    return initiative.sector.in_words


def place_in_words(initiative: Initiative) -> str:
    """The address, then the commune and what it lies in, unless the address names them already."""
    place = initiative.place
    names = [place.name, place.parent.name if place.parent else ""] if place else []
    said = f" {search_key(initiative.address)} "
    new = [name for name in names if name and f" {search_key(name)} " not in said]
    return ", ".join([initiative.address, *new] if initiative.address else new)


def boxes(initiative: Initiative) -> list[Box]:
    """The boxes of the form after the name, which is its first."""
    return [Box(number, field_label(name), getattr(initiative, name)) for number, name in enumerate(BOXES, start=2)]


def facts(initiative: Initiative) -> list[Item]:
    """Who, where, when. What an identified initiative needs says so where it is missing; what else is empty is left out."""
    kind = f"{initiative.get_kind_display()}, {initiative.get_subject_display().lower()}"
    nobody = not (initiative.responsible or initiative.holder)
    responsible = initiative.responsible or ("chưa có người phụ trách" if nobody else "")
    found = [
        Item("Đơn vị", initiative.unit.name, initiative.unit.get_absolute_url()),
        Item("Loại", kind),
        Item(field_label("holder"), initiative.holder),
        Item(field_label("responsible"), responsible, is_missing=nobody),
        Item(field_label("sector"), sector_in_words(initiative)),
        Item(field_label("tier"), initiative.get_tier_display()),
        Item("Nơi thực hiện", place_in_words(initiative)),
        Item(field_label("campaign"), str(initiative.campaign or "")),
        Item("Chủ đề", ", ".join(theme.name for theme in initiative.themes.all())),
        Item(field_label("code"), initiative.code or ""),
        *_days(initiative),
    ]
    return [item for item in found if item.value]


def _days(initiative: Initiative) -> Iterable[Item]:
    if initiative.registered_on is None:
        yield Item(field_label("registered_on"), "chưa có; để trống thì lấy ngày nộp", is_missing=True)
    for name in ("registered_on", "starts_on", "review_on", "accepted_on", "ended_on"):
        if day := getattr(initiative, name):
            yield Item(field_label(name), format_date(day))
