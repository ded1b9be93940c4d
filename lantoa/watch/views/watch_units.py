"""Units that need attention, as a list with filters and as a workbook."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lantoa.initiatives.enums import State
from lantoa.kit.http import download
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.watch.exports import lack_workbook
from lantoa.watch.forms.watching_units import UnitWatchForm
from lantoa.watch.queries.alerts import has_unverified_rules
from lantoa.watch.queries.units_watch import NO_REGISTRATION, NO_VISIT, Lack, lacks, lines_of

PAGE = 50
LISTED = {
    "title": "Đơn vị cần chú ý",
    "lead": "Tổ chức cơ sở đảng, đảng bộ xã, phường chưa đăng ký mô hình nào trong năm, hoặc lâu không ai đến hướng dẫn, "
    "kiểm tra",
}


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units at the base in scope that need attention under the filters of the address, the longest first."""
    form = UnitWatchForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    today = timezone.localdate()
    page = Paginator(_find_units(request, form), PAGE).get_page(request.GET.get("trang"))
    chips = form.chips()
    context = {
        "listed": LISTED,
        "page": page,
        "lines": [(line, _remedy_url(line.lack), (today - line.lack.due_on).days) for line in lines_of(page, today)],
        "chips": chips,
        "clear_url": request.path if chips else "",
        "export_url": f"{reverse('watch_units_export')}{form.address()}",
        "today": today,
        "unit": acting_unit(request),
        "is_unverified": has_unverified_rules(today),
    }
    return form_or_part(request, "watch/watch_units.html", form, context)


@require_safe
def unit_export(request: HttpRequest) -> HttpResponse:
    """The list of the same address as a workbook."""
    form = UnitWatchForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa xuất được; hãy mở lại danh sách và lọc lại.")
    unit, today = acting_unit(request), timezone.localdate()
    lines = lines_of(_find_units(request, form), today)
    told = {"filters": list(form.in_words().values()), "scope": unit.name if unit else "", "on": today}
    return download(lambda file: lack_workbook(lines, file, **told), f"don-vi-can-chu-y-{today:%Y-%m-%d}.xlsx")


def _find_units(request: HttpRequest, form: UnitWatchForm) -> list[Lack]:
    """None while the filters are wrong: more than asked would mislead."""
    if form.searched_field or not form.is_valid():
        return []
    return lacks(request.user, timezone.localdate(), below=form.below, reason=form.reason)


def _remedy_url(lack: Lack) -> str:
    """Where a superior begins: what the unit might take up, or which of its initiatives to go to."""
    return REMEDIES[lack.reason.slug](lack.unit)


def _suggestions(unit: Unit) -> str:
    return f"{reverse('suggestions')}?{urlencode({'don-vi': unit.code})}"


def _initiatives(unit: Unit) -> str:
    return f"{reverse('initiatives')}?{urlencode({'don-vi': unit.code, 'trang-thai': State.ACCEPTED.value})}"


REMEDIES = {NO_REGISTRATION.slug: _suggestions, NO_VISIT.slug: _initiatives}
