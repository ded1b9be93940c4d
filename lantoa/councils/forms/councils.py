"""Forms of a council, its members, its sittings and their attendance."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import CriteriaSet, Member
from lantoa.councils.services import AttendanceMark
from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.units.enums import Tier
from lantoa.units.models import Person, Unit
from lantoa.units.queries import named_like

MOST_PEOPLE = 12
SEARCH = "tim-nguoi"
"""Name of the button that only asks for other people to choose from."""


class CouncilForm(AskingForm):
    name = LineField(label="Tên hội đồng", max_length=200, help_text="Ví dụ: Hội đồng thẩm định mô hình năm 2026.")
    tier = forms.ChoiceField(label="Cấp", choices=Tier.choices, help_text="Cấp mà hội đồng này đề nghị công nhận.")
    decision_no = LineField(label="Số quyết định thành lập", max_length=60, required=False)
    valid_from = DayField(label="Hiệu lực từ")
    valid_to = DayField(label="Hiệu lực đến", required=False, help_text="Để trống nếu chưa có ngày hết.")

    def __init__(self, data, *, units: QuerySet[Unit], **more) -> None:
        super().__init__(data, **more)
        self.fields["unit"] = forms.ModelChoiceField(
            units,
            label="Đơn vị thành lập",
            to_field_name="code",
            empty_label=None,
            help_text="Cần đơn vị khác: chọn đơn vị ấy ở đầu trang rồi mở lại trang này.",
        )


class MemberForm(AskingForm):
    """`people`: the door. Offers those whose name or username matches what was typed; works without scripts."""

    tim = LineField(
        label="Tìm người theo họ tên hoặc tên đăng nhập",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Nhiệm vụ", choices=CouncilRole.choices, initial=CouncilRole.MEMBER)
    valid_from = DayField(label="Từ ngày")
    valid_to = DayField(label="Đến ngày", required=False, help_text="Để trống nếu đến hết hiệu lực của hội đồng.")

    def __init__(self, data, *, people: QuerySet[Person], initial: dict) -> None:
        if data is not None and SEARCH in data:
            initial, data = initial | data.dict(), None
        super().__init__(data, initial=initial)
        given = initial if data is None else data
        keys = named_like(people, given.get("tim", ""))
        self.fields["person"] = forms.ModelChoiceField(
            people,
            label="Người được cử",
            widget=forms.RadioSelect,
            error_messages={"required": "Hãy chọn một người.", "invalid_choice": "Hãy chọn một người trong danh sách."},
        )
        by_key = people.in_bulk(keys[:MOST_PEOPLE])
        found = [by_key[key] for key in keys[:MOST_PEOPLE] if key in by_key]
        self.fields["person"].widget.choices = [(person.pk, _describe_person(person)) for person in found]
        if not found:
            self.fields["person"].help_text = "Không có ai khớp; thử ít chữ hơn, không cần gõ dấu."
        elif len(keys) > MOST_PEOPLE:
            self.fields[
                "person"
            ].help_text = f"Đang hiện {MOST_PEOPLE} người đầu; gõ thêm rồi bấm Tìm để thấy người khác."


class EndMemberForm(AskingForm):
    last_day = DayField(label="Ngày cuối tham gia")


class SittingFactsForm(AskingForm):
    title = LineField(label="Tên phiên họp", max_length=200, help_text="Ví dụ: Phiên thẩm định đợt 1 năm 2026.")
    held_on = DayField(label="Ngày họp")
    place = LineField(label="Nơi họp", max_length=200, required=False)


class SittingForm(SittingFactsForm):
    is_blind = forms.BooleanField(
        label="Thẩm định không nêu tên",
        required=False,
        help_text="Người chấm không thấy tên đơn vị và tên hồ sơ cho đến khi kết thúc phiên.",
    )

    def __init__(self, data, *, sets: Iterable[CriteriaSet], **more) -> None:
        """`sets`: general sets, the nearest first."""
        super().__init__(data, **more)
        self._sets = {str(row.pk): row for row in sets}
        self.fields["criteria"] = forms.ChoiceField(
            label="Bộ tiêu chí chung",
            choices=[(key, _set_in_words(row)) for key, row in self._sets.items()],
            help_text="Hồ sơ thuộc lĩnh vực có bộ tiêu chí riêng được chấm theo bộ riêng đó.",
            error_messages={"required": "Chưa có bộ tiêu chí chung nào có hiệu lực; hãy lập bộ tiêu chí trước."},
        )

    def clean_criteria(self) -> CriteriaSet:
        return self._sets[self.cleaned_data["criteria"]]


class AttendanceForm(AskingForm):
    """A line for each member: there or not, and a note."""

    def __init__(self, data, *, members: list[Member], held: dict[int, tuple[bool, str]]) -> None:
        """`held`: key of a member → as noted before."""
        super().__init__(data)
        self.members = members
        for member in members:
            is_present, note = held.get(member.pk, (False, ""))
            label = f"{member.person} ({member.get_role_display().lower()})"
            self.fields[f"co-mat-{member.pk}"] = forms.BooleanField(label=label, required=False, initial=is_present)
            self.fields[f"ghi-chu-{member.pk}"] = LineField(
                label=f"Ghi chú về {member.person}", max_length=100, required=False, initial=note
            )

    def lines(self) -> list[tuple[Member, forms.BoundField, forms.BoundField]]:
        return [(member, self[f"co-mat-{member.pk}"], self[f"ghi-chu-{member.pk}"]) for member in self.members]

    def marks(self) -> list[AttendanceMark]:
        values = self.cleaned_data
        return [
            AttendanceMark(member, values[f"co-mat-{member.pk}"], values[f"ghi-chu-{member.pk}"])
            for member in self.members
        ]


class ReasonForm(AskingForm):
    reason = LinesField(label="Lý do")


class ConflictForm(ReasonForm):
    is_whole_unit = forms.BooleanField(
        label="Áp dụng cho mọi hồ sơ của đơn vị có hồ sơ này",
        required=False,
        help_text="Chọn khi quan hệ của bạn là với đơn vị, không chỉ với hồ sơ này.",
    )


class MinutesForm(AskingForm):
    file = forms.FileField(
        label="Tệp biên bản đã ký",
        help_text="Bản quét PDF hoặc ảnh.",
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )
    minutes_no = LineField(label="Số biên bản", max_length=60, required=False)


def _describe_person(person: Person) -> str:
    title = f", {person.job_title}" if person.job_title else ""
    return f"{person.full_name}{title} ({person.username})"


def _set_in_words(row: CriteriaSet) -> str:
    return f"{row} – {row.unit.name if row.unit else 'toàn hệ thống'}"
