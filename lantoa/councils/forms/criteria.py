"""The form of a criteria set: a head, and a fixed number of lines of which the empty ones are passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.db.models import QuerySet

from lantoa.councils.forms.scoring import ScoreField
from lantoa.councils.models import CriteriaSet
from lantoa.councils.services import NewCriterion, weight_faults
from lantoa.kit.fields import DayField, LineField
from lantoa.kit.forms import AskingForm
from lantoa.movement.enums import THE_FOUR_CHOICES
from lantoa.units.models import Unit

LINES = 10
SHOWN = 5
"""Lines that stand open at first; the others unfold."""
PARTS = ("name", "weight", "scale_max", "step", "guidance")


@dataclass(frozen=True)
class CriterionLine:
    number: int
    name: forms.BoundField
    weight: forms.BoundField
    scale_max: forms.BoundField
    step: forms.BoundField
    guidance: forms.BoundField

    @property
    def label(self) -> str:
        return str(self.number)


class LinesForm(AskingForm):
    """The criteria and the day from which they hold."""

    valid_from = DayField(label="Hiệu lực từ")
    valid_to = DayField(label="Hiệu lực đến", required=False, help_text="Để trống nếu chưa có ngày hết.")

    def __init__(self, data, *, rows: Sequence[NewCriterion] = (), **more) -> None:
        """`rows`: what the lines hold at first."""
        super().__init__(data, **more)
        for number in range(1, max(LINES, len(rows) + 2) + 1):
            row = rows[number - 1] if number <= len(rows) else None
            start = {part: getattr(row, part) for part in PARTS} if row else {}
            made = {
                "name": LineField(label="Tên tiêu chí", max_length=200, required=False),
                "weight": ScoreField(label="Trọng số (%)", required=False),
                "scale_max": ScoreField(label="Điểm cao nhất", required=False),
                "step": ScoreField(label="Bước điểm", required=False),
                "guidance": LineField(label="Hướng dẫn chấm", required=False),
            }
            for part, field in made.items():
                field.initial = start.get(part, {"scale_max": Decimal(10), "step": Decimal("0.5")}.get(part))
                self.fields[f"{part}-{number}"] = field

    def lines(self) -> list[CriterionLine]:
        numbers = range(1, sum(name.startswith("name-") for name in self.fields) + 1)
        return [CriterionLine(number, *(self[f"{part}-{number}"] for part in PARTS)) for number in numbers]

    @property
    def first_lines(self) -> list[CriterionLine]:
        return self.lines()[:SHOWN]

    @property
    def more_lines(self) -> list[CriterionLine]:
        return self.lines()[SHOWN:]

    @property
    def has_more(self) -> bool:
        """Whether something stands in the lines that are folded away."""
        return any(line.name.value() or line.weight.value() for line in self.more_lines)

    def clean(self) -> dict:
        values = super().clean()
        if self.errors:
            return values
        values["criteria"] = [
            NewCriterion(
                name=values[f"name-{line.number}"],
                weight=values[f"weight-{line.number}"] or Decimal(0),
                scale_max=values[f"scale_max-{line.number}"] or Decimal(0),
                step=values[f"step-{line.number}"] or Decimal(0),
                guidance=values[f"guidance-{line.number}"],
            )
            for line in self.lines()
            if values[f"name-{line.number}"] or values[f"weight-{line.number}"]
        ]
        for fault in weight_faults(values["criteria"]):
            self.add_error(None, fault)
        return values

    @property
    def service_values(self) -> dict:
        """What the service takes."""
        names = ("unit", "name", "sector", "valid_from", "valid_to", "criteria")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class CriteriaSetForm(LinesForm):
    name = LineField(label="Tên bộ tiêu chí", max_length=200)
    sector = forms.ChoiceField(
        label="Dùng cho",
        choices=[("", "Mọi lĩnh vực (bộ chung)"), *THE_FOUR_CHOICES],
        required=False,
        help_text="Hồ sơ thuộc lĩnh vực có bộ riêng được chấm theo bộ riêng.",
    )

    def __init__(self, data, *, units: QuerySet[Unit], is_everywhere: bool, **more) -> None:
        super().__init__(data, **more)
        self.fields["unit"] = forms.ModelChoiceField(
            units,
            label="Đơn vị ban hành",
            to_field_name="code",
            empty_label="Toàn hệ thống" if is_everywhere else None,
            required=not is_everywhere,
            help_text="Dùng cho đơn vị này và mọi đơn vị bên dưới.",
        )


class VersionForm(LinesForm):
    """A new version: name, unit and sector stay."""


def held_rows(criteria_set: CriteriaSet) -> list[NewCriterion]:
    """The criteria of a set as the lines of a form."""
    return [
        NewCriterion(row.name, row.weight, row.scale_max, row.step, row.guidance) for row in criteria_set.criteria.all()
    ]


def example_rows(value: dict) -> list[NewCriterion]:
    """The rulebook's example as the lines of a form, in the order of its numbered entries."""
    return [
        NewCriterion(said["criterion"], Decimal(said["weight"]), guidance=said["guidance"])
        for _, said in sorted(value.items())
    ]
