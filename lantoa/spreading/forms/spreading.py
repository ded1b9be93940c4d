"""Forms of taking an initiative up, giving a copy up, and answering a suggestion."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import writable_units
from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.kit.picking import PickField, SearchingForm
from lantoa.spreading.models import DeclinedSuggestion
from lantoa.units.models import Person, Unit


def _words(label: str, help_text: str) -> LinesField:
    return LinesField(max_length=2000, required=False, label=label, help_text=help_text, rows=3)


class TakeUpForm(SearchingForm, AskingForm):
    """Which unit takes the source up, what it does otherwise, and whether it has a registration for it already."""

    unit = PickField(
        Unit.objects.none(),
        note=lambda unit: unit.code,
        placeholder="Gõ tên hoặc mã đơn vị, không cần dấu",
        label="Đơn vị áp dụng",
        to_field_name="code",
        refreshes="copy",
    )
    copy = forms.ModelChoiceField(
        Initiative.objects.none(),
        required=False,
        empty_label="Mở bản đăng ký mới",
        label="Bản đăng ký",
        help_text="Nếu đơn vị đã đăng ký mô hình này, chọn bản đó để nối; nếu chưa, hệ thống mở một bản nháp điền sẵn.",
    )
    kept = _words("Giữ nguyên gì", "Những việc làm đúng như nơi có mô hình gốc.")
    changed = _words("Điều chỉnh gì", "Làm khác đi cho hợp với nơi mình.")
    dropped = _words("Bỏ bớt gì", "Những việc không làm.")
    why = _words("Vì sao", "Vì sao giữ, đổi hay bỏ như vậy.")

    def __init__(
        self, data: Mapping | None = None, *, user: Person, source: Initiative, unit: Unit | None = None
    ) -> None:
        super().__init__(data, initial={"unit": unit})
        self.fields["unit"].queryset = writable_units(user).exclude(pk=source.unit_id)
        chosen = self["unit"].chosen_record
        if chosen:
            own = Initiative.objects.visible_to(user).filter(unit=chosen).exclude(state=State.WITHDRAWN)
            self.fields["copy"].queryset = own.exclude(pk=source.pk).order_by("name_sort", "pk")


class GiveUpForm(AskingForm):
    """A copy that failed or ended: from which day, and why."""

    on = DayField(label="Từ ngày")
    reason = LinesField(
        max_length=2000,
        label="Lý do",
        help_text="Nơi khác sẽ đọc để rút kinh nghiệm: vướng ở đâu, thiếu điều kiện gì.",
    )

    def __init__(self, data: Mapping | None = None) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})


class DeclineForm(AskingForm):
    reason = LineField(
        max_length=DeclinedSuggestion._meta.get_field("reason").max_length,
        label="Vì sao không phù hợp",
        help_text="Ví dụ: địa bàn không có rừng; đã làm bằng cách khác.",
    )
