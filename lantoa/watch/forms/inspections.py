"""Forms of a visit, of what it asks to be done, and of the answer."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.units.models import Person, Unit
from lantoa.units.tree import tree_of_rights
from lantoa.watch.enums import InspectionKind
from lantoa.watch.models import FollowUp, Inspection
from lantoa.watch.services.inspections import NewFollowUp

ROWS = 5  # what one visit may ask; the first is open, the others behind a word


class InspectionForm(AskingForm):
    """A visit. `by_unit`: the superiors of the initiative's unit that the person sees, at first the one they work for."""

    kind = forms.ChoiceField(
        choices=InspectionKind.choices, widget=forms.RadioSelect, label="Loại", initial=InspectionKind.GUIDANCE
    )
    held_on = DayField(label="Ngày")
    by_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị thực hiện",
        to_field_name="code",
        empty_label=None,
        help_text="Cấp trên của đơn vị có mô hình; đơn vị không tự hướng dẫn, kiểm tra mình.",
    )
    people = LineField(
        max_length=Inspection._meta.get_field("people").max_length,
        label="Người thực hiện",
        help_text="Họ tên, chức vụ; nhiều người thì cách nhau bằng dấu chấm phẩy.",
    )
    findings = LinesField(rows=7, label="Nội dung, kết quả", help_text="Đã xem gì, điều gì tốt, điều gì phải sửa.")

    def __init__(self, data: Mapping | None = None, *, user: Person, initiative: Initiative) -> None:
        super().__init__(data)
        above = tree_of_rights(timezone.localdate()).above(initiative.unit_id)
        units = Unit.objects.visible_to(user).filter(pk__in=above).exclude(pk=initiative.unit_id).in_order()
        self.fields["by_unit"].queryset = units
        nearest = initiative.unit.edges_up.filter(is_managing=True, parent__in=units).order_by("-valid_from").first()
        own = units.filter(pk__in=user.root_ids).first()
        self.fields["by_unit"].initial = own.code if own else nearest.parent.code if nearest else None
        self.fields["held_on"].initial = timezone.localdate()


class FollowUpRow(forms.Form):
    """One thing to be done; a row that is left empty is none."""

    content = LineField(max_length=FollowUp._meta.get_field("content").max_length, label="Việc cần làm", required=False)
    owner = LineField(
        max_length=FollowUp._meta.get_field("owner").max_length, label="Người chịu trách nhiệm", required=False
    )
    due_on = DayField(label="Hạn", required=False)

    def clean(self) -> None:
        """Once something of it is filled in, all of it is needed."""
        for name, field in self.fields.items():
            if self.has_changed() and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, f"Hãy ghi {field.label.lower()}.")


class FollowUpRows(forms.BaseFormSet):
    """The rows of a visit."""

    @property
    def new_follow_ups(self) -> list[NewFollowUp]:
        return [NewFollowUp(**row.cleaned_data) for row in self.forms if row.has_changed()]

    @property
    def first(self) -> list[FollowUpRow]:
        return self.forms[:1]

    @property
    def others(self) -> list[FollowUpRow]:
        return self.forms[1:]

    @property
    def has_others(self) -> bool:
        """Whether something stands in the rows behind the word."""
        return any(row.has_changed() for row in self.others)


FollowUpFormSet = forms.formset_factory(FollowUpRow, formset=FollowUpRows, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


class FollowUpDoneForm(AskingForm):
    on = DayField(label="Ngày xong")
    result = LinesField(rows=7, label="Kết quả")

    def __init__(self, data: Mapping | None = None) -> None:
        super().__init__(data)
        self.fields["on"].initial = timezone.localdate()
