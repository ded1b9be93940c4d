"""Recognitions that must be re-earned: the lists of what waits."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.kit.http import door
from lantoa.kit.parts import Tab
from lantoa.recognition.enums import Standing
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.sittings import sittings_to_decide, sittings_to_fill
from lantoa.recognition.queries.standing import by_standing, candidacies_to_decide
from lantoa.recognition.services.recognising import mark_outstanding
from lantoa.recognition.workflow import RECOGNITION

WAITING = "cho-quyet-dinh"
LISTS = {
    "dang-hieu-luc": Standing.STANDING,
    "den-han": Standing.DUE,
    "het-hieu-luc": Standing.LAPSED,
    "thu-hoi": Standing.REVOKED,
    "da-thoi": Standing.RETIRED,
}
PAGE = 50


@require_POST
def recognition_outstanding(request: HttpRequest, pk: int) -> HttpResponse:
    fact = door(Recognition.objects.visible_to(request.user).select_related("initiative"), pk=pk)
    mark_outstanding(fact, by=request.user)
    messages.success(request, f"Đã chọn tiêu biểu: “{fact.initiative}”.")
    return redirect("initiative_recognition", fact.initiative_id)


@require_safe
def recognitions(request: HttpRequest) -> HttpResponse:
    """What waits for this person's decision, and the recognitions in scope by where they stand today."""
    today, shown = timezone.localdate(), request.GET.get("danh-sach", WAITING)
    if shown != WAITING and shown not in LISTS:
        raise Http404
    scope = Recognition.objects.visible_to(request.user)
    waiting = candidacies_to_decide(request.user, today)
    tabs = [Tab("Chờ bạn quyết định", "?", shown == WAITING, waiting.count())]
    tabs += [
        Tab(kind.label, f"?danh-sach={slug}", slug == shown, by_standing(scope, kind, today).count())
        for slug, kind in LISTS.items()
    ]
    context = {"tabs": tabs, "today": today, "is_waiting": shown == WAITING}
    if shown == WAITING:
        context |= {"to_decide": sittings_to_decide(request.user, today), "to_fill": sittings_to_fill(request.user)}
    context["page"] = Paginator(_rows(shown, scope, waiting, today), PAGE).get_page(request.GET.get("trang"))
    return render(request, "recognition/recognitions.html", context | {"tone": RECOGNITION.tone_of(LISTS.get(shown))})


def _rows(shown: str, scope: QuerySet, waiting: QuerySet, today: date) -> QuerySet:
    if shown == WAITING:
        return waiting.select_related("initiative__unit", "unit", "item__sitting", "proposed_by")
    rows = by_standing(scope, LISTS[shown], today).select_related("initiative__unit", "initiative__sector")
    return rows.order_by("due_on", "recognised_on", "pk")
