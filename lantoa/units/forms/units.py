"""Forms of a unit: new, renamed, moved, its members; and what the page of all units is asked."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.kit.numbers import Quality
from lantoa.units.enums import Line, UnitKind
from lantoa.units.forms.asking import PickingForm, UnitOrNobody
from lantoa.units.models.units import QUALITIES

KINDS = [("", "Chọn loại"), *UnitKind.choices]


class NameFields(AskingForm):
    """The words of a unit, cleaned."""

    name = LineField(label="Tên đơn vị", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    code = LineField(
        label="Mã đơn vị",
        max_length=40,
        help_text="Mã ngắn dùng trong tệp Excel và địa chỉ trang, ví dụ sl-so-yte.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label="Loại", choices=KINDS)


class PaperFields(AskingForm):
    """On which paper a change rests."""

    decision_no = LineField(label="Số quyết định", max_length=60, required=False)
    note = LinesField(label="Ghi chú", max_length=1000, required=False, rows=2)


class UnitNewForm(NameFields):
    valid_from = DayField(label="Hoạt động từ ngày")
    decision_no = LineField(label="Số quyết định thành lập", max_length=60, required=False)
    members = forms.IntegerField(
        label="Số đảng viên", required=False, min_value=0, localize=True, help_text="Tính cả các đơn vị trực thuộc."
    )
    members_quality = forms.ChoiceField(label="Loại số", choices=QUALITIES, initial=Quality.EXACT.value)


class RenameForm(NameFields, PaperFields):
    on = DayField(label="Mang tên mới từ ngày")
    field_order = ("name", "code", "kind", "on", "decision_no", "note")

    @property
    def new_name(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "code", "kind", "on")}


class MoveForm(PickingForm, PaperFields):
    options = "cap-tren"
    unit_label = "Cấp trên mới"
    on = DayField(label="Chuyển từ ngày")
    field_order = ("tim", "unit", "on", "decision_no", "note")

    def __init__(self, *given, **more) -> None:
        super().__init__(*given, **more)
        self.order_fields(self.field_order)

    @property
    def where_to(self) -> dict:
        return {"parent": self.cleaned_data["unit"], "on": self.cleaned_data["on"]}

    @property
    def paper(self) -> dict:
        return {"decision_no": self.cleaned_data["decision_no"], "note": self.cleaned_data["note"]}


class EndForm(PickingForm):
    """A unit's last day, and who goes on. Without a successor what cannot stay goes to the superior."""

    options = "ke-thua"
    choice = UnitOrNobody
    unit_label = "Đơn vị kế thừa"
    on = DayField(label="Ngày hoạt động cuối cùng", help_text="Hôm nay hoặc một ngày đã qua.")
    decision_no = LineField(label="Số quyết định", max_length=60)
    reason = LinesField(label="Lý do", max_length=1000, rows=2)
    moves_roles = forms.BooleanField(
        label="Người có vai trò tại đơn vị này làm tiếp ở đơn vị kế thừa",
        required=False,
        help_text="Không chọn: vai trò của họ kết thúc cùng ngày; tài khoản vẫn còn.",
    )

    def __init__(self, *given, **more) -> None:
        super().__init__(*given, **more)
        offered = self.fields["unit"].widget
        offered.choices = [(UnitOrNobody.NOBODY, "Không có: việc đang mở chuyển lên cấp trên"), *offered.choices]
        self.order_fields(("on", "decision_no", "reason", "tim", "unit", "moves_roles"))

    @property
    def service_values(self) -> dict:
        values = {name: self.cleaned_data[name] for name in ("on", "reason", "moves_roles")}
        return values | {"successor": self.cleaned_data["unit"]}


class LinkForm(PickingForm, PaperFields):
    """A superior on one of the lines; the managing line of the unit is not offered."""

    options = "tuyen-khac"
    unit_label = "Cấp trên"
    line = forms.ChoiceField(label="Tuyến", widget=forms.RadioSelect)
    on = DayField(label="Từ ngày")

    def __init__(self, *given, managing: str = "", **more) -> None:
        super().__init__(*given, **more)
        self.fields["line"].choices = [choice for choice in Line.choices if choice[0] != managing]
        self.order_fields(("line", "tim", "unit", "on", "decision_no", "note"))

    @property
    def service_values(self) -> dict:
        values = {name: self.cleaned_data[name] for name in ("line", "on", "decision_no", "note")}
        return values | {"parent": self.cleaned_data["unit"]}


class UnlinkForm(AskingForm):
    on = DayField(label="Không còn từ ngày")


class MembersForm(AskingForm):
    count = forms.IntegerField(
        label="Số đảng viên", min_value=0, localize=True, help_text="Tính cả các đơn vị trực thuộc."
    )
    quality = forms.ChoiceField(label="Loại số", choices=QUALITIES, initial=Quality.EXACT.value)
    as_of = DayField(label="Tại ngày")

    def clean_as_of(self) -> date:
        if self.cleaned_data["as_of"] > timezone.localdate():
            raise forms.ValidationError("Ngày phải từ hôm nay trở về trước.")
        return self.cleaned_data["as_of"]


class UnitsQuery(forms.Form):
    """What the page of units is asked. Never fails: what cannot be read is as if it were not asked."""

    tim = forms.CharField(
        label="Tên hoặc mã", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *UnitKind.choices])
    ngay = DayField(label="Tại ngày", required=False)
    ca = forms.BooleanField(label="Cả đơn vị đã thôi hoạt động", required=False)

    def __init__(self, query) -> None:
        super().__init__(query)
        self.is_valid()

    def value_of(self, name: str):
        return self.cleaned_data.get(name)

    @property
    def day(self) -> date:
        return self.value_of("ngay") or timezone.localdate()
