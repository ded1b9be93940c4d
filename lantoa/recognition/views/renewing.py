"""Recognitions that must be re-earned: their moves and the lists of what waits."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.parts import Tab
from lantoa.recognition.enums import Standing
from lantoa.recognition.forms.recognising import EndForm, RenewForm
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.sittings import sittings_to_decide, sittings_to_fill
from lantoa.recognition.queries.standing import by_standing, candidacies_to_decide
from lantoa.recognition.rules import may_move_recognition
from lantoa.recognition.services.recognising import mark_outstanding
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.recognition.views.recognising import BY_CALENDAR, TONES
from lantoa.recognition.workflow import RECOGNITION

ASKS = {"renew": (RenewForm, renew), "revoke": (EndForm, revoke), "retire": (EndForm, retire)}
LEADS = {
    "renew": "Kiểm tra đạt: công nhận có hiệu lực trở lại từ ngày kiểm tra.",
    "revoke": "Thu hồi vì không còn xứng đáng; muốn có lại phải đề nghị mới.",
    "retire": "Mô hình đã xong việc hoặc dừng; thôi công nhận, không phải thu hồi.",
}
WAITING = "cho-quyet-dinh"
LISTS = {
    "dang-hieu-luc": Standing.STANDING,
    "den-han": Standing.DUE,
    "het-hieu-luc": Standing.LAPSED,
    "thu-hoi": Standing.REVOKED,
    "da-thoi": Standing.RETIRED,
}
PAGE = 50


@takes_form
def recognition_move(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    rows = Recognition.objects.visible_to(request.user)
    fact = door(rows.select_related("initiative__unit", "candidacy__unit").prefetch_related("renewals"), pk=pk)
    move = RECOGNITION.by_slug(slug)
    if move is None or move.name in BY_CALENDAR:
        raise Http404
    may_move_recognition(request.user, fact, move.name, timezone.localdate()).require()
    kind, service = ASKS[move.name]
    form = kind(request.POST or None)
    if form.is_valid() and form.ask(service, fact, by=request.user, **form.cleaned_data):
        messages.success(request, f"{capfirst(move.past)}: “{fact.initiative}”.")
        return redirect("initiative_recognition", fact.initiative_id)
    context = {"record": fact, "move": move, "lead": LEADS[move.name], "initiative": fact.initiative}
    return form_page(request, "recognition/recognition_move.html", form, **context)


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
    return render(request, "recognition/recognitions.html", context | {"tone": TONES.get(LISTS.get(shown), "neutral")})


def _rows(shown: str, scope: QuerySet, waiting: QuerySet, today: date) -> QuerySet:
    if shown == WAITING:
        return waiting.select_related("initiative__unit", "unit", "item__sitting", "proposed_by")
    rows = by_standing(scope, LISTS[shown], today).select_related("initiative__unit", "initiative__sector")
    return rows.order_by("due_on", "recognised_on", "pk")
