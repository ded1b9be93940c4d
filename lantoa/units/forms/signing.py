"""Signing in, and changing one's password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate

from lantoa.kit.forms import AskingForm
from lantoa.units.models import Person

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại."


def new_password_field(label: str, **more: Any) -> forms.CharField:
    """A password that is being set; kept as typed, never trimmed."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=100, widget=widget, **more)


class SignInForm(forms.Form):
    """Does not say which of the two was wrong, nor whether the account exists."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, data=None) -> None:
        super().__init__(data)
        self.request = request
        self.person: Person | None = None

    def clean_username(self) -> str:
        """In lower case, as names are kept: else each spelling would have its own tries before the lock."""
        return self.cleaned_data["username"].lower()

    def clean(self) -> dict:
        values = super().clean()
        if values.get("username") and values.get("password"):
            self.person = authenticate(self.request, username=values["username"], password=values["password"])
            if self.person is None:
                raise forms.ValidationError(WRONG)
        return values


class PasswordForm(AskingForm):
    """A change of one's own password: the one of now, the new one twice."""

    current = forms.CharField(
        label="Mật khẩu hiện nay",
        strip=False,
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = new_password_field("Mật khẩu mới")
    again = new_password_field("Nhập lại mật khẩu mới")

    def __init__(self, person: Person, data=None) -> None:
        super().__init__(data)
        self.person = person

    def clean_current(self) -> str:
        if not self.person.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError("Mật khẩu hiện nay chưa đúng.")
        return self.cleaned_data["current"]

    def clean(self) -> dict:
        values = super().clean()
        new, again = values.get("password"), values.get("again")
        if new and again and new != again:
            self.add_error("again", "Hai lần nhập chưa giống nhau.")
        if new and new == values.get("current"):
            self.add_error("password", "Mật khẩu mới phải khác mật khẩu hiện nay.")
        return values
