"""The filters of the list of initiatives, read from the address."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.dossiers.models import SavedView
from lantoa.dossiers.queries import ANY_TIER, SORTS, Filters
from lantoa.initiatives.enums import Kind, State, Subject, Tier
from lantoa.initiatives.needs import find_returned
from lantoa.initiatives.queries import waiting_for
from lantoa.kit.fields import DayField, LineField
from lantoa.kit.kept import keep
from lantoa.movement.models import Sector
from lantoa.units.forms.addressing import ANY, AddressForm, _choice, unit_field
from lantoa.units.models import Person, Unit
from lantoa.watch.models import Alert

FIRST_YEAR = 2009  # in which the movement began
WAITING, RETURNED, LACKING = "cho-duyet", "can-sua", "don-doc"
WORK = ((WAITING, "Chờ tôi duyệt"), (RETURNED, "Chờ tôi sửa"), (LACKING, "Cần đôn đốc"))
IDENTIFIED = (ANY, ("co", "Có tên, địa chỉ"), ("khong", "Còn thiếu tên, địa chỉ"))
ORDER = (
    "tim",
    "don_vi",
    "trang_thai",
    "linh_vuc",
    "nam",
    "viec",
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

    tim = LineField(required=False, max_length=100, label="Tìm")
    trang_thai = _choice(State.choices, "Trạng thái")
    linh_vuc = _choice((), "Lĩnh vực")
    doi_tuong = _choice(Subject.choices, "Tập thể, cá nhân")
    loai = _choice(Kind.choices, "Loại")
    cap = _choice(Tier.choices, "Cấp đăng ký")
    cong_nhan = _choice(((ANY_TIER, "Bất kỳ cấp nào"), *Tier.choices), "Được công nhận ở cấp")
    co_ten = _choice(IDENTIFIED[1:], "Tên, địa chỉ")
    nam = _choice((), "Năm đăng ký")
    viec = _choice(WORK, "Việc")
    tu = DayField(required=False, label="Đăng ký từ ngày")
    den = DayField(required=False, label="Đăng ký đến ngày")
    sap_xep = forms.ChoiceField(choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping, *, user: Person) -> None:
        super().__init__(data)
        self.user = user
        self.fields["tim"].widget.input_type = "search"
        self.fields["tim"].widget.attrs["placeholder"] = "Tên, người, đơn vị"
        self.fields["trang_thai"].choices = [("", "Mọi trạng thái"), *State.choices]
        self.fields["don_vi"] = unit_field(
            Unit.objects.visible_to(user).in_order(), required=False, label="Đơn vị (cả cấp dưới)"
        )
        self.fields["linh_vuc"].choices = [("", "Mọi lĩnh vực"), *_sector_choices(user)]
        self.fields["nam"].choices = [ANY, *_year_choices()]
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
            among=_keys_of_work(asked["viec"], self.user),
        )

    @property
    def sort(self) -> str:
        """A key of SORTS; the first while the address is not understood."""
        asked = self.cleaned_data.get("sap_xep") if self.is_valid() else ""
        return asked or next(iter(SORTS))


def _sector_choices(user: Person) -> list[tuple[str, str]]:
    """National sectors first; a province's own with the code that tells it apart. Kept until something has happened."""
    return keep(f"sectors-{user.pk}", timezone.localdate(), lambda: _read_sectors(user))


def _read_sectors(user: Person) -> list[tuple[str, str]]:
    rows = Sector.objects.visible_to(user).order_by("pk").values_list("code", "name", "unit_id")
    national = {code: name for code, name, unit in rows if unit is None}
    own = {code: f"{name} (riêng)" for code, name, unit in rows if unit is not None and code not in national}
    return [*national.items(), *own.items()]


def _year_choices() -> list[tuple[str, str]]:
    """From this year back to the first of the movement. The same for everybody: a saved view of a year never fails for want of
    rows, and no question is asked of twenty thousand rows to fill a box that few open."""
    return [(str(year), str(year)) for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)]


def _keys_of_work(work: str, user: Person) -> QuerySet | None:
    """Keys of the initiatives that this kind of work is about; None where none is asked for."""
    today = timezone.localdate()
    if work == WAITING:
        return waiting_for(user).order_by().values("pk")
    if work == RETURNED:
        return find_returned(user, today).order_by().values("pk")
    if work == LACKING:
        return Alert.objects.visible_to(user).open(today).order_by().values("initiative_id")
    return None


class SavedViewForm(forms.Form):
    """The name under which filters are kept. What is wrong with it the service says."""

    ten = LineField(required=False, max_length=SavedView._meta.get_field("name").max_length, label="Tên bộ lọc")
