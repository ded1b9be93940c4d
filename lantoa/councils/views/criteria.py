"""Criteria sets: the list, one set with its versions, a new set, a new version."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.forms.criteria import CriteriaSetForm, VersionForm, example_rows, held_rows
from lantoa.councils.models import CriteriaSet
from lantoa.councils.queries import forming_units
from lantoa.councils.rules import may_change_criteria
from lantoa.councils.services import make_criteria_set, new_version
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.rulebook.models import rule
from lantoa.units.acting import acting_unit
from lantoa.units.rules import may_everywhere


@require_safe
def criteria_sets(request: HttpRequest) -> HttpResponse:
    """The newest version of each set that the person may see."""
    rows = CriteriaSet.objects.visible_to(request.user).latest_versions().select_related("unit")
    context = {
        "rows": rows.annotate(criterion_count=Count("criteria")).order_by("unit__name_sort", "sector", "name"),
        "may_make": forming_units(request.user, acting_unit(request)).exists(),
        "today": timezone.localdate(),
    }
    return render(request, "councils/criteria_sets.html", context)


@require_safe
def criteria_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: its criteria, the versions before and after it, how many items were judged by it."""
    record = door(CriteriaSet.objects.visible_to(request.user).select_related("unit", "supersedes"), pk=pk)
    later = CriteriaSet.objects.visible_to(request.user).filter(supersedes=record).first()
    context = {
        "set": record,
        "criteria": record.criteria.order_by("position"),
        "later": later,
        "item_count": record.items.count(),
        "may_change": bool(may_change_criteria(request.user, record)) and later is None,
    }
    return render(request, "councils/criteria_set.html", context)


@takes_form
def criteria_set_new(request: HttpRequest) -> HttpResponse:
    """`?vi-du=1`: the lines begin with the rulebook's example."""
    acting, today = acting_unit(request), timezone.localdate()
    units = forming_units(request.user, acting)
    if not units.exists():
        raise Refused("Chỉ văn phòng hoặc người duyệt được lập bộ tiêu chí.")
    example = rule("councils.example_criteria", today)
    is_example = "vi-du" in request.GET
    form = CriteriaSetForm(
        request.POST or None,
        units=units,
        is_everywhere=bool(may_everywhere(request.user)),
        rows=example_rows(example.value) if is_example else (),
        initial={"valid_from": today, "unit": acting.code if acting else ""},
    )
    if form.is_valid() and (made := form.ask(make_criteria_set, by=request.user, **form.service_values)):
        messages.success(request, f"Đã lập “{made}”.")
        return redirect(made)
    return form_page(request, "councils/criteria_form.html", form, example=example, is_example=is_example)


@takes_form
def criteria_set_version(request: HttpRequest, pk: int) -> HttpResponse:
    old = door(CriteriaSet.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_change_criteria(request.user, old).require()
    held = {"valid_from": max(old.valid_from, timezone.localdate())}
    form = VersionForm(request.POST or None, rows=held_rows(old), initial=held)
    if form.is_valid() and (made := form.ask(new_version, old, by=request.user, **form.service_values)):
        messages.success(request, f"Đã lập “{made}”; các phiên họp đang dùng bản trước giữ nguyên bản trước.")
        return redirect(made)
    return form_page(request, "councils/criteria_version.html", form, old=old)
