"""The list of initiatives and its export."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from lantoa.dossiers.exports import workbook
from lantoa.dossiers.forms import FilterForm
from lantoa.dossiers.next_steps import NO_FACTS, Facts, find_facts, find_own_work, find_standing, next_step
from lantoa.dossiers.queries import ListPaginator, can_register, count_waiting, filter_rows, in_long_list, in_order
from lantoa.dossiers.views.bulk import BulkAct, find_refusals, offer_acts
from lantoa.dossiers.views.saved_views import list_tabs, own_views
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.wording import tone_of
from lantoa.kit.components.basic import badge
from lantoa.kit.http import download
from lantoa.kit.numbers import format_date
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person

PAGE = 50
SORTED = ("ten", "don-vi", "ngay")  # heads that order the rows
IN_BAR = ("tim", "trang_thai", "linh_vuc", "sap_xep")  # fields of the bar itself; the others are behind "Lọc thêm"


def initiatives(request: HttpRequest) -> HttpResponse:
    """Initiatives in one's scope under the filters of the address, fifty a page."""
    form = FilterForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    rows = _filtered_rows(request, form)
    paginator = ListPaginator(rows, PAGE, sort=form.sort, long=lambda: _long_rows(request, form))
    page = paginator.get_page(request.GET.get("trang"))
    waiting = count_waiting(request.user)
    acts, own = offer_acts(waiting), own_views(request.user)
    tabs = list_tabs(request.user, form, own, count=page.paginator.count, waiting=waiting)
    context = {
        "page": page,
        "rows": build_rows(page, request.user, acts),
        "acts": acts,
        "heads": _heads(form),
        "can_register": can_register(request.user),
        "unit": acting_unit(request),
        "tabs": tabs,
        "can_save": not any(tab.is_current for tab in tabs),
        "has_views": bool(own),
        **_filter_parts(form),
        **_addresses(form),
    }
    return form_or_part(request, "dossiers/list.html", form, context)


def initiatives_export(request: HttpRequest) -> HttpResponse:
    """The list of the same address as a workbook; `?cot=tat-ca` with all columns."""
    form = FilterForm(request.GET, user=request.user)
    rows = _filtered_rows(request, form)
    if not form.is_valid():
        raise Refused("Bộ lọc có chỗ không đúng nên chưa xuất được; hãy mở lại danh sách và lọc lại.")
    unit = acting_unit(request)
    told = {"filters": list(form.in_words().values()), "scope": unit.name if unit else ""}
    is_wide = request.GET.get("cot") == "tat-ca"
    name = f"mo-hinh-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(lambda file: workbook(rows, file, **told, has_all_columns=is_wide), name)


def build_rows(page: Page, person: Person, acts: list[BulkAct]) -> list[dict[str, Any]]:
    """The rows in words. Worked out here: fifty rows of look-ups in a template cost as much as the rest of the page."""
    facts = find_facts([row.pk for row in page if row.state == State.ACCEPTED], timezone.localdate())
    own = find_own_work(page, person)
    address = reverse("initiative", args=[0])  # asked once: fifty times it would cost as much as the rows' query
    return [
        _build_row(row, facts.get(row.pk, NO_FACTS), is_own=row.pk in own)
        | {
            "url": address.replace("/0/", f"/{row.pk}/"),
            "refusals": find_refusals(acts, row, person, is_own=row.pk in own),
        }
        for row in page
    ]


def _build_row(row: Initiative, facts: Facts, *, is_own: bool) -> dict[str, Any]:
    step = next_step(row, facts, is_own=is_own, on=timezone.localdate())
    standing = find_standing(facts)
    return {
        "pk": row.pk,
        "name": str(row),
        "context": f"{row.unit_name} · {row.holder}" if row.holder else row.unit_name,
        "sector": row.sector_name,
        "registered_on": format_date(row.registered_on) if row.registered_on else "",
        "state": _draw_state(standing or row.get_state_display(), tone_of(row.state)),
        "step": _draw_state(step.words, step.tone) if step.tone else step.words,
        "step_more": step.more or step.words,
    }


@lru_cache(maxsize=500)
def _draw_state(words: str, tone: str) -> SafeString:
    """The badge, drawn once for the many rows that say the same."""
    return badge(words, tone=tone)


def _filtered_rows(request: HttpRequest, form: FilterForm) -> QuerySet[Initiative]:
    """The rows of the door under the filters, in order; none while the filters are wrong: more than asked would mislead."""
    rows = Initiative.objects.visible_to(request.user)
    if form.searched_field:
        return in_order(rows.none(), "")
    return in_order(filter_rows(rows, form.filters), form.sort) if form.is_valid() else rows.none()


def _long_rows(request: HttpRequest, form: FilterForm) -> QuerySet[Initiative]:
    """The rows of `_filtered_rows`, read in another way: for a page of very many."""
    return in_order(filter_rows(in_long_list(request.user, form.sort), form.filters), form.sort)


def _heads(form: FilterForm) -> dict[str, dict[str, str]]:
    """By the last word of the order: a sorted head says its direction and leads to the other."""
    now = form.sort if form.is_valid() else ""
    return {
        key.replace("-", "_"): {
            "url": form.address(**{"sap-xep": f"-{key}" if now == key else key}),
            "direction": "ascending" if now == key else "descending" if now == f"-{key}" else "",
        }
        for key in SORTED
    }


def _filter_parts(form: FilterForm) -> dict[str, Any]:
    """The fields behind "Lọc thêm", how many of them are in force, and whether they must be seen at once."""
    further = [name for name in form.fields if name not in IN_BAR]
    wrong = [name for name in further if name in form.errors]
    return {
        "further": [form[name] for name in further if name != "don_vi"],
        "further_count": sum(bool(form.data.get(form[name].html_name, "").strip()) for name in further),
        "is_open": bool(wrong or form.searched_field),
    }


def _addresses(form: FilterForm) -> dict[str, Any]:
    query = form.clean_query().urlencode()
    export = reverse("initiatives_export")
    chips = form.chips()
    return {
        "query": query,
        "save_url": f"{reverse('saved_view_new')}?{urlencode({'bo-loc': query})}",
        "chips": chips,
        "clear_url": reverse("initiatives") if chips else "",
        "export_url": f"{export}?{query}",
        "export_all_url": f"{export}?{query}&cot=tat-ca",
    }
