"""Screens of the yearly scouting: list, one prospect, noting, editing, and the moves of its table."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst

from lantoa.initiatives.forms.steps import tier_of
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import writable_units
from lantoa.initiatives.views.history import entries
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Action, Item
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.kit.workflow import Move
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.forms import RATING_WORDS, ProspectFilterForm, ProspectForm, RateForm, TakeUpForm
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import prospects_under, waiting_prospects
from lantoa.prospects.rules import may_edit_prospect, may_move_prospect
from lantoa.prospects.services import drop, edit_prospect, note_prospect, rate, reopen, take_up
from lantoa.prospects.workflow import SCOUTING
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person, Unit

PAGE = 50
TONES = {
    ProspectState.NOTED: "neutral",
    ProspectState.RATED: "info",
    ProspectState.TAKEN_UP: "done",
    ProspectState.DROPPED: "stopped",
}
ICONS = {"rate": "check", "take_up": "sprout", "drop": "stop", "reopen": "return"}
FORMS = {"rate": RateForm, "take_up": TakeUpForm}
WITH_REASON = {"drop": drop, "reopen": reopen}


def prospects(request: HttpRequest) -> HttpResponse:
    """Prospects in one's scope under the filters of the address, the newest year first."""
    form = ProspectFilterForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    rows = Prospect.objects.visible_to(request.user)
    rows = prospects_under(rows, form.filters) if form.is_valid() else rows.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    chips = form.chips()
    context = {
        "page": page,
        "rows": [(row, TONES[row.state]) for row in page],
        "chips": chips,
        "clear_url": reverse("prospects") if chips else "",
        "can_note": writable_units(request.user).exists(),
        "waiting_count": waiting_prospects(request.user).count(),
        "unit": acting_unit(request),
    }
    return form_or_part(request, "prospects/prospects.html", form, context)


def prospect(request: HttpRequest, pk: int) -> HttpResponse:
    """One prospect: what was noted, what others think of it, what came of it."""
    row = _found(request, pk)
    actions = [_action(row, request.user, move) for move in SCOUTING.from_state(row.state)]
    context = {
        "prospect": row,
        "tone": TONES[row.state],
        "facts": _facts(row),
        "rating_words": dict(RATING_WORDS).get(row.rating, ""),
        "asked_first": [action for move, action in actions if move.name in FORMS],
        "others": [action for move, action in actions if move.name not in FORMS],
        "editing": may_edit_prospect(request.user, row),
        "entries": entries(Event.objects.about(row).order_by("-sequence")),
        "may_open": row.initiative_id and Initiative.objects.visible_to(request.user).filter(pk=row.initiative_id),
    }
    return render(request, "prospects/prospect.html", context)


@takes_form
def prospect_new(request: HttpRequest) -> HttpResponse:
    """Note a prospect: on a phone four boxes and a button."""
    if not writable_units(request.user).exists():
        raise Refused("Chỉ cán bộ phụ trách hoặc văn phòng của đơn vị được ghi triển vọng.")
    form = ProspectForm(request.POST or None, user=request.user, unit=_own_unit(request))
    if form.is_valid() and (row := form.ask(note_prospect, values=form.cleaned_data, by=request.user)):
        messages.success(request, f"Đã ghi triển vọng “{row}”.")
        return redirect(row)
    return _form_shown(request, form, None)


@takes_form
def prospect_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    may_edit_prospect(request.user, row).require()
    form = ProspectForm(request.POST or None, user=request.user, unit=row.unit, prospect=row)
    if form.is_valid() and form.ask(edit_prospect, row, values=form.cleaned_data, by=request.user):
        messages.success(request, "Đã lưu thay đổi.")
        return redirect(row)
    return _form_shown(request, form, row)


