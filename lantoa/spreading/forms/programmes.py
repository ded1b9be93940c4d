"""Forms of spreading programmes: launching one, choosing its targets, excusing a target."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import DayField, LineField
from lantoa.kit.forms import AskingForm
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.spreading.models import Programme, ProgrammeTarget
from lantoa.spreading.queries.programmes import launching_units, targets_to_choose
from lantoa.units.enums import UnitKind
from lantoa.units.forms.addressing import ANY, UNKNOWN, AddressForm
from lantoa.units.models import Person, Unit


def _line(name: str, help_text: str = "", *, required: bool = True) -> LineField:
    field = Programme._meta.get_field(name)
    label = field.verbose_name[:1].upper() + field.verbose_name[1:]
    return LineField(max_length=field.max_length, label=label, help_text=help_text, required=required)


class ProgrammeForm(SearchingForm, AskingForm):
    """Who launches what, until when. The targets are chosen on the next page."""

    name = _line("name", "Ví dụ: Nhân rộng mô hình “Chính quyền thân thiện vì Nhân dân phục vụ”.")
    source = PickField(
        Initiative.objects.none(),
        note=lambda row: f"{row.unit}, {row.year or ''}".strip(", "),
        placeholder="Gõ tên mô hình hoặc đơn vị, không cần dấu",
        label="Mô hình gốc",
    )
    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị phát động",
        to_field_name="code",
    )
    document = _line("document", "Số, ký hiệu kế hoạch hoặc hướng dẫn.", required=False)
    lead = _line("lead", "Cơ quan chịu trách nhiệm chung.")
    coordinating = _line("coordinating", "Cách nhau bằng dấu phẩy.", required=False)
    launched_on = DayField(label="Ngày phát động")
    due_on = DayField(label="Thời hạn", help_text="Đến ngày này mọi đơn vị đích phải có.")

    def __init__(
        self,
        data: Mapping | None = None,
        *,
        user: Person,
        unit: Unit | None = None,
        source: Initiative | None = None,
    ) -> None:
        start = {"unit": unit, "source": source, "launched_on": timezone.localdate()}
        super().__init__(data, initial=start)
        self.fields["unit"].queryset = launching_units(user)
        open_rows = Initiative.objects.open_to_copy(user).filter(state=State.ACCEPTED)
        self.fields["source"].queryset = open_rows.select_related("unit").order_by("name_sort", "pk")


class TargetForm(AddressForm):
    """Which units below the launching one: by kind, and under which superior. In the address, so that a choice is first
    looked at and then added."""

    def __init__(self, data: Mapping, *, programme: Programme) -> None:
        super().__init__(data)
        kinds, superiors = targets_to_choose(programme)
        labels = [(kind, UnitKind(kind).label) for kind in UnitKind.values if kind in kinds]
        self.programme = programme
        self.fields["loai"] = forms.ChoiceField(choices=labels, label="Loại đơn vị", error_messages=UNKNOWN)
        self.fields["duoi"] = forms.ChoiceField(
            choices=[ANY, *((unit.code, unit.name) for unit in superiors)],
            required=False,
            label="Trực thuộc (cả cấp dưới)",
            error_messages=UNKNOWN,
        )

    @property
    def superior_key(self) -> tuple[str, str]:
        """Kind and code of the superior."""
        return self.cleaned_data["loai"], self.cleaned_data["duoi"]


class DayForm(AddressForm):
    """A day of the programme's life to look back on; without one, today."""

    tai_ngay = DayField(required=False, label="Ngày")

    def __init__(self, data: Mapping, *, programme: Programme) -> None:
        is_asked = bool(data.get("tai-ngay"))
        super().__init__(data if is_asked else None, initial={"tai_ngay": timezone.localdate()})
        self.programme = programme

    def clean_tai_ngay(self) -> date:
        today = timezone.localdate()
        day = self.cleaned_data["tai_ngay"] or today
        if not self.programme.launched_on <= day <= max(today, self.programme.launched_on):
            raise forms.ValidationError("Chỉ xem được từ ngày phát động đến hôm nay.")
        return day

    @property
    def day(self) -> date:
        """Today where the day cannot be read."""
        return self.cleaned_data["tai_ngay"] if self.is_valid() else timezone.localdate()


class ExcuseForm(AskingForm):
    reason = LineField(
        max_length=ProgrammeTarget._meta.get_field("excuse").max_length,
        label="Lý do miễn",
        help_text="Mọi đơn vị trong chương trình đọc được lý do này.",
    )
