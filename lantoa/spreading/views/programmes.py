"""Screens of spreading programmes: list, one programme and how far it is, launching, choosing targets, excusing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_register
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.spreading.forms.programmes import DayForm, ExcuseForm, ProgrammeForm, TargetForm
from lantoa.spreading.models import Programme, ProgrammeTarget
from lantoa.spreading.queries.programmes import (
    NEVER,
    NONE,
    Progress,
    launching_units,
    progress,
    progress_of,
    units_asked,
)
from lantoa.spreading.rules.programmes import may_run
from lantoa.spreading.services.programmes import add_targets, excuse, launch, take_excuse_back
from lantoa.spreading.views.kinship import section_tabs
from lantoa.spreading.views.programme_grid import groups_of
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit

PAGE = 20
SHOWN = 12  # units named in a preview
MOST_LACKING = 200


def programmes(request: HttpRequest) -> HttpResponse:
    """Programmes launched in one's scope or asking something of a unit in it, the latest first."""
    rows = Programme.objects.open_to(request.user).select_related("unit", "source")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    far = progress_of(page.object_list, timezone.localdate())
    context = {
        "tabs": section_tabs("programmes"),
        "page": page,
        "rows": [(row, far[row.pk], *_describe_due_day(far[row.pk])) for row in page],
        "can_launch": launching_units(request.user).exists(),
    }
    return render(request, "spreading/programmes.html", context)


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme on a day (`tai-ngay`, today at first): which targets have it, which do not."""
    row = _load_programme(request, pk)
    form = DayForm(request.GET, programme=row)
    on = form.day
    far = progress(row, on)
    units = {state.target.unit_id for state in far.targets}
    seen = set(Unit.objects.visible_to(request.user).filter(pk__in=units).values_list("pk", flat=True))
    word, tone = _describe_due_day(far)
    context = {
        "programme": row,
        "form": form,
        "far": far,
        "on": on,
        "is_today": on == timezone.localdate(),
        "groups": groups_of(far, on, seen),
        "due_word": word,
        "due_tone": tone,
        "running": may_run(request.user, row),
        "source_is_open": Initiative.objects.open_to_copy(request.user).filter(pk=row.source_id).exists(),
        **_find_missing_targets(far),
        **_own(request, far),
    }
    return render(request, "spreading/programme.html", context)


@takes_form
def programme_new(request: HttpRequest) -> HttpResponse:
    """Launch a programme; its targets are chosen on the page after."""
    units = launching_units(request.user)
    if not units.exists():
        raise Refused("Chỉ cán bộ phụ trách, người duyệt hoặc văn phòng của đơn vị có cấp dưới được lập chương trình.")
    acting = acting_unit(request)
    unit = units.filter(pk=acting.pk).first() if acting else None
    asked = request.GET.get("mo-hinh", "")
    rows = Initiative.objects.open_to_copy(request.user)
    source = rows.filter(pk=int(asked)).first() if asked.isdecimal() else None
    form = ProgrammeForm(request.POST or None, user=request.user, unit=unit or units.first(), source=source)
    if form.is_valid() and (row := form.ask(launch, values=form.cleaned_data, by=request.user)):
        messages.success(request, f"Đã lập chương trình “{row}”; bây giờ hãy chọn đơn vị đích.")
        return redirect("programme_targets", row.pk)
    return form_or_part(request, "spreading/programme_new.html", form, {})


@takes_form
def programme_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose targets by kind and superior: what would be added is counted and named before it is added."""
    row = _load_programme(request, pk)
    may_run(request.user, row).require()
    form = TargetForm(request.GET if "loai" in request.GET else None, programme=row)
    units = units_asked(row, *form.superior_key) if form.is_valid() else Unit.objects.none()
    error = ""
    if request.method == "POST" and form.is_valid():
        try:
            added = add_targets(row, units, by=request.user)
        except Refused as refused:
            error = " ".join(refused.reasons)
        else:
            messages.success(request, f"Đã thêm {format_number(len(added))} đơn vị đích.")
            return redirect(row)
    found = list(units)
    context = {"programme": row, "found": found[:SHOWN], "count": len(found), "more": max(len(found) - SHOWN, 0)}
    held = row.targets.count()
    return form_page(request, "spreading/programme_targets.html", form, **context, held=held, error=error)


@takes_form
def target_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A target need not have it, for a reason that all can read."""
    target = _target(request, pk)
    may_run(request.user, target.programme).require()
    form = ExcuseForm(request.POST or None)
    if form.is_valid() and form.ask(excuse, target, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã miễn cho {target.unit}.")
        return redirect(target.programme)
    return form_page(request, "spreading/programme_excuse.html", form, target=target)


@require_POST
def target_unexcuse(request: HttpRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    take_excuse_back(target, by=request.user)
    messages.success(request, f"{target.unit} lại là đơn vị phải có.")
    return redirect(target.programme)


def _load_programme(request: HttpRequest, pk: int) -> Programme:
    return door(Programme.objects.open_to(request.user).select_related("unit", "source__unit"), pk=pk)


def _target(request: HttpRequest, pk: int) -> ProgrammeTarget:
    return door(ProgrammeTarget.objects.open_to(request.user).select_related("unit", "programme__unit"), pk=pk)


def _find_missing_targets(far: Progress) -> dict[str, Any]:
    """The targets that have nothing yet, and those that are excused."""
    lacking = [state for state in far.targets if state.status == NONE]
    return {
        "lacking": lacking[:MOST_LACKING],
        "lacking_more": max(len(lacking) - MOST_LACKING, 0),
        "excused": [state.target for state in far.targets if state.status == NEVER],
    }


def _own(request: HttpRequest, far: Progress) -> dict[str, Any]:
    """The unit that the person acts and writes for, when it is a target and still lacks it."""
    acting = acting_unit(request)
    lacks = acting is not None and any(row.status == NONE and row.target.unit == acting for row in far.targets)
    if not lacks or not may_register(request.user, acting):
        return {"own": None, "own_query": ""}
    return {"own": acting, "own_query": f"?{urlencode({'don-vi': acting.code})}"}


def _describe_due_day(far: Progress) -> tuple[str, str]:
    """How the programme stands against its due day: words and tone."""
    if far.is_complete:
        return "đã xong", "done"
    if far.days_left < 0:
        return f"quá hạn {format_number(-far.days_left)} ngày", "stopped"
    return (f"còn {format_number(far.days_left)} ngày" if far.days_left else "hạn hôm nay"), "info"
