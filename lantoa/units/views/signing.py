"""Signing in and out, and changing one's own password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import safe_next
from lantoa.units.forms.signing import PasswordForm, SignInForm
from lantoa.units.passwords import rules_in_words
from lantoa.units.services import change_password


@never_cache
@sensitive_post_parameters("password")
@login_not_required
@takes_form
def sign_in(request: HttpRequest) -> HttpResponse:
    """`next` is followed only within this site. `het-gio`: the session ran out, which is said in words."""
    after = safe_next(request, reverse("home"))
    if request.user.is_authenticated:
        return redirect(after)
    form = SignInForm(request, request.POST or None)
    if form.is_valid():
        login(request, form.person)
        return redirect(after)
    context = {"form": form, "after": after, "is_timed_out": "het-gio" in request.GET}
    return render(request, "units/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, "Bạn đã đăng xuất.")
    return redirect("sign_in")


@never_cache
@sensitive_post_parameters("current", "password", "again")
@takes_form
def password(request: HttpRequest) -> HttpResponse:
    """Changing one's password keeps this session and ends all others."""
    person = request.user
    form = PasswordForm(person, request.POST or None)
    if form.is_valid() and form.ask(change_password, person, password=form.cleaned_data["password"], by=person):
        update_session_auth_hash(request, person)
        messages.success(request, "Đã đổi mật khẩu. Các máy khác đang đăng nhập đã bị đăng xuất.")
        return redirect("home")
    context = {"rules": rules_in_words(), "is_first": person.must_change_password}
    return form_page(request, "units/change_password.html", form, **context)
