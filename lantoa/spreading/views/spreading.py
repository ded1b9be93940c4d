"""Screens of copies: the lineage of an initiative, taking it up, one copy beside its source, giving a copy up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import CopyStanding, State
from lantoa.initiatives.forms.steps import tier_of
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.queries import writable_units
from lantoa.initiatives.queries.lineage import lineage_of
from lantoa.initiatives.rules.spreading import may_end_copy, may_take_up
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.initiatives.views.tabs import tab_context
from lantoa.initiatives.wording import field_label
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.parts import Change
from lantoa.kit.searching import form_or_part
from lantoa.spreading.forms.spreading import GiveUpForm, TakeUpForm
from lantoa.spreading.models import Handbook
from lantoa.spreading.queries.comparing import ORDERS, boxes_beside, in_order_of, outcomes, shared_indicators
from lantoa.spreading.queries.programmes import launching_units
from lantoa.spreading.services.copying import replicate
from lantoa.spreading.views import kinship
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person, Unit

PAGE = 25


def initiative_spread(request: HttpRequest, pk: int) -> HttpResponse:
    """Whence the initiative came and whither it went; who applies it, what each changed, and how it may be taken up."""
    record = _source(request, pk)
    today = timezone.localdate()
    lineage = lineage_of(record, request.user, today)
    asked = request.GET.get("tinh-trang", "")
    rows = [row for row in lineage.known_rows if not asked or row.standing == asked]
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        **_tab(request, record),
        "kin": kinship.kin_of(lineage),
        "kin_ancestors": kinship.ancestors_of(lineage),
        "credit": kinship.credit_of(lineage, asked),
        "rows": [(row, kinship.COPY_TONES[row.standing], row.replication.copy_id in lineage.open_ids) for row in page],
        "page": page,
        "standing": CopyStanding(asked).label if asked in CopyStanding.values else "",
        "hidden": len(lineage.rows) - len(lineage.known_rows),
        "shared": shared_indicators(record, list(lineage.copies.values())),
        "handbook": Handbook.objects.open_to(request.user).filter(initiative=record).first(),
        "taking_up": may_take_up(request.user, record, has_units=_units(request.user, record).exists()),
        "can_launch": record.state == State.ACCEPTED and launching_units(request.user).exists(),
    }
    return render(request, "spreading/spread.html", context)


@takes_form
def initiative_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply it at one's own unit: a draft opened from its words, or a registration that the unit has already."""
    source = _source(request, pk)
    units = _units(request.user, source)
    may_take_up(request.user, source, has_units=units.exists()).require()
    form = TakeUpForm(request.POST or None, user=request.user, source=source, unit=_own(request, units))
    if form.is_valid() and (row := _taken_up(form, source, request.user)):
        if form.cleaned_data["copy"]:
            messages.success(request, f"Đã nối “{row.copy}” với mô hình gốc.")
            return redirect(row)
        messages.success(request, "Đã mở bản nháp điền sẵn từ mô hình gốc; hãy sửa cho đúng nơi mình rồi nộp.")
        return redirect(f"{reverse('initiative_edit', args=[row.copy_id])}?buoc=1")
    context = {"initiative": source}
    return form_or_part(request, "spreading/spread_take_up.html", form, context, part="spreading/_copy_choices.html")


