"""Councils and their members."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.forms.councils import CouncilForm, EndMemberForm, MemberForm
from lantoa.councils.models import Council, Member, Sitting
from lantoa.councils.queries import callable_people, forming_units
from lantoa.councils.rules import may_form_council, may_prepare
from lantoa.councils.services import add_member, create_council, end_member
from lantoa.councils.views.sheet import tone_of
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.movement.enums import tier_of
from lantoa.units.acting import acting_unit
from lantoa.units.scope import in_force

PAGE = 50


def council_of(request: HttpRequest, pk: int) -> Council:
    return door(Council.objects.visible_to(request.user).select_related("unit"), pk=pk)


@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """Councils of units in scope, and those in which the person sits; the newest first."""
    today = timezone.localdate()
    rows = Council.objects.visible_to(request.user).select_related("unit")
    rows = rows.annotate(
        member_count=Count("members", filter=in_force(today, "members__"), distinct=True),
        sitting_count=Count("sittings", distinct=True),
        mine=Count("members", filter=in_force(today, "members__") & Q(members__person=request.user), distinct=True),
    )
    context = {
        "page": Paginator(rows.order_by("-valid_from", "pk"), PAGE).get_page(request.GET.get("trang")),
        "may_form": forming_units(request.user, acting_unit(request)).exists(),
        "today": today,
    }
    return render(request, "councils/councils.html", context)


@takes_form
def council_new(request: HttpRequest) -> HttpResponse:
    units = forming_units(request.user, acting_unit(request))
    if not units.exists():
        raise Refused("Chỉ văn phòng hoặc người duyệt được lập hội đồng.")
    acting = acting_unit(request)
    founder = acting if acting in units else units[0]
    held = {"valid_from": timezone.localdate(), "unit": founder.code, "tier": tier_of(founder.kind)}
    form = CouncilForm(request.POST or None, units=units, initial=held)
    if form.is_valid() and (made := form.ask(create_council, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã lập “{made.name}”. Bước tiếp theo: cử thành viên.")
        return redirect(made)
    return form_page(request, "councils/council_new.html", form)


@require_safe
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """Members of today and of before, and the sittings."""
    record = council_of(request, pk)
    today = timezone.localdate()
    members = list(record.members.select_related("person").order_by("valid_from", "pk"))
    sittings = Sitting.objects.visible_to(request.user).filter(council=record)
    context = {
        "council": record,
        "members": [member for member in members if member.sits_on(today)],
        "coming": [member for member in members if member.valid_from > today],
        "former": [member for member in members if member.valid_to and member.valid_to < today],
        "sittings": [(row, tone_of(row.state)) for row in sittings.annotate(item_count=_on_agenda())],
        "may_form": bool(may_form_council(request.user, record.unit)),
        "may_plan": bool(may_prepare(request.user, record)),
    }
    return render(request, "councils/council.html", context)


@takes_form
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    record = council_of(request, pk)
    may_form_council(request.user, record.unit).require()
    held = {"valid_from": max(record.valid_from, timezone.localdate()), "valid_to": record.valid_to}
    data = request.POST if request.method == "POST" else None
    form = MemberForm(data, people=callable_people(request.user), initial=held)
    if form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("person", "role", "valid_from", "valid_to")}
        if member := form.ask(add_member, record, by=request.user, **values):
            messages.success(request, f"Đã cử {member.person} làm {member.get_role_display().lower()}.")
            return redirect(record)
    return form_page(request, "councils/member_new.html", form, council=record)


@takes_form
def member_end(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    record = council_of(request, pk)
    seat = door(Member.objects.visible_to(request.user).select_related("person", "council"), pk=member, council=record)
    may_form_council(request.user, record.unit).require()
    form = EndMemberForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if form.is_valid() and form.ask(end_member, seat, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã ghi ngày thôi tham gia của {seat.person}.")
        return redirect(record)
    return form_page(request, "councils/member_end.html", form, council=record, seat=seat)


def _on_agenda() -> Count:
    return Count("items", filter=Q(items__taken_off_on__isnull=True), distinct=True)
