"""The filters of the list of initiatives, read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.db.models import Max, Min
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.initiatives.forms.picking import PickField, SearchingForm
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import SORTS, Filters
from lantoa.kit.fields import DayField, LineField
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Chip
from lantoa.movement.models import Sector
from lantoa.units.models import Person, Unit

MOST_LISTED = 150  # more units than a list to choose from can hold
ANY = ("", "Tất cả")
SELECTED = flatatt({"selected": True})
IDENTIFIED = (ANY, ("co", "Có tên, địa chỉ"), ("khong", "Còn thiếu tên, địa chỉ"))
UNKNOWN = {"invalid_choice": "Không có lựa chọn này; hãy chọn lại."}
UNKNOWN_UNIT = {"invalid_choice": "Không có đơn vị này trong phạm vi của bạn; hãy chọn lại."}
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


class Select(forms.Select):
    """Written in one go: a template for each option would cost more than the fifty rows of the page."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        asked = self.get_context(name, value, attrs)["widget"]
        options = [option for _, group, _ in asked["optgroups"] for option in group]
        lines = ((option["value"], SELECTED if option["selected"] else "", option["label"]) for option in options)
        inside = format_html_join("", '<option value="{}"{}>{}</option>', lines)
        return format_html("<select{}>{}</select>", flatatt({"name": asked["name"], **asked["attrs"]}), inside)


class UnitField(forms.ModelChoiceField):
    """Units in order, each with its code where names may repeat."""

    widget = Select

    def label_from_instance(self, unit: Unit) -> str:
        return f"{unit.name} ({unit.code})"


def unit_field(units, **kwargs) -> forms.Field:
    """Units to choose from: a list while it is short, a search where there are many."""
    if units.order_by()[: MOST_LISTED + 1].count() <= MOST_LISTED:
        return UnitField(units, empty_label="Tất cả", to_field_name="code", error_messages=UNKNOWN_UNIT, **kwargs)
    find = {"note": lambda unit: unit.code, "placeholder": "Gõ tên hoặc mã đơn vị, không cần dấu"}
    return PickField(units, to_field_name="code", error_messages=UNKNOWN_UNIT, **find, **kwargs)


def _choice(choices, words: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[ANY, *choices], required=False, label=words, error_messages=UNKNOWN, widget=Select
    )


class AddressForm(SearchingForm):
    """Filters that live in the address. Names there are the fields' with a hyphen for an underscore."""

    unsaid: tuple[str, ...] = ()  # how the rows stand, not which

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    @property
    def is_untidy(self) -> bool:
        """Whether the address carries empty filters, as a browser sends them from a form."""
        return not self.searched and any(not self.data.get(self[name].html_name, "x").strip() for name in self.fields)

    def clean_query(self) -> QueryDict:
        """The address as it should be: what is filled in, nothing else."""
        query = self.data.copy()
        known = {self[name].html_name for name in self.fields}
        for name in list(query):
            if name not in known or not query.get(name, "").strip():
                del query[name]
        return query

    def address(self, **changed: str | None) -> str:
        """The query string of these filters from the first page on, with some `changed` (None: dropped), by names there."""
        query = self.clean_query()
        for name, value in changed.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def in_words(self) -> dict[str, str]:
        """What is asked, by the name in the address: "Lĩnh vực: Kinh tế"."""
        asked = {name: value for name, value in self.cleaned_data.items() if value and name not in self.unsaid}
        return {self[name].html_name: f"{self.fields[name].label}: {self._worded(name, asked[name])}" for name in asked}

    def _worded(self, name: str, value: object) -> str:
        if isinstance(value, date):
            return format_date(value)
        choices = getattr(self.fields[name], "choices", ())
        return str(value) if isinstance(value, Unit) else dict(choices).get(value, f"“{value}”")

    def chips(self) -> list[Chip]:
        """Each filter in force, with the address that drops it; none while something is wrong."""
        if not self.is_valid():
            return []
        return [Chip(words, self.address(**{name: None})) for name, words in self.in_words().items()]


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