def initiative_outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the source and its copies reached on one of the indicators that they share."""
    record = _source(request, pk)
    copies = list(lineage_of(record, request.user, timezone.localdate()).copies.values())
    shared = shared_indicators(record, copies)
    keys = [indicator.key for indicator in shared]
    asked = request.GET.get("chi-tieu", "")
    key = asked if asked in keys else next(iter(keys), "")
    sort = request.GET.get("sap-xep", "")
    rows = in_order_of(outcomes(record, copies, key, timezone.localdate()), sort) if key else []
    context = {
        **_tab(request, record),
        "shared": shared,
        "indicator": next((row for row in shared if row.key == key), None),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "columns": [(name, *kinship.build_sort_link(key, name, sort)) for name in ORDERS],
        "measured": sum(row.value is not None for row in rows),
    }
    return render(request, "spreading/spread_outcomes.html", context)


def replication(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """One copy beside its source: what was kept, changed, dropped and why; the words that differ; the results of both."""
    row = _replication(request, pk, copy)
    source, own = row.source, row.copy
    keys = {source.pk, row.copy_id} - {None}
    opened = set(Initiative.objects.open_to_copy(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    is_open = own is not None and opened >= keys
    differing = boxes_beside(source, own) if is_open else []
    today = timezone.localdate()
    shared = shared_indicators(source, [own]) if own else []
    context = {
        "row": row,
        "standing": row.standing_on(today),
        "tone": kinship.COPY_TONES[row.standing_on(today)],
        "said": kinship.said_of(row),
        "opened": opened,
        "copy_url": _own_page(request.user, own) if own and own.pk in opened else "",
        "is_open": is_open,
        "changes": [Change(field_label(name), old, new) for name, old, new in differing],
        "pairs": [(indicator, *outcomes(source, [own], indicator.key, today)) for indicator in shared],
        "ending": may_end_copy(request.user, row),
    }
    return render(request, "spreading/spread_copy.html", context)


@takes_form
def replication_fail(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    words = ("Ghi không thành công", "Nơi áp dụng được giữ trong hồ sơ với lý do, không còn tính là đang áp dụng.")
    return _given_up(request, _replication(request, pk, copy), fail_copy, words)


@takes_form
def replication_end(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    words = ("Ghi thôi áp dụng", "Đơn vị thôi làm mà không phải vì thất bại; không còn tính là đang áp dụng.")
    return _given_up(request, _replication(request, pk, copy), end_copy, words)


def _given_up(request: HttpRequest, row: Replication, service, words: tuple[str, str]) -> HttpResponse:
    may_end_copy(request.user, row).require()
    form = GiveUpForm(request.POST or None)
    if form.is_valid() and form.ask(service, row, by=request.user, **form.cleaned_data):
        messages.success(request, f"{words[0]}: “{row.unit}”.")
        return redirect(row)
    return form_page(request, "spreading/spread_give_up.html", form, row=row, title=words[0], lead=words[1])


def _source(request: HttpRequest, pk: int) -> Initiative:
    """By the door that is open to every unit of the province. A draft is nobody's source and has no such page."""
    rows = Initiative.objects.open_to_copy(request.user).filter(accepted_on__isnull=False)
    return door(rows.select_related("unit", "sector"), pk=pk)


def _replication(request: HttpRequest, pk: int, copy: int) -> Replication:
    rows = Replication.objects.open_to(request.user).select_related(
        "source__unit", "source__sector", "unit", "copy__unit"
    )
    return door(rows, source_id=pk, pk=copy)


def _tab(request: HttpRequest, record: Initiative) -> dict[str, Any]:
    """The tabs of the file are for those who may see it all; who may only take it up has this one page."""
    context = tab_context(record, "initiative_spread", request.user)
    if not Initiative.objects.visible_to(request.user).filter(pk=record.pk).exists():
        context["tabs"] = []
    return context


def _own_page(user: Person, copy: Initiative) -> str:
    """The file for who may see it all, else the page that is open to the province."""
    is_visible = Initiative.objects.visible_to(user).filter(pk=copy.pk).exists()
    return copy.get_absolute_url() if is_visible else reverse("initiative_spread", args=[copy.pk])


def _units(user: Person, source: Initiative) -> QuerySet[Unit]:
    return writable_units(user).exclude(pk=source.unit_id)


def _own(request: HttpRequest, units: QuerySet[Unit]) -> Unit | None:
    """The unit asked for, else the one the person acts for, where they write; never guessed among many."""
    acting = acting_unit(request)
    asked = units.filter(code=request.GET.get("don-vi", "")).first()
    return asked or (units.filter(pk=acting.pk).first() if acting else None)


def _taken_up(form: TakeUpForm, source: Initiative, by: Person) -> Replication | None:
    words = {name: form.cleaned_data[name] for name in ("kept", "changed", "dropped", "why")}
    if copy := form.cleaned_data["copy"]:
        return form.ask(link_copy, source, copy, by=by, **words)
    unit = form.cleaned_data["unit"]
    return form.ask(replicate, source, unit=unit, tier=tier_of(unit), by=by, **words)
