"""Forms of accounts and roles."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from lantoa.kit.fields import DayField, LineField, LinesField
from lantoa.kit.forms import AskingForm
from lantoa.units.enums import RoleKind
from lantoa.units.forms.asking import PickingForm
from lantoa.units.forms.signing import new_password_field

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,}$", "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm, gạch; ít nhất 3 ký tự."
)


class PersonEditForm(AskingForm):
    """What is known of a person."""

    full_name = LineField(label="Họ và tên", max_length=100)
    job_title = LineField(label="Chức vụ", max_length=100, required=False)
    email = forms.EmailField(label="Thư điện tử", max_length=100, required=False)


class CloseForm(AskingForm):
    reason = LinesField(
        label="Lý do",
        max_length=1000,
        help_text="Ví dụ: chuyển công tác, nghỉ hưu. Lý do được ghi vào nhật ký.",
        rows=2,
    )


class PersonNewForm(PickingForm, PersonEditForm):
    """A new account with its first role."""

    options = "nguoi-dung"
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        validators=[USERNAME],
        help_text="Không dấu, không cách, ví dụ nguyen.van.an.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="Vai trò", choices=RoleKind.choices, widget=forms.RadioSelect)
    password = new_password_field(
        "Mật khẩu ban đầu", help_text="Trao tận tay cho người dùng; họ phải đổi ngay lần đăng nhập đầu tiên."
    )

    def __init__(self, *given, **more) -> None:
        super().__init__(*given, **more)
        self.order_fields(("tim", "unit", "kind", "full_name", "username", "job_title", "email", "password"))


class RoleNewForm(PickingForm):
    """One more role for a person. `may_everywhere`: whether a role without a unit is offered."""

    options = "nguoi-dung"
    kind = forms.ChoiceField(label="Vai trò", choices=RoleKind.choices, widget=forms.RadioSelect)
    everywhere = forms.BooleanField(
        label="Toàn hệ thống, không gắn với đơn vị", required=False, help_text="Chỉ cho văn phòng và người xem."
    )
    on = DayField(label="Từ ngày")

    def __init__(self, *given, may_everywhere: bool, **more) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].required = not may_everywhere
        if not may_everywhere:
            del self.fields["everywhere"]
        self.order_fields(("kind", "everywhere", "tim", "unit", "on"))

    def clean_on(self) -> date:
        return self.cleaned_data["on"] or timezone.localdate()

    def clean(self) -> dict:
        values = super().clean()
        if values.get("everywhere"):
            values["unit"] = None
        elif not values.get("unit") and "unit" not in self.errors:
            self.add_error("unit", "Hãy chọn một đơn vị.")
        return values


class ResetForm(AskingForm):
    password = new_password_field(
        "Mật khẩu tạm", help_text="Trao tận tay cho người dùng; họ phải đổi ngay lần đăng nhập tới."
    )


class PeopleQuery(forms.Form):
    """What the list of people is asked. Never fails."""

    tim = forms.CharField(
        label="Họ tên, tên đăng nhập", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    vai_tro = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Mọi vai trò"), *RoleKind.choices])

    def add_prefix(self, field_name: str) -> str:
        """Names in an address have hyphens."""
        return field_name.replace("_", "-")

    def __init__(self, query) -> None:
        super().__init__(query)
        self.is_valid()

    def value_of(self, name: str) -> str:
        return self.cleaned_data.get(name, "")
