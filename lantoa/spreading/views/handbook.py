"""Screens of handbook pages: the province's list, one page to read and print, writing, publishing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import writable_units
from lantoa.initiatives.queries.lineage import lineage_of
from lantoa.initiatives.rules.spreading import may_take_up
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.spreading.forms.handbook import HandbookFilterForm, HandbookForm
from lantoa.spreading.models import Handbook
from lantoa.spreading.queries.handbooks import handbooks_under
from lantoa.spreading.rules.programmes import may_publish_handbook, may_write_handbook
from lantoa.spreading.services.handbook import (
    NewStep,
    draft_of_handbook,
    hide_handbook,
    is_proven,
    publish_handbook,
    write_handbook,
)
from lantoa.spreading.views.kinship import section_tabs

PAGE = 24
NAMED = 12  # units named on the page; the rest are counted


def handbooks(request: HttpRequest) -> HttpResponse:
    """Handbook pages published in one's own province, and those written in one's scope."""
    form = HandbookFilterForm(request.GET)
    if form.is_untidy:
        return redirect(f"{request.path}{form.address()}")
    rows = Handbook.objects.open_to(request.user)
    today = timezone.localdate()
    asked = form.cleaned_data if form.is_valid() else {"tim": "", "linh_vuc": ""}
    rows = handbooks_under(rows, asked["tim"], asked["linh_vuc"], today)
    chips = form.chips()
    context = {
        "tabs": section_tabs("handbooks"),
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "chips": chips,
        "clear_url": reverse("handbooks") if chips else "",
    }
    return render(request, "spreading/handbooks.html", context)


def initiative_handbook(request: HttpRequest, pk: int) -> HttpResponse:
    """How to do it in at most ten steps; with the units that run it, and the way to take it up."""
    record = _record(request, pk)
    book = Handbook.objects.open_to(request.user).filter(initiative=record).prefetch_related("steps").first()
    is_own = Initiative.objects.visible_to(request.user).filter(pk=pk).exists()
    if book is None and not is_own:
        raise Http404
    lineage = lineage_of(record, request.user, timezone.localdate())
    live = [row.replication.unit for row in lineage.known_rows if row.standing == CopyStanding.LIVE]
    units = writable_units(request.user).exclude(pk=record.unit_id)
    context = {
        "initiative": record,
        "book": book,
        "runs": live[:NAMED],
        "runs_more": len(lineage.find_copies(CopyStanding.LIVE)) - len(live[:NAMED]),
        "writing": may_write_handbook(request.user, record),
        "publishing": may_publish_handbook(request.user, record),
        "is_own": is_own,
        "is_proven": is_proven(record, timezone.localdate()),
        "taking_up": may_take_up(request.user, record, has_units=units.exists()),
    }
    return render(request, "spreading/handbook.html", context)


@takes_form
def handbook_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the page, begun from the registration's own words, or change it."""
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_write_handbook(request.user, record).require()
    book = Handbook.objects.visible_to(request.user).filter(initiative=record).first()
    if book is None and not is_proven(record, timezone.localdate()):
        raise Refused("Chỉ viết sổ tay cho mô hình đang được công nhận.")
    start = draft_of_handbook(record)
    said, steps = {"summary": start.summary, "needs": start.needs}, start.steps
    if book is not None:
        said = {name: getattr(book, name) for name in ("summary", "needs", "pitfalls")}
        steps = [NewStep(step.title, step.text) for step in book.steps.all()]
    form = HandbookForm(request.POST or None, initial=said, steps=steps)
    if form.is_valid() and form.ask(write_handbook, record, values=form.values, steps=form.steps, by=request.user):
        messages.success(request, "Đã lưu sổ tay.")
        return redirect("initiative_handbook", record.pk)
    context = {"initiative": record, "book": book, "warnings": start.warnings}
    return form_page(request, "spreading/handbook_form.html", form, **context)


@require_POST
def handbook_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the page to the province, or take it out of sight: as the button says."""
    book = door(Handbook.objects.visible_to(request.user).select_related("initiative__unit"), initiative_id=pk)
    if request.POST.get("viec") == "an":
        hide_handbook(book, by=request.user)
        messages.success(request, "Đã ẩn sổ tay; nội dung vẫn được giữ.")
    else:
        publish_handbook(book, by=request.user)
        messages.success(request, "Đã công bố: mọi đơn vị trong tỉnh đọc được.")
    return redirect(book)


def _record(request: HttpRequest, pk: int) -> Initiative:
    rows = Initiative.objects.open_to_copy(request.user).filter(accepted_on__isnull=False)
    return door(rows.select_related("unit", "sector"), pk=pk)
