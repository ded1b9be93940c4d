"""The field of a count as people state it: a number with its quality in words."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from lantoa.kit.fields import typed_number
from lantoa.kit.numbers import Quality, format_number, format_quantity
from lantoa.kit.text import label_key

MEASURES = {"", "mohinh", "dienhinh", "mohinhdienhinh"}
MOST = 1_000_000


@dataclass(frozen=True)
class StatedCount:
    """A count as stated: "1.061", "trên 130"."""

    count: int
    quality: str

    def __str__(self) -> str:
        return format_quantity(self.count, Quality(self.quality))


class CountField(forms.Field):
    """A whole number with its quality in words; empty is None."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: object) -> StatedCount | None:
        number = typed_number(value)
        if number is None:
            return None
        if number.quality is Quality.RANGE:
            raise forms.ValidationError("Hãy ghi một số, không ghi khoảng từ … đến …; ví dụ “trên 130”.")
        if label_key(number.measure or "") not in MEASURES:
            raise forms.ValidationError(f"Chỉ ghi số, không kèm “{number.measure}”.")
        if number.value != int(number.value) or not 0 <= number.value <= MOST:
            raise forms.ValidationError(f"Hãy ghi số nguyên từ 0 đến {format_number(MOST)}, ví dụ 1.061.")
        return StatedCount(int(number.value), number.quality.value)

    def prepare_value(self, value: object) -> object:
        return str(value) if isinstance(value, StatedCount) else value
