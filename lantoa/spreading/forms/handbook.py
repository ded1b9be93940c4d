"""Forms of handbook pages: the list's filters, and the page in its boxes with at most ten steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from lantoa.kit.fields import LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.movement.enums import NationalSector
from lantoa.spreading.models import HANDBOOK_STEPS
from lantoa.spreading.services.handbook import TITLE, NewStep
from lantoa.units.forms.addressing import ANY, UNKNOWN, AddressForm

SPARE = 2  # empty steps shown beside those that are filled


class HandbookFilterForm(AddressForm):
    tim = LineField(required=False, max_length=100, label="Tìm theo tên, đơn vị")
    linh_vuc = forms.ChoiceField(
        choices=[ANY, *NationalSector.choices], required=False, label="Lĩnh vực", error_messages=UNKNOWN
    )


class HandbookForm(AskingForm):
    """`steps`: what the step boxes begin with."""

    summary = LinesField(
        max_length=1500,
        label="Tóm tắt",
        help_text="Hai, ba câu: làm gì, cho ai, được gì.",
    )
    needs = LinesField(
        max_length=1500,
        required=False,
        label="Cần có gì",
        help_text="Người, tiền, vật tư, sự đồng thuận.",
    )
    pitfalls = LinesField(
        max_length=1500,
        required=False,
        label="Điều cần tránh",
        help_text="Mỗi điều một dòng.",
    )

    def __init__(
        self, data: Mapping | None = None, *, initial: Mapping[str, str], steps: Sequence[NewStep] = ()
    ) -> None:
        super().__init__(data, initial=dict(initial))
        for number in range(1, HANDBOOK_STEPS + 1):
            step = steps[number - 1] if number <= len(steps) else NewStep("")
            self.fields[f"title_{number}"] = LineField(
                max_length=TITLE, required=False, label=f"Bước {number}: việc", initial=step.title
            )
            self.fields[f"text_{number}"] = LinesField(
                max_length=1000,
                required=False,
                label="Cách làm",
                initial=step.text,
                rows=2,
            )

    @property
    def step_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField, bool]]:
        """(number, title, text, is_shown): those filled in and a few more stand open, the rest is folded away."""
        rows = [(number, self[f"title_{number}"], self[f"text_{number}"]) for number in range(1, HANDBOOK_STEPS + 1)]
        last = max((number for number, title, text in rows if title.value() or text.value()), default=0)
        return [(number, title, text, number <= last + SPARE) for number, title, text in rows]

    @property
    def steps(self) -> list[NewStep]:
        asked = self.cleaned_data
        return [NewStep(asked[f"title_{n}"], asked[f"text_{n}"]) for n in range(1, HANDBOOK_STEPS + 1)]

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("summary", "needs", "pitfalls")}
