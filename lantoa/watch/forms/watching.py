"""The filters of a list of alerts, read from the address."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from lantoa.movement.models import Sector
from lantoa.units.forms.addressing import ANY, AddressForm, unit_field
from lantoa.units.models import Person, Unit
from lantoa.watch.known import label_of
from lantoa.watch.queries.alerts import AlertFilters
from lantoa.watch.queries.complaints import AlertList

MINE = (ANY, ("co", "Chỉ việc của tôi"))
UNKNOWN = {"invalid_choice": "Không có lựa chọn này; hãy chọn lại."}


class AlertFilterForm(AddressForm):
    """Unit, sector, and where a list holds several kinds of alerts, which of them."""

    linh_vuc = forms.ChoiceField(required=False, label="Lĩnh vực", error_messages=UNKNOWN)
    cua_toi = forms.ChoiceField(choices=MINE, required=False, label="Của ai", error_messages=UNKNOWN)

    def __init__(self, data: Mapping, *, user: Person, listed: AlertList) -> None:
        super().__init__(data)
        self.user = user
        units = Unit.objects.visible_to(user).standing(timezone.localdate()).in_order()
        self.fields["don_vi"] = unit_field(units, required=False, label="Đơn vị (cả cấp dưới)")
        sectors = Sector.objects.visible_to(user).order_by("pk").values_list("code", "name")
        self.fields["linh_vuc"].choices = [ANY, *dict(sectors).items()]
        if len(listed.kinds) > 1:
            kinds = [(kind, label_of(kind)) for kind in listed.kinds]
            self.fields["canh_bao"] = forms.ChoiceField(
                choices=[ANY, *kinds], required=False, label="Cảnh báo", error_messages=UNKNOWN
            )
        self.order_fields(("don_vi", "linh_vuc", "canh_bao", "cua_toi"))

    @property
    def filters(self) -> AlertFilters:
        asked = self.cleaned_data
        return AlertFilters(
            unit=asked["don_vi"],
            sector=asked["linh_vuc"],
            kind=asked.get("canh_bao", ""),
            told=self.user if asked["cua_toi"] else None,
        )
