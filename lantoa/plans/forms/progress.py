"""Forms of a milestone done and of a progress report with its measured indicators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.kit.numbers import format_number
from lantoa.plans.forms.plans import MeasuredField
from lantoa.plans.models import PlanIndicator
from lantoa.plans.services.progress import NewMeasurement


class MilestoneDoneForm(AskingForm):
    note = LinesField(
        max_length=1000,
        label="Kết quả",
        help_text="Đã làm được gì, ở đâu, bao nhiêu.",
        rows=3,
    )
    on = DayField(label="Ngày xong")

    def __init__(self, data: Mapping | None = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


def _box(label: str, help_text: str = "", *, required: bool = False) -> LinesField:
    return LinesField(max_length=5000, label=label, help_text=help_text, required=required)


class ProgressForm(AskingForm):
    """A report: period, four boxes, and one number with a note for each indicator of the plan."""

    period_from = DayField(label="Từ ngày")
    period_to = DayField(label="Đến ngày")
    done = _box("Đã làm được", "Việc, nơi, con số trong kỳ này.", required=True)
    difficulties = _box("Khó khăn")
    next_steps = _box("Việc tiếp theo")
    self_assessment = _box("Tự đánh giá", "So với kế hoạch: đúng hạn hay chậm, vì sao.")
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping | None = None, *, indicators: list[PlanIndicator], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.indicators = indicators
        for row in indicators:
            self.fields[value_name(row)] = MeasuredField(
                measure=row.measure, required=False, label=row.name, help_text=_aim(row)
            )
            self.fields[note_name(row)] = LineField(max_length=200, required=False, label="Ghi chú")

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField, PlanIndicator]]:
        """Value and note of each indicator."""
        return [(self[value_name(row)], self[note_name(row)], row) for row in self.indicators]

    @property
    def values(self) -> dict[str, Any]:
        written = ("period_from", "period_to", "done", "difficulties", "next_steps", "self_assessment")
        return {name: self.cleaned_data[name] for name in written}

    @property
    def measurements(self) -> list[NewMeasurement]:
        """Those that were measured; an empty box is not a zero."""
        told = self.cleaned_data
        return [
            NewMeasurement(row, told[value_name(row)], told[note_name(row)])
            for row in self.indicators
            if told[value_name(row)] is not None
        ]


def _aim(row: PlanIndicator) -> str:
    """From where to where, beside the box: nobody should have to open the plan for it."""
    began = f"Hiện trạng {format_number(row.baseline)}, mục" if row.baseline is not None else "Mục"
    return f"{began} tiêu {format_number(row.target)} {row.measure}."


def value_name(row: PlanIndicator) -> str:
    return f"so_{row.pk}"


def note_name(row: PlanIndicator) -> str:
    return f"ghi_chu_{row.pk}"
