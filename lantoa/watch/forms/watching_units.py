"""The filters of the list of units that need attention, read from the address."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from lantoa.units.forms.addressing import ANY, UNKNOWN, AddressForm, unit_field
from lantoa.units.models import Person, Unit
from lantoa.watch.queries.units_watch import REASONS, Reason


class UnitWatchForm(AddressForm):
    """A superior with all below it, and why the units need attention."""

    ly_do = forms.ChoiceField(
        choices=[ANY, *((reason.slug, reason.title) for reason in REASONS.values())],
        required=False,
        label="Cần chú ý vì",
        error_messages=UNKNOWN,
    )

    def __init__(self, data: Mapping, *, user: Person) -> None:
        super().__init__(data)
        units = Unit.objects.visible_to(user).standing(timezone.localdate()).in_order()
        self.fields["don_vi"] = unit_field(units, required=False, label="Thuộc cấp trên")
        self.order_fields(("don_vi", "ly_do"))

    @property
    def below(self) -> Unit | None:
        return self.cleaned_data["don_vi"]

    @property
    def reason(self) -> Reason | None:
        return REASONS.get(self.cleaned_data["ly_do"])
