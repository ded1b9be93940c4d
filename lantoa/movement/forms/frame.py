"""Forms of sectors, campaigns and themes. They clean; the services decide."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from lantoa.kit.fields import DayField, LineField
from lantoa.kit.forms import AskingForm
from lantoa.movement.enums import PEER, THE_FOUR_CHOICES, CampaignKind, NationalSector
from lantoa.movement.models import Campaign
from lantoa.units.models import Unit


def unit_field(label: str, units: QuerySet[Unit], **more) -> forms.ModelChoiceField:
    """One of the few units for which the person speaks."""
    return forms.ModelChoiceField(units, label=label, to_field_name="code", **more)


class SectorForm(AskingForm):
    name = LineField(label="Tên lĩnh vực", max_length=160)
    code = forms.SlugField(
        label="Mã lĩnh vực",
        max_length=60,
        help_text="Chữ không dấu, số và gạch nối, ví dụ nong-thon-moi.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    national = forms.ChoiceField(
        label="Tổng hợp vào lĩnh vực toàn quốc",
        choices=[*THE_FOUR_CHOICES, (NationalSector.OTHER.value, PEER)],
        widget=forms.RadioSelect,
        help_text="Lĩnh vực ngang hàng được ghi là “Lĩnh vực khác” ở nơi chỉ có bốn lĩnh vực toàn quốc.",
    )
    valid_from = DayField(label="Hiệu lực từ")
    valid_to = DayField(label="Hiệu lực đến", required=False, help_text="Để trống nếu chưa có ngày hết.")

    def __init__(self, data, *, units: QuerySet[Unit], **more) -> None:
        super().__init__(data, **more)
        self.fields["unit"] = unit_field("Đơn vị ban hành", units, empty_label=None)

    def clean(self) -> dict:
        values = super().clean()
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.")
        return values


class CampaignForm(AskingForm):
    name = LineField(label="Tên đợt", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=CampaignKind.choices, widget=forms.RadioSelect)
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến ngày")
    directive_no = LineField(label="Văn bản phát động", max_length=120, required=False)

    def __init__(
        self, data, *, units: QuerySet[Unit], phases: QuerySet[Campaign], may_everywhere: bool, **more
    ) -> None:
        """`may_everywhere`: whether a campaign for all units, issued by none of them, is offered."""
        super().__init__(data, **more)
        everywhere = "Toàn hệ thống" if may_everywhere else None
        self.fields["unit"] = unit_field("Đơn vị phát động", units, empty_label=everywhere, required=not may_everywhere)
        self.fields["phase"] = forms.ModelChoiceField(
            phases, label="Thuộc giai đoạn", required=False, empty_label="Không thuộc giai đoạn nào"
        )


class ThemeForm(AskingForm):
    name = LineField(label="Chủ đề", max_length=80, help_text="Ngắn, ví dụ: chuyển đổi số, giảm nghèo.")
