"""One account: what is known of the person corrected, the account closed and opened again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.parts import Action
from lantoa.kit.ruling import Ruling
from lantoa.units.forms.people import CloseForm, PersonEditForm
from lantoa.units.models import Person
from lantoa.units.rules import may_close_account, may_edit_person, may_reopen_account, may_reset_password
from lantoa.units.services import close_account, edit_person, reopen_account
from lantoa.units.views.doors import seen_person


def account_menu(shown: Person, by: Person) -> dict[str, Ruling]:
    """What may be done with the account on its page. What is refused is there with its reason, unless the page has told that
    reason already."""
    if not shown.is_active:
        offered = {"reopen": may_reopen_account(by, shown), "edit": may_edit_person(by, shown)}
    elif shown.pk == by.pk:
        offered = {"edit": may_edit_person(by, shown)}
    else:
        offered = {"edit": may_edit_person(by, shown), "close": may_close_account(by, shown)}
    told = {may_reset_password(by, shown).reason} if shown.is_active else set()
    menu = {}
    for name, ruling in offered.items():
        if ruling or ruling.reason not in told:
            menu[name] = ruling
            told.add(ruling.reason)
    return menu


@takes_form
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    shown = seen_person(request, pk)
    may_edit_person(request.user, shown).require()
    held = {"full_name": shown.full_name, "job_title": shown.job_title, "email": shown.email}
    form = PersonEditForm(request.POST or None, initial=held)
    if form.is_valid() and form.ask(edit_person, shown, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã sửa thông tin của {shown.full_name}.")
        return redirect("person", shown.pk)
    return form_page(request, "units/person_edit.html", form, shown=shown)


@takes_form
def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    shown = seen_person(request, pk)
    may_close_account(request.user, shown).require()
    form = CloseForm(request.POST or None)
    if form.is_valid() and form.ask(close_account, shown, by=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, f"Đã khóa tài khoản của {shown.full_name}; các máy đang đăng nhập đã bị đăng xuất.")
        return redirect("person", shown.pk)
    roles = shown.roles.lasting().select_related("unit")
    return form_page(request, "units/person_close.html", form, shown=shown, roles=roles)


@takes_form
def person_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    shown = seen_person(request, pk)
    may_reopen_account(request.user, shown).require()
    if request.method == "POST":
        reopen_account(shown, by=request.user)
        messages.success(request, f"Đã mở lại tài khoản của {shown.full_name}. Hãy giao vai trò mới.")
        return redirect("person", shown.pk)
    action = Action(
        label="Mở lại tài khoản",
        url=reverse("person_reopen", args=[shown.pk]),
        tone="primary",
        consequence=f"{shown.full_name} đăng nhập lại được bằng mật khẩu cũ. Các vai trò trước đây không trở lại; "
        "hãy giao vai trò mới.",
    )
    return render(request, "units/person_reopen.html", {"shown": shown, "action": action})
