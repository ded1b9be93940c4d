"""Acts on many chosen initiatives: which there are, whom they fit, and what the chosen rows are.

Each act has its own address and its own page of consequences where it changes something; the list only offers them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from lantoa.dossiers.queries import filter_rows, in_order
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept_many, preview_acceptance
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.http import download
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person

ACCEPTABLE = REGISTRATION.moves["accept"].sources


@dataclass(frozen=True)
class BulkAct:
    """One kind of act with a form for many. `key`: in the page; `verb`, `noun`: of its button, the number between them;
    `fitting`: said of the rows it fits;
    `url_name`: takes a POST with `chon`, or `tat-ca` and `bo-loc`; `refusal(row, person, is_own)`: why it would leave the row
    out, in a word or two, "" where it fits; `may(waiting)`: whether the person has it at all, of the number that waits for them.
    """

    key: str
    verb: str
    noun: str
    fitting: str
    icon: str
    url_name: str
    refusal: Callable[[Initiative, Person, bool], str]
    may: Callable[[int], bool] = lambda waiting: True


def refuse_acceptance(row: Initiative, person: Person, is_own: bool) -> str:
    """In short: the page of consequences says it in full, by the rule itself."""
    if is_own:
        return ""
    if row.state not in ACCEPTABLE:
        return State(row.state).label.lower()
    return "do bạn nộp" if row.submitted_by_id == person.pk else "người khác duyệt"


def refuse_nothing(row: Initiative, person: Person, is_own: bool) -> str:
    return ""


BULK_ACTS = (
    BulkAct("duyet", "Duyệt", "đăng ký…", "duyệt được", "check", "initiatives_accept", refuse_acceptance, may=bool),
    BulkAct("excel", "Tải Excel", "mô hình", "tải được", "excel", "initiatives_export_chosen", refuse_nothing),
)


def offer_acts(waiting: int) -> list[BulkAct]:
    """The acts that this person has. `waiting`: how many registrations wait for them."""
    return [act for act in BULK_ACTS if act.may(waiting)]


def find_refusals(acts: list[BulkAct], row: Initiative, person: Person, *, is_own: bool) -> str:
    """What the page tells its script of a row: "act=why not" of each act that would leave it out, one after the other."""
    refused = ((act.key, act.refusal(row, person, is_own)) for act in acts)
    return "|".join(f"{key}={reason}" for key, reason in refused if reason)


@require_POST
def initiatives_accept(request: HttpRequest) -> HttpResponse:
    """First what accepting the chosen ones (or all that wait under the filters) would do; confirmed, do it."""
    if "xac-nhan" in request.POST:
        return _accept_selected(request)
    rows = _chosen_rows(request)
    return _show_preview(request, rows.filter(state__in=ACCEPTABLE) if "tat-ca" in request.POST else rows)


@require_POST
def initiatives_export_chosen(request: HttpRequest) -> HttpResponse:
    """The chosen rows as a workbook; all under the filters by the address that the list has for it."""
    query = QueryDict(request.POST.get("bo-loc", "")).urlencode()
    if "tat-ca" in request.POST:
        return redirect(f"{reverse('initiatives_export')}?{query}")
    rows = in_order(_chosen_rows(request), "")
    count = rows.count()
    if not count:
        messages.warning(request, "Chưa chọn mô hình nào. Hãy đánh dấu ở đầu dòng rồi tải lại.")
        return redirect(f"{reverse('initiatives')}?{query}")
    unit = acting_unit(request)
    told = {"filters": [f"{format_number(count)} mô hình đã chọn"], "scope": unit.name if unit else ""}
    name = f"mo-hinh-da-chon-{timezone.localdate():%Y-%m-%d}.xlsx"
    return download(lambda file: workbook(rows, file, **told, has_all_columns=False), name)


def _chosen_rows(request: HttpRequest) -> QuerySet[Initiative]:
    """What the form of the list asks to act on, through the door; nothing while the filters are wrong."""
    seen = Initiative.objects.visible_to(request.user)
    if "tat-ca" not in request.POST:
        return seen.filter(pk__in=[key for key in request.POST.getlist("chon") if key.isdecimal()])
    form = FilterForm(QueryDict(request.POST.get("bo-loc", "")), user=request.user)
    return in_order(filter_rows(seen, form.filters), form.sort) if form.is_valid() else seen.none()


def _show_preview(request: HttpRequest, rows: QuerySet[Initiative], warning: str = "") -> HttpResponse:
    preview = preview_acceptance(rows, by=request.user)
    context: dict[str, Any] = {
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
