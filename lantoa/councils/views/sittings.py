"""A sitting: its call, its page, attendance and verdicts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.forms.councils import AttendanceForm, ReasonForm, SittingFactsForm, SittingForm
from lantoa.councils.forms.scoring import VerdictForm
from lantoa.councils.models import Item, Sitting
from lantoa.councils.queries import (
    general_sets,
    hides_names,
    label_of,
    progress,
    quorum_needed,
    results,
    roster,
    waiting_appraisals,
)
from lantoa.councils.rules import may_change, may_decide, may_prepare
from lantoa.councils.services import (
    change_sitting,
    plan_sitting,
    record_attendance,
    set_verdict,
    take_off_agenda,
)
from lantoa.councils.services.agenda import OPEN
from lantoa.councils.views import history, sheet
from lantoa.councils.views.councils import council_of
from lantoa.councils.views.roads import SITTING_ROAD, visible_sittings
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import first_refusal
from lantoa.units.models import Person


def sitting_of(request: HttpRequest, pk: int) -> Sitting:
    return door(visible_sittings(request.user), pk=pk)


def item_of(request: HttpRequest, sitting: Sitting, pk: int) -> Item:
    """The item behind the door, with the sitting as loaded."""
    found = door(
        Item.objects.visible_to(request.user).select_related("unit", "criteria", "decided_by"), pk=pk, sitting=sitting
    )
    found.sitting = sitting
    return found


@takes_form
def sitting_new(request: HttpRequest, pk: int) -> HttpResponse:
    council = council_of(request, pk)
    may_prepare(request.user, council).require()
    today = timezone.localdate()
    sets = general_sets(council.unit, today)
    form = SittingForm(request.POST or None, sets=sets, initial={"held_on": today})
    if form.is_valid() and (made := form.ask(plan_sitting, council, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã lập “{made}”. Bước tiếp theo: đưa hồ sơ vào chương trình, rồi phân công.")
        return redirect(made)
    return form_page(request, "councils/sitting_new.html", form, council=council, has_sets=bool(sets))


@takes_form
def sitting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day, place or name: sittings are put off."""
    record = sitting_of(request, pk)
    first_refusal(lambda: may_prepare(request.user, record.council), lambda: may_change(record)).require()
    held = {name: getattr(record, name) for name in SittingFactsForm.base_fields}
    form = SittingFactsForm(request.POST or None, initial=held)
    if form.is_valid() and form.ask(change_sitting, record, by=request.user, **form.cleaned_data):
        messages.success(request, "Đã sửa phiên họp.")
        return redirect(record)
    return form_page(request, "councils/sitting_edit.html", form, sitting=record)


@require_safe
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Agenda with progress or results, attendance, what may be done, papers."""
    record, user = sitting_of(request, pk), request.user
    is_hidden = hides_names(record, user)
    shown = Item.objects.visible_to(user).on_agenda().filter(sitting=record).select_related("unit")
    found = results(record, user, shown.order_by("position"))
    total = progress(record)
    context = {
        "sitting": record,
        "tone": sheet.tone_of(record.state),
        "is_hidden": is_hidden,
        "rows": sheet.rows(record, found, user, is_hidden=is_hidden),
        "progress": total,
        "actions": SITTING_ROAD.buttons(record, user).all,
        "may_prepare": bool(may_prepare(user, record.council)),
        "entries": [] if is_hidden or not may_prepare(user, record.council) else history.entries(record),
        "is_open": record.state in OPEN,
        "my_waiting": waiting_appraisals(user).filter(item__sitting=record).count(),
        **_attendance(record),
    }
    return render(request, "councils/sitting.html", context)


@takes_form
def sitting_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    record = sitting_of(request, pk)
    may_change(record).require()
    may_prepare(request.user, record.council).require()
    held = {row.member_id: (row.is_present, row.note) for row in record.attendance.all()}
    form = AttendanceForm(request.POST if request.method == "POST" else None, members=roster(record), held=held)
    if form.is_valid() and form.ask(record_attendance, record, marks=form.marks(), by=request.user) is not None:
        messages.success(request, "Đã ghi điểm danh.")
        return redirect(record)
    return form_page(request, "councils/attendance.html", form, sitting=record)


@takes_form
def item_verdict(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    record = sitting_of(request, pk)
    row = item_of(request, record, item)
    may_decide(request.user, row).require()
    line = results(record, request.user, [row]).items[0]
    held = {"verdict": row.verdict, "reason": row.verdict_reason, "seen": row.verdict}
    form = VerdictForm(request.POST or None, initial=held)
    if form.is_valid() and form.ask(set_verdict, row, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã ghi kết quả {row.blind_label.lower()}.")
        return redirect(record)
    context = {"sitting": record, "line": line, "spread": sheet.spread_in_words(line), **_labels_of(row, request.user)}
    return form_page(request, "councils/verdict.html", form, **context)


@takes_form
def item_take_off(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    record = sitting_of(request, pk)
    row = item_of(request, record, item)
    may_prepare(request.user, record.council).require()
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.ask(take_off_agenda, row, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã đưa {row.blind_label.lower()} ra khỏi chương trình.")
        return redirect(record)
    return form_page(request, "councils/take_off.html", form, sitting=record, **_labels_of(row, request.user))


def _labels_of(item: Item, user: Person) -> dict[str, Any]:
    return {"item": item, "label": label_of(item, is_hidden=hides_names(item.sitting, user))}


def _attendance(sitting: Sitting) -> dict[str, Any]:
    seats = roster(sitting)
    marks = {row.member_id: row for row in sitting.attendance.all()}
    return {
        "attendance": [(member, marks.get(member.pk)) for member in seats],
        "present_count": sum(marks[member.pk].is_present for member in seats if member.pk in marks),
        "has_attendance": bool(marks),
        "quorum": quorum_needed(len(seats), sitting.held_on),
    }
