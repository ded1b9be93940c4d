"""Forms of the plain dated facts about an initiative: recognition, adopted copy."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from lantoa.initiatives.enums import State, Tier
from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import LineField, PastDayField
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.recognition.models import Recognition
from lantoa.units.models import Person, Unit


class FactForm(SearchingForm):
    """What each of them is asked about."""

    def __init__(self, data: Mapping | None = None, *, user: Person, initiative: Initiative) -> None:
        self.user, self.initiative = user, initiative
        super().__init__(data)
        self.prepare()

    def prepare(self) -> None:
        """Set the choices that hang on the person or the initiative."""


class RecognitionForm(FactForm):
    tier = forms.ChoiceField(choices=Tier.choices, widget=forms.RadioSelect, label="Cấp công nhận")
    recognised_on = PastDayField(label="Ngày quyết định")
    decision_no = LineField(
        max_length=Recognition._meta.get_field("decision_no").max_length,
        required=False,
        label="Số quyết định",
        help_text="Ví dụ 15-QĐ/ĐUK.",
    )


class ReplicationForm(FactForm):
    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị áp dụng",
        to_field_name="code",
        refreshes="copy",
    )
    adopted_on = PastDayField(label="Ngày áp dụng")
    copy = forms.ModelChoiceField(
        Initiative.objects.none(),
        required=False,
        empty_label="Chưa có đăng ký riêng",
        label="Đăng ký của đơn vị áp dụng",
        help_text="Nếu đơn vị áp dụng đã đăng ký mô hình này, chọn để nối hai hồ sơ.",
    )

    def prepare(self) -> None:
        self.fields["unit"].queryset = (
            Unit.objects.visible_to(self.user)
            .standing(timezone.localdate())
            .exclude(pk=self.initiative.unit_id)
            .in_order()
        )
        chosen = self["unit"].chosen_record
        if chosen:
            own = Initiative.objects.visible_to(self.user).filter(unit=chosen, state=State.ACCEPTED)
            self.fields["copy"].queryset = own.exclude(pk=self.initiative.pk)
