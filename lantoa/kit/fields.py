"""Form fields that read what people type in Vietnamese: clean text, days, numbers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from lantoa.kit.days import future_fault
from lantoa.kit.numbers import (
    DateRefused,
    NumberRefused,
    ParsedNumber,
    Quality,
    format_number,
    parse_date,
    parse_number,
)
from lantoa.kit.text import clean, clean_lines

LARGEST = Decimal(10) ** 13


class LineField(forms.CharField):
    """One line, in NFC, single spaces."""

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value))


class LinesField(forms.CharField):
    """Several lines, each as a `LineField` has it. `rows`: the height of the box."""

    def __init__(self, *, rows: int = 4, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: object) -> str:
        return clean_lines(super().to_python(value))


class DayField(forms.DateField):
    """A day: from the browser's own calendar, or typed as 31/12/2023."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        try:
            return parse_date(value)
        except DateRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PastDayField(DayField):
    """A day that is not to come. `what`: how the refusal names it."""

    def __init__(self, *, what: str = "Ngày này", **more: Any) -> None:
        super().__init__(**more)
        self.what = what

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and (fault := future_fault(value, self.what)):
            raise forms.ValidationError(fault)


def typed_number(value: object) -> ParsedNumber | None:
    """The number as typed, with its quality and measure; None for an empty box. Raises `ValidationError` in our words."""
    if value in forms.Field.empty_values or not str(value).strip():
        return None
    try:
        return parse_number(value)
    except NumberRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class NumberField(forms.Field):
    """A number as people write it, "1.061" or "7,5", with at most two digits after the comma; empty is None.

    `measures`: the words that may follow it; `below`: its size must stay below this.
    """

    default_error_messages = {
        "stated": "Hãy ghi một số đúng, không kèm “trên”, “khoảng”, “từ … đến …”.",
        "measure": "Chỉ ghi số, không kèm “%(measure)s”.",
        "size": "Số này lớn quá mức ghi được.",
        "digits": "Nhiều nhất hai chữ số sau dấu phẩy, ví dụ 88,95.",
    }

    def __init__(self, *, measures: Collection[str] = (), below: Decimal = LARGEST, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **more)
        self.measures, self.below = measures, below

    def may_follow(self, measure: str) -> bool:
        """Whether these words may stand after the number."""
        return measure in self.measures

    def to_python(self, value: object) -> Decimal | None:
        number = typed_number(value)
        if number is None:
            return None
        if number.quality is not Quality.EXACT:
            raise self._wrong("stated")
        if number.measure and not self.may_follow(number.measure):
            raise self._wrong("measure", measure=number.measure)
        if abs(number.value) >= self.below:
            raise self._wrong("size")
        if number.value != round(number.value, 2):
            raise self._wrong("digits")
        return number.value

    def prepare_value(self, value: object) -> object:
        return format_number(value) if isinstance(value, Decimal) else value

    def _wrong(self, code: str, **told: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code, told)
