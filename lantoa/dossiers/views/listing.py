"""The list of initiatives, its export, and the acceptance of many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.dossiers.exports import workbook
from lantoa.dossiers.forms import FilterForm
from lantoa.dossiers.queries import ListPaginator, filter_rows, in_long_list, in_order
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import decidable_units, waiting_for, writable_units
from lantoa.initiatives.services import accept_many, preview_acceptance
from lantoa.initiatives.wording import tone_of
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.http import download
from lantoa.kit.numbers import format_date, format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.units.acting import acting_unit

PAGE = 50
COLUMNS = (
    ("Tên mô hình", "ten"),
    ("Đơn vị", "don-vi"),
    ("Lĩnh vực", ""),
    ("Đối tượng, cấp", ""),
    ("Ngày đăng ký", "ngay"),
    ("Trạng thái", ""),
)


def initiatives(request: HttpRequest) -> HttpResponse:
    """Initiatives in one's scope under the filters of the address, fifty a page."""
    form = FilterForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    rows = _asked_rows(request, form)
    page = ListPaginator(rows, PAGE, long=lambda: _long_rows(request, form)).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [_build_row(row) for row in page],
        "columns": _columns(form),
        "can_register": writable_units(request.user).exists(),
        "unit": acting_unit(request),
        **_addresses(form),
        **_acceptance(request, rows),
    }
    return form_or_part(request, "dossiers/list.html", form, context)


def initiatives_export(request: HttpRequest) -> HttpResponse:
    """The list of the same address as a workbook; `?cot=tat-ca` with all columns."""
    form = FilterForm(request.GET, user=request.user)
    rows = _asked_rows(request, form)
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa xuất được; hãy mở lại danh sách và lọc lại.")
    unit = acting_unit(request)
    told = {"filters": list(form.in_words().values()), "scope": unit.name if unit else ""}
    is_wide = request.GET.get("cot") == "tat-ca"
    name = f"mo-hinh-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(lambda file: workbook(rows, file, **told, has_all_columns=is_wide), name)


@require_POST
def initiatives_accept(request: HttpRequest) -> HttpResponse:
    """First what accepting the chosen ones (or all that wait under the filters) would do; confirmed, do it."""
    if "xac-nhan" in request.POST:
        return _accept_selected(request)
    chosen = [key for key in request.POST.getlist("chon") if key.isdecimal()]
    if "tat-ca" in request.POST:
        form = FilterForm(QueryDict(request.POST.get("bo-loc", "")), user=request.user)
        rows = _asked_rows(request, form).filter(state__in=REGISTRATION.moves["accept"].sources)
    else:
        rows = Initiative.objects.visible_to(request.user).filter(pk__in=chosen)
    return _show_preview(request, rows)


def _show_preview(request: HttpRequest, rows: QuerySet[Initiative], warning: str = "") -> HttpResponse:
    preview = preview_acceptance(rows, by=request.user)
    context = {
        "preview": preview,
        "refused": list(preview.refused.items()),
        "keys": ",".join(str(row.pk) for row in preview.acceptable),
        "query": request.POST.get("bo-loc", ""),
        "warning": warning,
        "today": timezone.localdate(),
    }
    return render(request, "dossiers/accept_many.html", context)


def _accept_selected(request: HttpRequest) -> HttpResponse:
    keys = {int(key) for key in request.POST.get("duyet", "").split(",") if key.isdecimal()}
    try:
        done = accept_many(keys, by=request.user)
    except Refused:
        rows = Initiative.objects.visible_to(request.user).filter(pk__in=keys)
        return _show_preview(
            request, rows, "Có hồ sơ vừa đổi trạng thái, nên chưa duyệt hồ sơ nào. Hãy xem lại rồi xác nhận."
        )
    messages.success(request, f"Đã duyệt đăng ký {format_number(len(done))} mô hình.")
    return redirect(f"{reverse('initiatives')}?{QueryDict(request.POST.get('bo-loc', '')).urlencode()}")


def _asked_rows(request: HttpRequest, form: FilterForm) -> QuerySet[Initiative]:
    """The rows of the door under the filters, in order; none while the filters are wrong: more than asked would mislead."""
    rows = Initiative.objects.visible_to(request.user)
    if form.searched_field:
        return in_order(rows.none(), "")
    return in_order(filter_rows(rows, form.filters), form.sort) if form.is_valid() else rows.none()


def _long_rows(request: HttpRequest, form: FilterForm) -> QuerySet[Initiative]:
    """The rows of `_asked_rows`, read in another way: for a page of very many."""
    return in_order(filter_rows(in_long_list(request.user, form.sort), form.filters), form.sort)


def _build_row(row: Initiative) -> dict[str, Any]:
    """A row in words. Worked out here: fifty rows of look-ups in a template cost as much as the rest of the page."""
    return {
        "pk": row.pk,
        "url": row.get_absolute_url(),
        "name": str(row),
        "holder": row.holder,
        "unit": row.unit.name,
        "sector": row.sector.name,
        "scale": f"{row.get_subject_display()}, {row.get_tier_display().lower()}",
        "registered_on": format_date(row.registered_on) if row.registered_on else "",
        "state": row.state,
        "state_words": row.get_state_display(),
        "tone": tone_of(row.state),
        "is_lacking": row.accepted_on and not row.is_identified,
        "standing": [str(fact) for fact in row.recognitions.all() if not fact.ended_on],
    }


def _columns(form: FilterForm) -> list[dict[str, str]]:
    """Heads of the table; a sorted one says its direction and leads to the other."""
    now = form.sort if form.is_valid() else ""
    return [
        {
            "label": label,
            "sort_url": form.address(**{"sap-xep": f"-{key}" if now == key else key}) if key else "",
            "direction": "asc" if key and now == key else "desc" if key and now == f"-{key}" else "",
        }
        for label, key in COLUMNS
    ]


def _addresses(form: FilterForm) -> dict[str, Any]:
    query = form.clean_query().urlencode()
    export = reverse("initiatives_export")
    chips = form.chips()
    return {
        "query": query,
        "chips": chips,
        "clear_url": reverse("initiatives") if chips else "",
        "is_filtered": bool(chips) or bool(form.errors),
        "export_url": f"{export}?{query}",
        "export_all_url": f"{export}?{query}&cot=tat-ca",
    }


def _acceptance(request: HttpRequest, rows: QuerySet[Initiative]) -> dict[str, Any]:
    """For those who decide: which rows of the page may be chosen, and how many wait under these filters."""
    is_decider = decidable_units(request.user).exists()
    waiting = rows.filter(pk__in=waiting_for(request.user).values("pk")).order_by().count() if is_decider else 0
    return {"waiting_count": waiting, "selectable": REGISTRATION.moves["accept"].sources}
