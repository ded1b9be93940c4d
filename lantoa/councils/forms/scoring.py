"""The score form of one item, a verdict, and the ways to assign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from lantoa.councils.enums import Verdict
from lantoa.councils.models import Appraisal, Criterion, Item, Member
from lantoa.councils.services import GivenScore, score_faults
from lantoa.kit.fields import LinesField, NumberField
from lantoa.kit.forms import AskingForm
from lantoa.kit.numbers import format_number


class ScoreField(NumberField):
    """A score, or the weight, scale or step of scores."""

    default_error_messages = dict.fromkeys(("stated", "measure"), "Chỉ ghi một số, ví dụ 7,5.") | {
        "digits": "Hãy ghi số có tối đa hai chữ số sau dấu phẩy, ví dụ 7,5.",
        "size": "Hãy ghi số nhỏ hơn 1.000, ví dụ 7,5.",
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(measures=("%", "điểm"), below=Decimal(1000), **more)


@dataclass(frozen=True)
class ScoreLine:
    criterion: Criterion
    value: forms.BoundField
    reason: forms.BoundField


class ScoreForm(AskingForm):
    """A value and a reason for each criterion, and a word on the whole. What was typed stays on an error."""

    def __init__(self, data, *, appraisal: Appraisal, on: date) -> None:
        """Starts from the scores that stood before they were returned, if there are any."""
        super().__init__(data)
        self._on = on
        self.criteria = list(appraisal.item.criteria.criteria.order_by("position"))
        held = {score.criterion_id: score for score in appraisal.scores.all()}
        for row in self.criteria:
            most, step = format_number(row.scale_max), format_number(row.step)
            score = held.get(row.pk)
            self.fields[f"diem-{row.pk}"] = ScoreField(
                label=f"{row.position}. {row.name}",
                required=False,
                initial=score.value if score else None,
                help_text=f"{row.guidance} Từ 0 đến {most}, bước {step}; trọng số {format_number(row.weight)}%.".strip(),
            )
            self.fields[f"ly-do-{row.pk}"] = LinesField(
                label=f"Lý do: {row.name}", rows=2, required=False, initial=score.reason if score else ""
            )
        self.fields["nhan-xet"] = LinesField(label="Nhận xét chung", rows=3, required=False, initial=appraisal.comment)

    def lines(self) -> list[ScoreLine]:
        return [ScoreLine(row, self[f"diem-{row.pk}"], self[f"ly-do-{row.pk}"]) for row in self.criteria]

    @property
    def comment_field(self) -> forms.BoundField:
        return self["nhan-xet"]

    def clean(self) -> dict:
        values = super().clean()
        faults = score_faults(self.criteria, self._read_scores(values), self._on)
        names = {row.pk: row.name for row in self.criteria}
        for key, named_fault in faults.items():
            fault = capfirst(named_fault.removeprefix(f"“{names[key]}”: "))  # the field's label says the name
            if f"diem-{key}" not in self.errors:
                needs_reason = values.get(f"diem-{key}") is not None and "ghi lý do" in fault
                self.add_error(f"ly-do-{key}" if needs_reason else f"diem-{key}", fault)
        return values

    @property
    def service_values(self) -> dict:
        """What the service takes."""
        return {"scores": self._read_scores(self.cleaned_data), "comment": self.cleaned_data["nhan-xet"]}

    def _read_scores(self, values: dict) -> dict[int, GivenScore]:
        return {
            row.pk: GivenScore(values[f"diem-{row.pk}"], values.get(f"ly-do-{row.pk}", ""))
            for row in self.criteria
            if values.get(f"diem-{row.pk}") is not None
        }


class VerdictForm(AskingForm):
    verdict = forms.ChoiceField(label="Kết quả của hội đồng", choices=Verdict.choices, widget=forms.RadioSelect)
    reason = LinesField(label="Lý do", required=False, help_text="Bắt buộc khi không đề nghị công nhận.")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict:
        """The reason for not recommending does not stay with another result: it would stand in the minutes."""
        values, was = super().clean(), self.initial
        is_turned = was.get("verdict") == Verdict.NOT_RECOMMENDED != values.get("verdict")
        if is_turned and was.get("reason") and values.get("reason") == was["reason"]:
            self.add_error("reason", "Lý do này ghi cho “không đề nghị công nhận”; hãy viết lại hoặc để trống.")
        return values


class BalancedForm(AskingForm):
    per_item = forms.IntegerField(label="Số người chấm mỗi hồ sơ", min_value=1)


class PairForm(AskingForm):
    """One item and one member, by hand."""

    def __init__(self, data, *, items: list[tuple[Item, str]], members: list[Member]) -> None:
        """`items`: each with the label under which this person may see it."""
        super().__init__(data)
        self._items = {str(item.pk): item for item, _ in items}
        self._members = {str(member.pk): member for member in members}
        self.fields["item"] = forms.ChoiceField(label="Hồ sơ", choices=[(str(item.pk), label) for item, label in items])
        self.fields["member"] = forms.ChoiceField(
            label="Thành viên", choices=[(str(member.pk), str(member.person)) for member in members]
        )

    def clean_item(self) -> Item:
        return self._items[self.cleaned_data["item"]]

    def clean_member(self) -> Member:
        return self._members[self.cleaned_data["member"]]


class SheetForm(AskingForm):
    sheet = forms.FileField(
        label="Bảng phân công (.xlsx)",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="Hai cột: Số hồ sơ, Tên đăng nhập thành viên. Xem trước rồi mới ghi.",
    )
