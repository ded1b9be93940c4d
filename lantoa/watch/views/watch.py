"""Lists of open alerts with their export, and the digest of the day."""

from __future__ import annotations

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
from lantoa.units.acting import acting_unit
from lantoa.watch.duties import remedy_of, remedy_url
from lantoa.watch.exports import alert_workbook
from lantoa.watch.forms.watching import AlertFilterForm
from lantoa.watch.models import Alert, Digest, Notice
from lantoa.watch.queries.alerts import asked_alerts, has_unverified_rules
from lantoa.watch.queries.complaints import LISTS, AlertList, rows_of
from lantoa.watch.queries.digests import OWN_PAGES, TITLES, groups_of, in_order, line_of, live
from lantoa.watch.services.notices import mark_seen

PAGE = 50
LINES = 10
DIGESTS = 14


@require_safe
def alert_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The open alerts of one complaint under the filters of the address, the oldest first."""
    listed = _listed(slug)
    form = AlertFilterForm(request.GET, user=request.user, listed=listed)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    today = timezone.localdate()
    page = Paginator(_asked(request, listed, form), PAGE).get_page(request.GET.get("trang"))
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
    listed = _listed(slug)
    form = AlertFilterForm(request.GET, user=request.user, listed=listed)
    rows = _asked(request, listed, form)
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa xuất được; hãy mở lại danh sách và lọc lại.")
    unit, today = acting_unit(request), timezone.localdate()
    told = {"title": listed.title, "filters": list(form.in_words().values()), "scope": unit.name if unit else ""}
    return download(lambda file: alert_workbook(rows, file, on=today, **told), f"{slug}-{today:%Y-%m-%d}.xlsx")


@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What the person was told on the day of their last digest, or of the one asked for, and still stands."""
    mine = Digest.objects.visible_to(request.user)
    asked = request.GET.get("so", "")
    held = mine.filter(pk=asked).first() if asked.isdecimal() else mine.first()
    if held is None and asked:
        raise Http404
    today = timezone.localdate()
    notices = Notice.objects.visible_to(request.user).filter(live(today), digest=held)
    groups = groups_of(held, today, LINES) if held else []
    context = {
        "digest": held,
        "groups": groups,
        "count": sum(group.count for group in groups),
        "has_unseen": notices.filter(seen_at__isnull=True).exists() if held else False,
        "others": [other for other in mine[:DIGESTS] if other != held],
        "is_today": held is not None and held.day == today,
    }
    return render(request, "watch/watch_digest.html", context)


@require_safe
def digest_kind(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """All lines of one kind of a digest that still stand, the oldest first."""
    held = door(Digest.objects.visible_to(request.user).select_related("person"), pk=pk)
    if kind not in OWN_PAGES:
        raise Http404
    rows = in_order(held.notices.filter(OWN_PAGES[kind], live(timezone.localdate())))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "digest": held,
        "title": TITLES[kind],
        "page": page,
        "lines": [line_of(notice, request.user) for notice in page],
    }
    return render(request, "watch/watch_digest_kind.html", context)


@require_POST
def digest_seen(request: HttpRequest) -> HttpResponse:
    mark_seen(request.user)
    messages.success(request, "Đã đánh dấu đã xem.")
    return redirect("digest")


def _listed(slug: str) -> AlertList:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


def _asked(request: HttpRequest, listed: AlertList, form: AlertFilterForm) -> QuerySet[Alert]:
    """The rows of the door under the filters; none while these are wrong: more than asked would mislead."""
    today = timezone.localdate()
    rows = rows_of(listed, request.user, today)
    if form.searched or not form.is_valid():
        return rows.none().order_by("due_on")
    return asked_alerts(rows, form.filters, today)
