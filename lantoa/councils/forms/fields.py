"""Fields that read what people type: clean lines, and numbers written the Vietnamese way."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from lantoa.kit.numbers import NumberRefused, Quality, format_number, parse_number
from lantoa.kit.text import clean, clean_lines


class LineField(forms.CharField):
    """One line, in NFC, single spaces."""

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value))


class LinesField(forms.CharField):
    """Several lines."""

    def __init__(self, *, rows: int = 3, **more) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: object) -> str:
        return clean_lines(super().to_python(value))


class DecimalLine(forms.Field):
    """A number as typed: "7,5" or "7.5"; empty is None. At most two digits behind the comma."""

    def __init__(self, **more) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **more)

    def prepare_value(self, value: object) -> object:
        return format_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            number = parse_number(value)
        except NumberRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if number.quality is not Quality.EXACT or number.measure not in (None, "%", "điểm"):
            raise forms.ValidationError("Chỉ ghi một số, ví dụ 7,5.")
        if number.value != round(number.value, 2) or abs(number.value) >= 1000:
            raise forms.ValidationError("Hãy ghi số có tối đa hai chữ số sau dấu phẩy, ví dụ 7,5.")
        return number.value
