"""Forms of directives and tasks: issue, give to units, move, and the filters of the two lists."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.kit.parts import Chip
from lantoa.kit.ruling import Refused
from lantoa.movement.enums import DirectiveKind, TaskState
from lantoa.movement.models import Directive
from lantoa.movement.queries import groups_below
from lantoa.units.lookup import UnitsByCode
from lantoa.units.models import Person, Unit

ANY = ("", "Tất cả")
DUE = (("qua-han", "Quá hạn"), ("sap-den", "Sắp đến hạn"))


class DirectiveFactsForm(AskingForm):
    kind = forms.ChoiceField(label="Loại văn bản", choices=DirectiveKind.choices, widget=forms.RadioSelect)
    number = LineField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 56-CT/TU")
    dated_on = DayField(label="Ngày ban hành")
    title = LineField(label="Trích yếu", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    summary = LinesField(label="Tóm tắt nội dung", required=False, max_length=4000)
    valid_to = DayField(label="Hiệu lực đến", required=False, help_text="Để trống nếu chưa có ngày hết.")


class DirectiveForm(DirectiveFactsForm):
    based_on = forms.ModelChoiceField(
        Directive.objects.none(),
        label="Căn cứ văn bản",
        required=False,
        empty_label="Không căn cứ văn bản nào đã có ở đây",
        help_text="Văn bản của đơn vị hoặc của cấp trên mà văn bản này thực hiện.",
    )
    upload = forms.FileField(
        label="Bản quét (PDF hoặc ảnh)", required=False, widget=forms.FileInput, help_text="Có thể gắn sau."
    )

    def __init__(self, data=None, files=None, *, bases: QuerySet[Directive]) -> None:
        super().__init__(data, files)
        self.fields["based_on"].queryset = bases
        self.fields["based_on"].label_from_instance = lambda base: f"{base} – {base.title}"


class AssignForm(AskingForm):
    """To whom a task is given: groups of units below, single ones directly below, others by code."""

    content = LinesField(label="Nội dung nhiệm vụ", max_length=4000)
    due_on = DayField(label="Hạn hoàn thành")
    groups = forms.MultipleChoiceField(label="Giao cho cả nhóm", required=False, widget=forms.CheckboxSelectMultiple)
    chosen = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Giao cho từng đơn vị trực thuộc",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    codes = forms.CharField(
        label="Mã đơn vị khác bên dưới",
        required=False,
        max_length=2000,
        help_text="Cách nhau bằng dấu phẩy; mã xem ở trang Đơn vị.",
    )
    helping_chosen = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="Đơn vị phối hợp",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    helping = forms.CharField(
        label="Mã đơn vị phối hợp khác", required=False, max_length=2000, help_text="Cách nhau bằng dấu phẩy."
    )

    def __init__(self, data=None, *, unit: Unit, by: Person, initial=None) -> None:
        super().__init__(data, initial=initial)
        self.by = by
        self.known = groups_below(unit, by, timezone.localdate())
        self.fields["groups"].choices = [(group.slug, group.label) for group in self.known]
        for name in ("chosen", "helping_chosen"):
            self.fields[name].queryset = self.known[0].units if self.known else Unit.objects.none()

    def clean_codes(self) -> list[Unit]:
        return self._units("codes")

    def clean_helping(self) -> list[Unit]:
        return self._units("helping")

    def clean(self) -> dict:
        values = super().clean()
        if not (values.get("groups") or values.get("chosen") or values.get("codes") or self.errors):
            raise forms.ValidationError("Hãy chọn ít nhất một nhóm hoặc một đơn vị để giao nhiệm vụ.")
        return values

    @property
    def units(self) -> list[Unit]:
        """All that were asked for, each once, in Vietnamese order."""
        asked = {unit.pk: unit for unit in (*self.cleaned_data["chosen"], *self.cleaned_data["codes"])}
        for group in self.known:
            if group.slug in self.cleaned_data["groups"]:
                asked |= {unit.pk: unit for unit in group.units}
        return sorted(asked.values(), key=lambda unit: (unit.name_sort, unit.code))

    @property
    def helpers(self) -> list[Unit]:
        """Units that coordinate, each once."""
        asked = (*self.cleaned_data["helping_chosen"], *self.cleaned_data["helping"])
        return list({unit.pk: unit for unit in asked}.values())

    def _units(self, name: str) -> list[Unit]:
        """Raises a `ValidationError` that names each code which is not in scope."""
        codes = [
            code for code in self.cleaned_data[name].replace(";", ",").replace("\n", ",").split(",") if code.strip()
        ]
        codes = list(dict.fromkeys(code.strip() for code in codes))
        known, found, faults = UnitsByCode(codes, self.by), [], []
        for code in codes:
            try:
                found.append(known.find(code, timezone.localdate()))
            except Refused as refused:
                faults += refused.reasons
        if faults:
            raise forms.ValidationError(faults)
        return found


class ProgressForm(AskingForm):
    percent = forms.IntegerField(
        label="Tiến độ",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={"min_value": "Tiến độ phải từ 0 đến 100%%.", "max_value": "Tiến độ phải từ 0 đến 100%%."},
    )
    note = LinesField(label="Kết quả, khó khăn", required=False, max_length=4000)

    def __init__(self, *sent: Any) -> None:
        super().__init__(*sent)
        self.fields["percent"].suffix = "%"


class DoneForm(AskingForm):
    note = LinesField(label="Kết quả", required=False, max_length=4000)


class ListForm(forms.Form):
    """Filters that live in the address, under names with hyphens."""

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    @property
    def address_values(self) -> dict[str, str]:
        """What is filled in and can be read, by name in the address; what cannot be read is left out."""
        self.is_valid()
        return {self[name].html_name: value for name, value in self.cleaned_data.items() if value}

    def address(self, **changed: str) -> str:
        """The query string with these filters, some `changed` ("": dropped), names with _ for -."""
        query = self.address_values | {name.replace("_", "-"): value for name, value in changed.items()}
        return f"?{urlencode({name: value for name, value in query.items() if value})}"

    def chips(self, *, without: tuple[str, ...] = ()) -> list[Chip]:
        """Each filter in force with the address that drops it."""
        return [
            Chip(f"{self.fields[name].label}: {self._word(name)}", self.address(**{name: ""}))
            for name in self.fields
            if name not in without and self[name].html_name in self.address_values
        ]

    def _word(self, name: str) -> str:
        value = self.cleaned_data[name]
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


class DirectivesQuery(ListForm):
    tim = forms.CharField(
        label="Tìm số, trích yếu", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    loai = forms.ChoiceField(label="Loại văn bản", required=False, choices=[ANY, *DirectiveKind.choices])
    nam = forms.RegexField(r"^(19|20)\d\d$", label="Năm ban hành", required=False)
    don_vi = forms.CharField(label="Mã đơn vị ban hành", required=False, max_length=40)


class TasksQuery(ListForm):
    xem = forms.CharField(label="Xem", required=False, max_length=20, widget=forms.HiddenInput)
    van_ban = forms.RegexField(r"^\d{1,9}$", label="Văn bản số", required=False, widget=forms.HiddenInput)
    don_vi = forms.CharField(label="Đơn vị", required=False, max_length=40, widget=forms.HiddenInput)
    tim = forms.CharField(
        label="Tìm đơn vị chủ trì", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ANY, *TaskState.choices])
    da_nhan = forms.ChoiceField(label="Đã nhận", required=False, choices=[ANY, ("co", "Có")])
    han = forms.ChoiceField(label="Hạn", required=False, choices=[ANY, *DUE])
