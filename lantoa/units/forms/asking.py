"""Choosing one unit of many in a form."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.kit.forms import AskingForm
from lantoa.units.models import Unit
from lantoa.units.queries import other_names

MOST_SHOWN = 8
"""Units offered at once; the rest is reached by typing."""


class UnitChoice(forms.ModelChoiceField):
    """One unit of the door, by its code. Offers those that match what was typed, the chosen one always among them; before
    anything is typed, all of them where they are few."""

    def __init__(self, door: QuerySet[Unit], *, typed: str, chosen: str, **more: Any) -> None:
        super().__init__(
            door,
            to_field_name="code",
            widget=forms.RadioSelect,
            error_messages={
                "required": "Hãy chọn một đơn vị.",
                "invalid_choice": "Hãy chọn một đơn vị trong danh sách.",
            },
            **more,
        )
        matching = list(door.search(typed).in_order()[: MOST_SHOWN + 1])
        is_cut = len(matching) > MOST_SHOWN
        shown = [] if is_cut and not typed else matching[:MOST_SHOWN]
        kept = [] if any(unit.code == chosen for unit in shown) else list(door.filter(code=chosen))
        others = other_names(shown, typed, timezone.localdate())
        self.widget.choices = [(unit.code, _line(unit, others.get(unit.pk))) for unit in (*kept, *shown)]
        if not matching:
            self.help_text = f"Không có đơn vị nào khớp “{typed}”; thử ít chữ hơn, không cần gõ dấu."
        elif is_cut and typed:
            self.help_text = f"Đang hiện {MOST_SHOWN} đơn vị đầu; gõ thêm để thấy đơn vị khác."
        elif is_cut:
            self.help_text = "Gõ tên hoặc mã ở ô trên, rồi chọn trong các đơn vị hiện ra."


def _line(unit: Unit, other_name: str | None) -> str:
    return f"{unit.name} ({unit.code}), {other_name}" if other_name else f"{unit.name} ({unit.code})"


class UnitOrNobody(UnitChoice):
    """A unit or, said expressly, none: who has not chosen yet is asked, not taken at "none"."""

    NOBODY = "-"

    def clean(self, value: Any) -> Unit | None:
        return None if value == self.NOBODY else super().clean(value)


class PickingForm(AskingForm):
    """A form with one unit to choose: a field to type in, and below it the units that match. Works without scripts:
    the button beside the field sends the form back with other units to choose from."""

    PICK = "tim-don-vi"
    options = ""  # which list of units the typing asks for: a key of `PICKERS` in views/tree.py
    unit_label = "Đơn vị"
    choice = UnitChoice

    def __init__(self, data, *, door: QuerySet[Unit], initial: dict | None = None) -> None:
        initial = initial or {}
        if data is not None and self.PICK in data:
            # Only other units were asked for: what stands in the form stays, nothing is wrong yet.
            initial, data = initial | data.dict(), None
        super().__init__(data, initial=initial)
        given = initial if data is None else data
        self.fields["tim"] = forms.CharField(
            label=f"Tìm {self.unit_label.lower()} theo tên hoặc mã",
            required=False,
            max_length=100,
            widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"} | _live_search(self.options)),
        )
        self.fields["unit"] = self.choice(
            door, typed=given.get("tim", ""), chosen=given.get("unit", ""), label=self.unit_label
        )


def _live_search(options: str) -> dict[str, str]:
    """Only what was typed and the unit chosen are sent: the rest of the form may hold a password."""
    return {
        "hx-get": f"{reverse('unit_options')}?{urlencode({'cho': options})}",
        "hx-trigger": "input changed delay:250ms",
        "hx-target": "#unit-choices",
        "hx-include": "closest form",
        "hx-params": "tim,unit",
    }
