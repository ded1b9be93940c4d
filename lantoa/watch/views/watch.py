"""Lists of open alerts with their export, and the digest of the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.kit.http import door, download
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.kit.todos import build_todos
from lantoa.kit.waiting import count_duties, count_work
from lantoa.units.acting import acting_unit
from lantoa.watch.duties import remedy_of, remedy_url
from lantoa.watch.exports import alert_workbook
from lantoa.watch.forms.watching import AlertFilterForm
from lantoa.watch.models import Alert, Digest
from lantoa.watch.queries.alerts import asked_alerts, has_unverified_rules
from lantoa.watch.queries.complaints import LISTS, AlertList, rows_of
from lantoa.watch.queries.digests import ask_for_digest_news, group_by_unit, news_url
from lantoa.watch.services.digests import digest_lines
from lantoa.watch.services.notices import mark_seen

PAGE = 50
DIGESTS = 14


@require_safe
def alert_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The open alerts of one complaint under the filters of the address, the oldest first."""
    listed = _find_list(slug)
    form = AlertFilterForm(request.GET, user=request.user, listed=listed)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    today = timezone.localdate()
    page = Paginator(_filter_alerts(request, listed, form), PAGE).get_page(request.GET.get("trang"))
    chips = form.chips()
    context = {
        "listed": listed,
        "has_kinds": len(listed.kinds) > 1,
        "page": page,
        "rows": [(row, remedy_of(row), remedy_url(row, request.user), (today - row.due_on).days) for row in page],
        "chips": chips,
        "clear_url": request.path if chips else "",
        "export_url": f"{reverse('watch_export', args=[slug])}{form.address()}",
        "unit": acting_unit(request),
        "is_unverified": has_unverified_rules(today),
    }
    return form_or_part(request, "watch/watch_list.html", form, context)


@require_safe
def alert_export(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of the same address as a workbook."""
    listed = _find_list(slug)
    form = AlertFilterForm(request.GET, user=request.user, listed=listed)
    rows = _filter_alerts(request, listed, form)
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa xuất được; hãy mở lại danh sách và lọc lại.")
    unit, today = acting_unit(request), timezone.localdate()
    told = {"title": listed.title, "filters": list(form.in_words().values()), "scope": unit.name if unit else ""}
    return download(lambda file: alert_workbook(rows, file, on=today, **told), f"{slug}-{today:%Y-%m-%d}.xlsx")


@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What was new to the person in their last digest, or in the one asked for, and still waits."""
    mine = Digest.objects.visible_to(request.user).select_related("person")
    asked = request.GET.get("so", "")
    chosen = mine.filter(pk=asked).first() if asked.isdecimal() else mine.first()
    if chosen is None and asked:
        raise Http404
    today = timezone.localdate()
    context = {
        "digest": chosen,
        "duty_count": count_duties(request.user, today),
        "others": [other for other in mine[:DIGESTS] if other != chosen],
        "is_today": chosen is not None and chosen.day == today,
    }
    if chosen is not None:
        context |= _news(chosen, today)
    return render(request, "watch/watch_digest.html", context)


def _news(chosen: Digest, today: date) -> dict[str, Any]:
    """The lines of a digest by unit, and how many more there are."""
    left = sum(count_work(question) for question in ask_for_digest_news(chosen, today))
    groups = group_by_unit(chosen, today, digest_lines(today))
    return {
        "groups": [(group.unit, build_todos(group.lines, today)) for group in groups],
        "count": left,
        "news_url": news_url(chosen),
        "more": left - sum(len(group.lines) for group in groups),
    }


@require_safe
def digest_kind(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One kind of what was new in a digest: it stands in the list of all work, where this address leads on to."""
    door(Digest.objects.visible_to(request.user), pk=pk)
    return redirect("watch_tasks", slug=kind)


@require_POST
def digest_seen(request: HttpRequest) -> HttpResponse:
    mark_seen(request.user)
    messages.success(request, "Đã đánh dấu đã xem.")
    return redirect("digest")


def _find_list(slug: str) -> AlertList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


def _filter_alerts(request: HttpRequest, listed: AlertList, form: AlertFilterForm) -> QuerySet[Alert]:
    """The rows of the door under the filters; none while these are wrong: more than asked would mislead."""
    today = timezone.localdate()
    rows = rows_of(listed, request.user, today)
    if form.searched_field or not form.is_valid():
        return rows.none().order_by("due_on")
    return asked_alerts(rows, form.filters, today)