@takes_form
def prospect_move(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Ask what the move needs, or show its consequence; posted, make it."""
    row = _found(request, pk)
    move = SCOUTING.by_slug(slug)
    if move is None:
        raise Http404
    may_move_prospect(request.user, row, move.name).require()
    if move.name in FORMS:
        return _filled_in(request, row, move)
    if request.method != "POST":
        return _asked(request, row, move)
    reason = request.POST.get("reason", "")
    try:
        WITH_REASON[move.name](row, reason=reason, by=request.user)
    except Refused as refused:
        return _asked(request, row, move, error=" ".join(refused.reasons), reason=reason)
    messages.success(request, f"{capfirst(move.past)}: “{row}”.")
    return redirect(row)


def _found(request: HttpRequest, pk: int) -> Prospect:
    rows = Prospect.objects.visible_to(request.user).select_related("unit", "sector", "initiative", "rated_by")
    return door(rows, pk=pk)


def _own_unit(request: HttpRequest) -> Unit | None:
    """The unit asked for, else the one the person acts for, else the first they write for."""
    units = writable_units(request.user)
    asked = units.filter(code=request.GET.get("don-vi", "")).first()
    acting = acting_unit(request)
    return asked or (units.filter(pk=acting.pk).first() if acting else None) or units.first()


def _form_shown(request: HttpRequest, form: ProspectForm, row: Prospect | None) -> HttpResponse:
    context = {"prospect": row, "cancel_url": row.get_absolute_url() if row else reverse("prospects")}
    part = "prospects/_prospect_sector.html"
    return form_or_part(request, "prospects/prospect_form.html", form, context, part=part)


def _facts(row: Prospect) -> list[Item]:
    found = [
        Item("Đơn vị", row.unit.name, row.unit.get_absolute_url()),
        Item("Năm rà soát", str(row.year)),
        Item("Ai đang làm", row.holder),
        Item("Ở đâu", row.location),
        Item("Lĩnh vực", row.sector.name if row.sector else "chưa xếp", is_missing=row.sector is None),
        Item("Ghi nhận ngày", format_date(row.noted_on)),
    ]
    return [item for item in found if item.value]


def _action(row: Prospect, user: Person, move: Move) -> tuple[Move, Action]:
    ruling = may_move_prospect(user, row, move.name)
    is_again = move.name == "rate" and row.state == ProspectState.RATED
    return move, Action(
        label="Đánh giá lại" if is_again else move.label,
        url=reverse("prospect_move", args=[row.pk, move.slug]),
        is_allowed=ruling.allowed,
        reason=ruling.reason,
        tone=move.tone,
        needs_reason=move.needs_reason,
        icon=ICONS[move.name],
    )


def _filled_in(request: HttpRequest, row: Prospect, move: Move) -> HttpResponse:
    """The moves that ask for more than a reason."""
    form = FORMS[move.name](request.POST if request.method == "POST" else None, prospect=row)
    if form.is_valid():
        if move.name == "rate" and form.ask(rate, row, by=request.user, **form.cleaned_data):
            messages.success(request, f"{capfirst(move.past)}: “{row}”.")
            return redirect(row)
        if move.name == "take_up" and (draft := _taken_up(form, row, request.user)):
            messages.success(request, "Đã mở bản nháp đăng ký từ triển vọng; hãy điền nốt các bước rồi nộp.")
            return redirect(f"{reverse('initiative_edit', args=[draft.pk])}?buoc=1")
    context = {"form": form, "prospect": row, "move": move}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "prospects/prospect_step.html", context, status=status)


def _taken_up(form: TakeUpForm, row: Prospect, by: Person) -> Initiative | None:
    return form.ask(take_up, row, by=by, sector=form.cleaned_data["sector"], tier=tier_of(row.unit))


def _asked(request: HttpRequest, row: Prospect, move: Move, *, error: str = "", reason: str = "") -> HttpResponse:
    _, action = _action(row, request.user, move)
    context = {"record": row, "action": action, "error": error, "reason": reason}
    return render(request, "kit/move.html", context, status=422 if error else 200)
