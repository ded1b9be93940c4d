"""The board: what needs me, and for those who lead, the five complaints with their trends and where they are."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.extension_points import contributions
from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Duty
from lantoa.kit.waiting import Count, Question, count_kept, summarise
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.watch.models import WatchRun
from lantoa.watch.queries.alerts import has_unverified_rules, open_alerts_below
from lantoa.watch.queries.complaints import COMPLAINTS, OVERDUE, UnitShare, shares, trends
from lantoa.watch.queries.units_watch import lack_counts

# The complaints as heads of a table, in their order.
HEADS = ("Chưa có kế hoạch", "Không hướng dẫn", "Thẩm định chậm", "Hiệu quả thấp", "Chưa nhân rộng")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """For the acting unit; what needs me is of all units for which I work."""
    unit, today = acting_unit(request), timezone.localdate()
    context: dict[str, Any] = {
        "unit": unit,
        "duties": _duties(request),
        "notice_count": count_kept(Question(request.user, today, is_duty=False)),
        "run": WatchRun.objects.first(),
        "is_unverified": has_unverified_rules(today),
        "complaints": [],
    }
    if unit is not None:
        context |= _complaints(request, unit) | {"unit_duties": _unit_duties(request, unit)}
    return render(request, "watch/board.html", context)


@require_safe
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of work of the person: it stands in the list of all work, where this address leads on to."""
    kind = next((kind for kind in contributions("work_items") if kind.key == slug), None)
    if kind is None:
        raise Http404
    asked = {"muc": slug, "don-vi": request.GET.get("don-vi", ""), "loai": "" if kind.is_duty else "de-biet"}
    query = urlencode({name: value for name, value in asked.items() if value})
    return redirect(f"{reverse('inbox')}?{query}")


def _duties(request: HttpRequest) -> list[Duty]:
    """A card a kind of what must be done; together they are the number of every surface."""
    today = timezone.localdate()
    found: dict[str, list[Count]] = defaultdict(list)
    for count in summarise(Question(request.user, today)):
        found[count.kind.key].append(count)
    return [_duty(counts, today) for counts in found.values()]


def _duty(counts: list[Count], today: date) -> Duty:
    kind, late = counts[0].kind, sum(count.late for count in counts)
    first = min((count.first for count in counts if count.first), default=None)
    return Duty(
        kind.title,
        sum(count.total for count in counts),
        f"{reverse('inbox')}?muc={kind.key}",
        tone="stopped" if late else "needs",
        word=f"{format_number(late)} quá hạn" if late else "",
        oldest=(today - first).days if first and first <= today else None,
    )


def _complaints(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """The five complaints of the unit and all below it; every number opens the list that it counts."""
    today = timezone.localdate()
    found = trends(request.user, unit, today)
    below = shares(request.user, unit, today)
    overdue = open_alerts_below(request.user, unit, today).filter(kind__in=OVERDUE.kinds)
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
