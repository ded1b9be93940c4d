"""How long recognitions last: the curves, the table of all groups, and both as a workbook."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.http import download
from lantoa.kit.parts import Curve, Standing
from lantoa.recognition.exports import YEARS, survival_workbook
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.survival import Group, Grouping, groupings
from lantoa.rulebook.models import rule
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.tree import Tree

LEAST = "recognition.survival_least"
MOST_CURVES = 4  # more lines cannot be told apart


@require_safe
def survival_page(request: HttpRequest) -> HttpResponse:
    """By sector, tier, year, and by the units directly below the one that one acts for: a drawing of the largest groups, and
    every group in a table."""
    unit, today = acting_unit(request), timezone.localdate()
    held, least = _find_recognitions(request, unit, today), rule(LEAST, today)
    found = groupings(held, unit, today) if unit else []
    context = {
        "unit": unit,
        "today": today,
        "count": len(held),
        "least": least,
        "years": YEARS,
        "charts": [
            (grouping, *_draw_curves(grouping, least.value), _lines(grouping, least.value)) for grouping in found
        ],
    }
    return render(request, "recognition/survival.html", context)


@require_safe
def survival_export(request: HttpRequest) -> HttpResponse:
    unit, today = acting_unit(request), timezone.localdate()
    held, least = _find_recognitions(request, unit, today), rule(LEAST, today)
    found = groupings(held, unit, today) if unit else []
    told = {"least": least.value, "scope": unit.name if unit else "", "on": today}
    return download(
        lambda file: survival_workbook(found, held, file, **told), f"cong-nhan-ben-vung-{today:%Y-%m-%d}.xlsx"
    )


def _find_recognitions(request: HttpRequest, unit: Unit | None, today: date) -> list[Recognition]:
    """All recognitions ever given in the unit's tree, of units that ended too."""
    if unit is None:
        return []
    rows = Recognition.objects.visible_to(request.user).within(Tree(today), [unit.pk])
    rows = rows.select_related("initiative__sector", "initiative__unit").prefetch_related("renewals")
    return list(rows.order_by("recognised_on", "initiative__name_sort", "pk"))


def _draw_curves(grouping: Grouping, least: int) -> tuple[list[Curve], int]:
    """The curves of the largest groups that are large enough, in the table's order, and how many of these have no room."""
    enough = [group for group in grouping.groups if group.count >= least]
    largest = sorted(enough, key=lambda group: -group.count)[:MOST_CURVES]
    return [_curve(group) for group in enough if group in largest], len(enough) - len(largest)


def _curve(group: Group) -> Curve:
    return Curve(
        group.label, [Standing(point.month, _percent(point.share), point.at_risk) for point in group.points], group.url
    )


def _lines(grouping: Grouping, least: int) -> list[tuple[Group, list[tuple[int, float | None, int]]]]:
    """Each group with year, share in per cent (None: not known) and number followed; no cells where it is too small."""
    return [(group, _cells(group) if group.count >= least else []) for group in grouping.groups]


def _cells(group: Group) -> list[tuple[int, float | None, int]]:
    points = [(year, group.after(12 * year)) for year in YEARS]
    return [(year, _percent(point.share), point.at_risk) if point else (year, None, 0) for year, point in points]


def _percent(share: float) -> float:
    return round(share * 100, 1)
