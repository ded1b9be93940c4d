"""Forms of steering committees: set up, renew, a member who left office, the scan of a decision."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from lantoa.kit.fields import DayField, LineField
from lantoa.kit.forms import AskingForm
from lantoa.movement.enums import CommitteeRole
from lantoa.movement.models import CommitteeMember
from lantoa.movement.services import NewMember
from lantoa.units.enums import Tier
from lantoa.units.models import Person

ROWS = 3  # empty rows offered at once
MORE = "them"  # name of the button that asks for more of them
MOST_ROWS = 60


class MemberForm(forms.Form):
    """One who joins; a row without a name and a post is no row."""

    full_name = LineField(label="Họ và tên", max_length=100, required=False)
    job_title = LineField(label="Chức vụ, cơ quan", max_length=200, required=False)
    role = forms.ChoiceField(label="Vai trong ban", choices=CommitteeRole.choices, initial=CommitteeRole.MEMBER)
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Tài khoản, nếu có", required=False, empty_label="Không có tài khoản"
    )

    def __init__(self, *args, people: QuerySet[Person], **more) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people

    def clean(self) -> dict:
        values = super().clean()
        if not values.get("full_name") and (values.get("job_title") or values.get("person")):
            self.add_error("full_name", "Hãy ghi họ tên, hoặc để trống cả dòng.")
        return values


class BaseMembers(forms.BaseFormSet):
    @property
    def new_members(self) -> list[NewMember]:
        filled = [row.cleaned_data for row in self.forms if row.cleaned_data.get("full_name")]
        return [NewMember(row["full_name"], row["role"], row["job_title"], row["person"]) for row in filled]


Members = forms.formset_factory(MemberForm, formset=BaseMembers, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def members_of(data: QueryDict | None, people: QuerySet[Person], *, rows: int = ROWS) -> BaseMembers:
    """The rows as they were sent, with more empty ones where these were asked for; at first so many `rows`."""
    if data is not None and MORE in data:
        data = data.copy()
        held = data.get("form-TOTAL_FORMS", "0")
        data["form-TOTAL_FORMS"] = str(min(MOST_ROWS, int(held) + ROWS if held.isdecimal() else ROWS))
    members = Members(data, form_kwargs={"people": people})
    members.extra = rows
    return members


def rows_are_right(form: AskingForm, members: BaseMembers) -> bool:
    """Whether every row can be taken as it is; if not, the form says so on top."""
    if members.is_valid():
        return True
    form.add_error(None, "Có dòng thành viên cần sửa, nêu ở bên dưới.")
    return False


class CommitteeForm(AskingForm):
    name = LineField(label="Tên ban chỉ đạo", max_length=200, initial="Ban Chỉ đạo phong trào thi đua “Dân vận khéo”")
    tier = forms.ChoiceField(label="Cấp", choices=Tier.choices)
    decision_no = LineField(label="Số quyết định thành lập", max_length=60, help_text="Ví dụ: 12-QĐ/TU")
    valid_from = DayField(label="Ngày quyết định")


class ReshuffleForm(AskingForm):
    decision_no = LineField(label="Số quyết định kiện toàn", max_length=60, help_text="Ví dụ: 30-QĐ/TU")
    decided_on = DayField(label="Ngày quyết định")
    leaving = forms.ModelMultipleChoiceField(
        CommitteeMember.objects.none(),
        label="Ai thôi tham gia?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người đổi vai: chọn ở đây, rồi ghi lại bên dưới với vai mới.",
    )

    def __init__(self, data, *, sitting: QuerySet[CommitteeMember]) -> None:
        super().__init__(data)
        self.fields["leaving"].queryset = sitting
        self.fields["leaving"].label_from_instance = _describe_seat
        self.fields["leaving"].initial = [member for member in sitting if member.left_office_on]


def _describe_seat(member: CommitteeMember) -> str:
    left = f" · thôi chức vụ từ {member.left_office_on:%d/%m/%Y}" if member.left_office_on else ""
    title = f", {member.job_title}" if member.job_title else ""
    return f"{member.full_name}{title} – {member.get_role_display()}{left}"


class LeftOfficeForm(AskingForm):
    on = DayField(label="Thôi chức vụ từ ngày", required=False, help_text="Để trống để bỏ ghi nhận, nếu đã ghi nhầm.")


class EndForm(AskingForm):
    on = DayField(label="Ngày hoạt động cuối cùng")
    reason = LineField(label="Lý do, số văn bản", max_length=200)


class ScanForm(AskingForm):
    upload = forms.FileField(label="Bản quét (PDF hoặc ảnh)", widget=forms.FileInput)
