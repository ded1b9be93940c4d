"""Accounts: the list, one person, a new account, roles given and ended, a password set anew."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.parts import Chip
from lantoa.units.forms.people import PeopleQuery, PersonNewForm, ResetForm, RoleNewForm
from lantoa.units.models import Person, Role, Unit
from lantoa.units.queries import named_like
from lantoa.units.rules import may_end_role, may_everywhere, may_list_people, may_reset_password
from lantoa.units.services import assign_role, end_role, open_account, reset_password
from lantoa.units.tree import Tree
from lantoa.units.views.accounts import account_menu
from lantoa.units.views.doors import asked_unit, seen_person, seen_role
from lantoa.units.views.drawing import end_action, person_facts
from lantoa.units.views.tree import choosable_units

ROWS = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    may_list_people(request.user).require()
    query, unit = PeopleQuery(request.GET), asked_unit(request, "don-vi")
    roles = _roles_asked(request.user, unit, query.value_of("vai_tro"))
    seen = Person.objects.visible_to(request.user)
    if unit or query.value_of("vai_tro"):
        seen = seen.filter(pk__in=roles.values("person_id"))
    listed = Paginator(named_like(seen, query.value_of("tim")), ROWS).get_page(request.GET.get("trang"))
    shown = Role.objects.visible_to(request.user).today().select_related("unit")
    rows = seen.filter(pk__in=listed.object_list).prefetch_related(Prefetch("roles", shown, to_attr="shown_roles"))
    by_pk = {person.pk: person for person in rows}
    context = {
        "query": query,
        "unit": unit,
        "chips": [Chip(f"Tại và dưới {unit.name}", reverse("people"))] if unit else [],
        "page": listed,
        "rows": [by_pk[pk] for pk in listed.object_list],
    }
    return render(request, "units/people.html", context)


def _roles_asked(user: Person, unit: Unit | None, kind: str):
    """Roles of today, in the person's scope, at or below the unit and of the kind that are asked for."""
    roles = Role.objects.visible_to(user).today()
    if unit:
        roles = roles.within(Tree(timezone.localdate()), [unit.pk])
    return roles.filter(kind=kind) if kind else roles


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account; one's own is open to everybody, another's to offices."""
    shown, is_own = seen_person(request, pk), pk == request.user.pk
    if not is_own:
        may_list_people(request.user).require()
    roles = Role.objects.visible_to(request.user).filter(person=shown).select_related("unit", "person")
    if is_own:
        roles = shown.roles.select_related("unit", "person")
    rows = [
        {"role": role, "actions": [] if role.is_over else [end_action(role, request.user)]}
        for role in roles.order_by("valid_to", "-valid_from")
    ]
    context = {
        "shown": shown,
        "is_own": is_own,
        "facts": person_facts(shown),
        "rows": rows,
        "may_list": bool(may_list_people(request.user)),
        "reset": may_reset_password(request.user, shown),
        "account": account_menu(shown, request.user),
    }
    return render(request, "units/person.html", context)


@sensitive_post_parameters("password")
@takes_form
def person_new(request: HttpRequest) -> HttpResponse:
    """An account with its first role at a unit below one's own; `don-vi` in the address proposes the unit."""
    may_list_people(request.user).require()
    unit = asked_unit(request, "don-vi")
    door = choosable_units(request.user, PersonNewForm)
    form = PersonNewForm(request.POST or None, door=door, initial={"unit": unit.code} if unit else None)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "tim"}
        if made := form.ask(open_account, by=request.user, **values):
            messages.success(
                request, f"Đã lập tài khoản “{made.username}”. Hãy trao mật khẩu ban đầu cho {made.full_name}."
            )
            return redirect("person", made.pk)
    return form_page(request, "units/person_new.html", form)


@takes_form
def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    may_list_people(request.user).require()
    shown = seen_person(request, pk)
    form = RoleNewForm(
        request.POST or None,
        door=choosable_units(request.user, RoleNewForm),
        may_everywhere=bool(may_everywhere(request.user)),
        initial={"on": timezone.localdate()},
    )
    if form.is_valid():
        asked = form.cleaned_data
        if form.ask(assign_role, shown, unit=asked["unit"], kind=asked["kind"], on=asked["on"], by=request.user):
            messages.success(request, f"Đã giao vai trò cho {shown.full_name}.")
            return redirect("person", shown.pk)
    return form_page(request, "units/role_new.html", form, shown=shown)


@takes_form
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    role = seen_role(request, pk)
    may_end_role(request.user, role).require()
    if request.method == "POST":
        end_role(role, by=request.user)
        messages.success(request, f"Đã kết thúc vai trò của {role.person.full_name}.")
        return redirect("person", role.person_id)
    return render(request, "units/role_end.html", {"role": role, "action": end_action(role, request.user)})


@sensitive_post_parameters("password")
@takes_form
def person_reset(request: HttpRequest, pk: int) -> HttpResponse:
    shown = seen_person(request, pk)
    may_reset_password(request.user, shown).require()
    form = ResetForm(request.POST or None)
    if form.is_valid() and form.ask(reset_password, shown, password=form.cleaned_data["password"], by=request.user):
        messages.success(request, f"Đã đặt mật khẩu tạm cho {shown.full_name}; các máy đang đăng nhập đã bị đăng xuất.")
        return redirect("person", shown.pk)
    return form_page(request, "units/person_reset.html", form, shown=shown)
