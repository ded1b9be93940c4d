"""Choosing one record among very many: a search line and the records found, as radio cards.

Works without scripts: a search is an ordinary submission of the whole form, answered with the form as it was typed and the
records found. With scripts the same submission brings only the records found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import Model, QuerySet
from django.forms.utils import ErrorDict

SHOWN = 8
NONE = "Không chọn"
SEARCH = "tra-cuu"  # name of the button that searches; its value is the name of the field


@dataclass(frozen=True)
class PickOption:
    value: str
    label: str
    note: str
    is_chosen: bool


class PickBoundField(forms.BoundField):
    """What `_pick.html` draws."""

    @property
    def query_name(self) -> str:
        return f"{self.html_name}-tim"

    @property
    def answered_name(self) -> str:
        return f"{self.html_name}-da-tim"

    @property
    def query(self) -> str:
        """What was typed to search for, "" at first."""
        return self.form.data.get(self.query_name, "").strip()

    @property
    def is_answered(self) -> bool:
        """Whether the records shown to the person were those of the search line as it is now."""
        return self.query == self.form.data.get(self.answered_name, "").strip()

    @cached_property
    def chosen_record(self) -> Model | None:
        """The record chosen, even if the form is not valid."""
        return self.field.find(self.value())

    @cached_property
    def is_short(self) -> bool:
        """So few to choose from that they all stand there: no search line is needed."""
        return len(self.field.queryset[: SHOWN + 1]) <= SHOWN

    @cached_property
    def found_records(self) -> list[Model]:
        """All where there are only few; else what the search found, one more than is shown."""
        if self.is_short:
            return list(self.field.queryset)
        return list(self.field.queryset.search(self.query)[: SHOWN + 1]) if self.query else []

    @property
    def has_more(self) -> bool:
        return len(self.found_records) > SHOWN

    @cached_property
    def options(self) -> list[PickOption]:
        """The one chosen, unless it stands among those found, then those; last, where nothing need be chosen, nothing."""
        found = self.found_records[:SHOWN]
        records = found if self.chosen_record is None or self.chosen_record in found else [self.chosen_record, *found]
        options = [
            PickOption(
                str(self.field.prepare_value(record)),
                str(record),
                self.field.note(record),
                record == self.chosen_record,
            )
            for record in records
        ]
        is_free = options and not self.field.required
        return [*options, PickOption("", NONE, "", self.chosen_record is None)] if is_free else options


class PickField(forms.ModelChoiceField):
    """A `ModelChoiceField` over any number of records. `note`: what tells two records of one name apart.

    `placeholder`: in the search line; `refreshes`: name of a part of the form whose choices hang on this one.
    """

    widget = forms.HiddenInput

    def __init__(
        self, queryset: QuerySet, *, note: Callable[[Model], str], placeholder: str, refreshes: str = "", **kwargs
    ) -> None:
        unknown = "Không có lựa chọn này trong phạm vi của bạn; hãy tìm và chọn lại."
        kwargs["error_messages"] = {"invalid_choice": unknown} | kwargs.get("error_messages", {})
        super().__init__(queryset, **kwargs)
        self.note, self.placeholder, self.refreshes = note, placeholder, refreshes

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> PickBoundField:
        return PickBoundField(form, self, field_name)

    def find(self, value: object) -> Model | None:
        """The record of a raw value, or None."""
        if isinstance(value, Model) or value in self.empty_values:
            return value or None
        try:
            return self.to_python(value)
        except forms.ValidationError:
            return None


class SearchingForm(forms.Form):
    """A form with pick fields. While one searches it keeps what was typed and complains of nothing.

    A search line that has not been answered yet is answered first, whichever button was pressed: without scripts, that is
    what Enter in it means.
    """

    @cached_property
    def searched_field(self) -> str:
        """Name of the field, or of the part that hangs on one, which this submission asks for anew; "" for none."""
        picks = {name: field for name, field in self.fields.items() if isinstance(field, PickField)}
        asked = self.data.get(SEARCH, "")
        if asked in self.fields or asked in {field.refreshes for field in picks.values()} - {""}:
            return asked
        return next((name for name in picks if self[name].query and not self[name].is_answered), "")

    def full_clean(self) -> None:
        if self.searched_field:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.searched_field and super().is_valid()
