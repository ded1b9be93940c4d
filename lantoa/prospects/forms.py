"""Forms of the scouting: the list's filters, a prospect in four short boxes, its rating, its taking up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.initiatives.forms.steps import tier_of
from lantoa.initiatives.queries import sectors_for, writable_units
from lantoa.kit.fields import LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.movement.models import Sector
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import ProspectFilters, prospect_years
from lantoa.units.forms.addressing import ANY, UNKNOWN, AddressForm, unit_field
from lantoa.units.models import Person, Unit

RATING_WORDS = ((5, "Rất triển vọng"), (4, "Triển vọng"), (3, "Có thể"), (2, "Ít triển vọng"), (1, "Chưa thấy"))
RATING_CHOICES = [(number, f"{number} – {words}") for number, words in RATING_WORDS]


class ProspectFilterForm(AddressForm):
    """Filters of the list of prospects."""

    def __init__(self, data: Mapping, *, user: Person) -> None:
        super().__init__(data)
        units = Unit.objects.visible_to(user).in_order()
        self.fields["don_vi"] = unit_field(units, required=False, label="Đơn vị (cả cấp dưới)")
        years = [(str(year), str(year)) for year in prospect_years(user)]
        for name, choices, label in (
            ("nam", years, "Năm rà soát"),
            ("trang_thai", ProspectState.choices, "Trạng thái"),
        ):
            self.fields[name] = forms.ChoiceField(
                choices=[ANY, *choices], required=False, label=label, error_messages=UNKNOWN
            )

    @property
    def filters(self) -> ProspectFilters:
        asked = self.cleaned_data
        year = int(asked["nam"]) if asked["nam"] else None
        return ProspectFilters(unit=asked["don_vi"], year=year, state=asked["trang_thai"])


class ProspectForm(SearchingForm, AskingForm):
    """Four short boxes; unit, year and sector are known or may wait. `prospect`: the one to change, or None."""

    name = LineField(max_length=300, label="Cách làm gì", help_text="Việc đang làm, ngắn gọn.")
    holder = LineField(max_length=200, label="Ai đang làm", help_text="Người, tổ, hội, chi đoàn.")
    location = LineField(max_length=300, label="Ở đâu", help_text="Thôn, bản, tổ dân phố, cơ quan.")
    why = LinesField(
        max_length=1000,
        label="Vì sao triển vọng",
        help_text="Khác trước ở điểm nào, ai được lợi.",
        rows=3,
    )
    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị ghi nhận",
        to_field_name="code",
        refreshes="sector",
    )
    year = forms.IntegerField(label="Năm rà soát")
    sector = forms.ModelChoiceField(
        Sector.objects.none(), required=False, empty_label="Chưa xếp", label="Lĩnh vực (nếu đã rõ)"
    )

    def __init__(
        self, data: Mapping | None = None, *, user: Person, unit: Unit | None, prospect: Prospect | None = None
    ) -> None:
        start: dict[str, Any] = {"unit": unit, "year": timezone.localdate().year}
        if prospect is not None:
            names = ("unit", "year", "name", "holder", "location", "why", "sector")
            start = {name: getattr(prospect, name) for name in names}
        super().__init__(data, initial=start)
        self.fields["unit"].queryset = writable_units(user)
        kept = prospect.sector_id if prospect else None
        self.fields["sector"].queryset = sectors_for(self["unit"].chosen_record, timezone.localdate(), kept)


class RateForm(AskingForm):
    rating = forms.TypedChoiceField(
        choices=RATING_CHOICES, coerce=int, widget=forms.RadioSelect, label="Mức triển vọng", required=True
    )
    remark = LinesField(
        max_length=1000,
        label="Nhận xét",
        help_text="Vì sao cho mức này; điều gì cần làm tiếp.",
    )

    def __init__(self, *sent: Any, prospect: Prospect) -> None:
        super().__init__(*sent, initial={"rating": prospect.rating, "remark": prospect.rating_reason})


class TakeUpForm(AskingForm):
    """The one thing that a registration needs and a prospect may lack."""

    sector = forms.ModelChoiceField(
        Sector.objects.none(), widget=forms.RadioSelect, empty_label=None, label="Lĩnh vực của đăng ký"
    )

    def __init__(self, *sent: Any, prospect: Prospect) -> None:
        super().__init__(*sent, initial={"sector": prospect.sector_id})
        self.tier = tier_of(prospect.unit)
        self.fields["sector"].queryset = sectors_for(prospect.unit, timezone.localdate(), prospect.sector_id)

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"tier": self.tier}
