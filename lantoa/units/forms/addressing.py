"""NEW lantoa/units/forms/addressing.py"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Chip
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.units.models import Unit

MOST_LISTED = 150  # more units than a list to choose from can hold


ANY = ("", "Tất cả")


SELECTED = flatatt({"selected": True})


UNKNOWN = {"invalid_choice": "Không có lựa chọn này; hãy chọn lại."}


UNKNOWN_UNIT = {"invalid_choice": "Không có đơn vị này trong phạm vi của bạn; hãy chọn lại."}


class Select(forms.Select):
    """Written in one go: a template for each option would cost more than the fifty rows of the page."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        choices = tuple((str(key), str(label)) for key, label in self.choices)
        options = _write_options(choices, frozenset(self.format_value(value)))
        return format_html("<select{}>{}</select>", flatatt(self.build_attrs({"name": name, **(attrs or {})})), options)


@lru_cache(maxsize=300)
def _write_options(choices: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> SafeString:
    """Kept by what they say: the same dozen lists stand on every page of a list."""
    lines = ((key, SELECTED if key in chosen else "", label) for key, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


class UnitField(forms.ModelChoiceField):
    """Units in order, each with its code where names may repeat."""

    widget = Select


def unit_field(units, **kwargs) -> forms.Field:
    """Units to choose from: a list while it is short, a search where there are many."""
    names = list(units.values_list("code", "name")[: MOST_LISTED + 1])
    if len(names) <= MOST_LISTED:
        field = UnitField(units, to_field_name="code", error_messages=UNKNOWN_UNIT, **kwargs)
        field.choices = [ANY, *((code, f"{name} ({code})") for code, name in names)]
        return field
    find = {"note": lambda unit: unit.code, "placeholder": "Gõ tên hoặc mã đơn vị, không cần dấu"}
    return PickField(units, to_field_name="code", error_messages=UNKNOWN_UNIT, **find, **kwargs)


def _choice(choices, words: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[ANY, *choices], required=False, label=words, error_messages=UNKNOWN, widget=Select
    )


class AddressForm(SearchingForm):
    """Filters that live in the address. Names there are the fields' with a hyphen for an underscore."""

    unsaid: tuple[str, ...] = ()  # how the rows stand, not which

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    @property
    def is_untidy(self) -> bool:
        """Whether the address carries empty filters, as a browser sends them from a form."""
        return not self.searched_field and any(
            not self.data.get(self[name].html_name, "x").strip() for name in self.fields
        )

    def clean_query(self) -> QueryDict:
        """The address as it should be: what is filled in, nothing else."""
        query = self.data.copy()
        known = {self[name].html_name for name in self.fields}
        for name in list(query):
            if name not in known or not query.get(name, "").strip():
                del query[name]
        return query

    def address(self, **changed: str | None) -> str:
        """The query string of these filters from the first page on, with some `changed` (None: dropped), by names there."""
        query = self.clean_query()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def in_words(self) -> dict[str, str]:
        """What is asked, by the name in the address: "Lĩnh vực: Kinh tế"."""
        asked = {name: value for name, value in self.cleaned_data.items() if value and name not in self.unsaid}
        return {
            self[name].html_name: f"{self.fields[name].label}: {self._format_value(name, asked[name])}"
            for name in asked
        }

    def _format_value(self, name: str, value: object) -> str:
        if isinstance(value, date):
            return format_date(value)
        choices = getattr(self.fields[name], "choices", ())
        return str(value) if isinstance(value, Unit) else dict(choices).get(value, f"“{value}”")

    def chips(self) -> list[Chip]:
        """Each filter in force, with the address that drops it; none while something is wrong."""
        if not self.is_valid():
            return []
        return [Chip(words, self.address(**{name: None})) for name, words in self.in_words().items()]
