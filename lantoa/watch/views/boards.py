"""The board: what needs me, and for those who lead, the five complaints with their trends and where they are."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.http import door
from lantoa.kit.parts import Duty
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.tree import Tree
from lantoa.watch.models import WatchRun
from lantoa.watch.needs import needs, needs_me
from lantoa.watch.queries.alerts import has_unverified_rules
from lantoa.watch.queries.complaints import COMPLAINTS, OVERDUE, UnitShare, rows_of, shares, trends
from lantoa.watch.queries.units_watch import lack_counts

PAGE = 50
# The complaints as heads of a table, in their order.
HEADS = ("Chưa có kế hoạch", "Không hướng dẫn", "Thẩm định chậm", "Hiệu quả thấp", "Chưa nhân rộng")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """For the acting unit; what needs me is of all units for which I work."""
    unit, today = acting_unit(request), timezone.localdate()
    context: dict[str, Any] = {
        "unit": unit,
        "duties": needs_me(request.user, on=today),
        "run": WatchRun.objects.first(),
        "is_unverified": has_unverified_rules(today),
        "complaints": [],
    }
    if unit is not None:
        context |= _complaints(request, unit) | {"unit_duties": _unit_duties(request, unit)}
    return render(request, "watch/board.html", context)


@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """One heap of work of the person, the oldest first."""
    code = request.GET.get("don-vi", "")
    unit = door(Unit.objects.visible_to(request.user), code=code) if code else None
    need = next((need for need in needs(request.user, timezone.localdate(), unit) if need.slug == slug), None)
    if need is None:
        raise Http404
    page = Paginator(need.rows, PAGE).get_page(request.GET.get("trang"))
    context = {"need": need, "unit": unit, "page": page, "lines": [need.line(row) for row in page]}
    return render(request, "watch/board_tasks.html", context)


def _complaints(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """The five complaints of the unit and all below it; every number opens the list that it counts."""
    today = timezone.localdate()
    found = trends(request.user, unit, today)
    below = shares(request.user, unit, today)
    overdue = rows_of(OVERDUE, request.user, today).filter(initiative__unit_id__in=Tree(today).below([unit.pk]))
    return {
        "complaints": [(trend, list_url(trend.listed.slug, unit)) for trend in found],
        "overdue_count": overdue.count(),
        "overdue_url": list_url(OVERDUE.slug, unit),
        "heads": HEADS,
        "shares": [(row, _cells(row)) for row in below.rows],
        "more_count": below.more_count,
    }


def _unit_duties(request: HttpRequest, unit: Unit) -> list[Duty]:
    """Units at and below the acting one that need attention, a card a reason; none where there are none."""
    today, url = timezone.localdate(), reverse("watch_units")
    return [
        Duty(
            reason.title,
            count,
            f"{url}?don-vi={unit.code}&ly-do={reason.slug}",
            word="quá hạn",
            oldest=(today - since).days,
            note=reason.lead,
        )
        for reason, count, since in lack_counts(request.user, unit, today)
        if since
    ]


def _cells(row: UnitShare) -> list[tuple[int, str, str]]:
    """Count, address of its list and head, complaint by complaint."""
    return [
        (count, list_url(listed.slug, row.unit), head)
        for count, listed, head in zip(row.counts, COMPLAINTS, HEADS, strict=True)
    ]


def list_url(slug: str, unit: Unit) -> str:
    return f"{reverse('watch_list', args=[slug])}?don-vi={unit.code}"
