"""The form of a declared count: a unit's bare numbers on a day, in all or by sector."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.declarations.models import Declaration, Measure
from lantoa.initiatives.queries import sectors_for, writable_units
from lantoa.kit.counts import CountField, StatedCount
from lantoa.kit.fields import DayField, PastDayField
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.movement.models import Sector
from lantoa.units.forms.addressing import AddressForm, unit_field
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree

EXAMPLE = "Ghi 1.061 hoặc trên 130, dưới 50, khoảng 200."


class DeclareForm(SearchingForm):
    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị kê khai",
        help_text="Số kê khai gồm cả các đơn vị trực thuộc.",
        to_field_name="code",
        refreshes="by_sector",
    )
    as_of = PastDayField(what="Ngày chốt", label="Ngày chốt số")
    measure = forms.ChoiceField(
        choices=[(measure.value, f"Mô hình {measure.label}") for measure in Measure],
        required=False,
        label="Chỉ tiêu",
        help_text="Để nguyên nếu là số mô hình đang có vào ngày chốt.",
    )
    total = CountField(required=False, label="Tổng số mô hình", help_text=EXAMPLE)
    replaces = forms.BooleanField(
        required=False, label="Thay số đã kê khai của ngày này; số cũ vẫn còn trong diễn biến"
    )

    def __init__(self, data: Mapping | None = None, *, user: Person, initial: Mapping[str, Any]) -> None:
        self.user = user
        super().__init__(data, initial=initial)
        self.fields["unit"].queryset = writable_units(user)
        unit = self["unit"].chosen_record
        self.sectors: dict[str, Sector] = {}
        for sector in sectors_for(unit, timezone.localdate()) if unit else ():
            name = f"so_{sector.pk}"
            self.sectors[name] = sector
            self.fields[name] = CountField(required=False, label=str(sector))

    def sector_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.sectors]

    def clean_measure(self) -> str:
        return self.cleaned_data["measure"] or Measure.STANDING.value

    @property
    def needs_consent(self) -> bool:
        """Whether the box that allows to replace earlier numbers must be shown."""
        return self.is_bound and not self.searched_field and "replaces" in self.errors

    def clean(self) -> dict[str, Any]:
        asked = self.cleaned_data
        if not self.errors and not self.counts:
            raise forms.ValidationError("Hãy ghi tổng số, hoặc số của ít nhất một lĩnh vực.")
        if not self.errors and not asked["replaces"] and (held := self._describe_replaced()):
            self.add_error("replaces", f"Ngày này đơn vị đã kê khai {held}. Đánh dấu ô này nếu muốn thay.")
        return asked

    @property
    def counts(self) -> list[tuple[Sector | None, int, str]]:
        """What `declare` takes."""
        given = [
            (None, self.cleaned_data.get("total")),
            *((self.sectors[name], self.cleaned_data.get(name)) for name in self.sectors),
        ]
        return [(sector, stated.count, stated.quality) for sector, stated in given if stated is not None]

    def _describe_replaced(self) -> str:
        """Earlier numbers of the same unit and day that these would change, in words."""
        new = {sector.pk if sector else None: (count, quality) for sector, count, quality in self.counts}
        rows = (
            Declaration.objects.visible_to(self.user)
            .filter(
                unit=self.cleaned_data["unit"],
                as_of=self.cleaned_data["as_of"],
                measure=self.cleaned_data.get("measure", Measure.STANDING.value),
            )
            .select_related("sector")
        )
        changed = [row for row in rows if row.sector_id in new and new[row.sector_id] != (row.count, row.quality)]
        return ", ".join(f"{row.sector or 'tổng số'}: {StatedCount(row.count, row.quality)}" for row in changed)


class DeclarationFilterForm(AddressForm):
    """Filters of the list of declared counts."""

    tu = DayField(required=False, label="Chốt từ ngày")
    den = DayField(required=False, label="Chốt đến ngày")
    tat_ca = forms.ChoiceField(
        choices=[("", "Số mới nhất của mỗi đơn vị"), ("co", "Cả các lần trước")], required=False, label="Lần kê khai"
    )

    def __init__(self, data: Mapping, *, user: Person) -> None:
        super().__init__(data)
        units = Unit.objects.visible_to(user).in_order()
        self.fields["don_vi"] = unit_field(units, required=False, label="Đơn vị (cả cấp dưới)")
        self.order_fields(["don_vi", "tu", "den", "tat_ca"])

    @property
    def only_latest(self) -> bool:
        return self.data.get("tat-ca") != "co"

    def filter_rows(self, rows: QuerySet[Declaration]) -> QuerySet[Declaration]:
        asked = self.cleaned_data
        if asked["don_vi"]:
            rows = rows.within(Tree(timezone.localdate()), [asked["don_vi"].pk])
        if asked["tu"]:
            rows = rows.filter(as_of__gte=asked["tu"])
        return rows.by(asked["den"]) if asked["den"] else rows
