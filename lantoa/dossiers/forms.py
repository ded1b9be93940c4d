"""The filters of the list of initiatives, read from the address."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db.models import Max, Min

from lantoa.dossiers.queries import SORTS, Filters
from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.initiatives.models import Initiative
from lantoa.kit.fields import DayField, LineField
from lantoa.movement.models import Sector
from lantoa.units.forms.addressing import ANY, AddressForm, _choice, unit_field
from lantoa.units.models import Person, Unit

IDENTIFIED = (ANY, ("co", "Có tên, địa chỉ"), ("khong", "Còn thiếu tên, địa chỉ"))
ORDER = (
    "tim",
    "don_vi",
    "trang_thai",
    "linh_vuc",
    "nam",
    "doi_tuong",
    "loai",
    "cap",
    "cong_nhan",
    "co_ten",
    "tu",
    "den",
)


class FilterForm(AddressForm):
    """Filters of the list of initiatives."""

    unsaid = ("sap_xep",)

    tim = LineField(required=False, max_length=100, label="Tìm theo tên, người, đơn vị")
    trang_thai = _choice(State.choices, "Trạng thái")
    linh_vuc = _choice((), "Lĩnh vực")
    doi_tuong = _choice(Subject.choices, "Tập thể, cá nhân")
    loai = _choice(Kind.choices, "Loại")
    cap = _choice(Tier.choices, "Cấp đăng ký")
    cong_nhan = _choice(Tier.choices, "Được công nhận ở cấp")
    co_ten = _choice(IDENTIFIED[1:], "Tên, địa chỉ")
    nam = _choice((), "Năm đăng ký")
    tu = DayField(required=False, label="Đăng ký từ ngày")
    den = DayField(required=False, label="Đăng ký đến ngày")
    sap_xep = forms.ChoiceField(choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping, *, user: Person) -> None:
        super().__init__(data)
        self.fields["tim"].widget.input_type = "search"
        self.fields["don_vi"] = unit_field(
            Unit.objects.visible_to(user).in_order(), required=False, label="Đơn vị (cả cấp dưới)"
        )
        self.fields["linh_vuc"].choices = [ANY, *_sector_choices(user)]
        self.fields["nam"].choices = [ANY, *_year_choices(user)]
        self.order_fields(ORDER)

    @property
    def filters(self) -> Filters:
        asked = self.cleaned_data
        return Filters(
            text=asked["tim"],
            unit=asked["don_vi"],
            sector=asked["linh_vuc"],
            subject=asked["doi_tuong"],
            kind=asked["loai"],
            tier=asked["cap"],
            state=asked["trang_thai"],
            year=int(asked["nam"]) if asked["nam"] else None,
            start=asked["tu"],
            end=asked["den"],
            is_identified={"co": True, "khong": False}.get(asked["co_ten"]),
            recognised_at=asked["cong_nhan"],
        )

    @property
    def sort(self) -> str:
        return self.cleaned_data["sap_xep"] or next(iter(SORTS))


def _sector_choices(user: Person) -> list[tuple[str, str]]:
    """National sectors first; a province's own with the code that tells it apart."""
    rows = Sector.objects.visible_to(user).order_by("pk").values_list("code", "name", "unit_id")
    national = {code: name for code, name, unit in rows if unit is None}
    own = {code: f"{name} (riêng)" for code, name, unit in rows if unit is not None and code not in national}
    return [*national.items(), *own.items()]


def _year_choices(user: Person) -> list[tuple[str, str]]:
    """From the latest registration back to the first."""
    held = (
        Initiative.objects.visible_to(user).order_by().aggregate(first=Min("registered_on"), last=Max("registered_on"))
    )
    if held["first"] is None:
        return []
    return [(str(year), str(year)) for year in range(held["last"].year, held["first"].year - 1, -1)]
