"""Evidence on screen: the tab of an initiative, sending, one piece with its file, accepting and rejecting."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lantoa.evidence.forms import EvidenceForm
from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import camera_day, missing_to_evidence, shelves_of, waiting_evidence, with_people
from lantoa.evidence.rules import may_accept_evidence, may_reject_evidence
from lantoa.evidence.services import accept_evidence, add_pieces, reject_evidence
from lantoa.evidence.views.hints import file_hints, photo_of
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_decide_for
from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.initiatives.views.tabs import tab_context
from lantoa.kit.files import file_response, thumbnail_response
from lantoa.kit.files.shown import Photo
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door, page_or_fragment
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Action, Item
from lantoa.kit.ruling import YES, Refused, Ruling
from lantoa.rulebook.file_limits import file_limits

AT_ONCE = 10  # pieces to decide on a page
MILESTONE, REPORT, AGAIN = "moc", "bao-cao", "tiep"


@dataclass(frozen=True)
class EvidenceLine:
    """A piece in a list. `note`: who and when; `badge`: "" once accepted in a list of accepted ones."""

    row: Evidence
    file_url: str
    note: str
    badge: str
    tone: str
    photos: list[Photo]
    actions: list[Action]


@require_safe
def initiative_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """All evidence of one initiative; what waits for this person's decision comes first."""
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    shelves = shelves_of(record)
    decided = set(waiting_evidence(request.user).filter(initiative=record).values_list("pk", flat=True))
    page = Paginator([row for row in shelves.kept_pieces if row.pk in decided], AT_ONCE).get_page(
        request.GET.get("trang")
    )
    accepted, waiting = shelves.accepted_count, shelves.waiting_count
    context = {
        **tab_context(record, "initiative_evidence", request.user),
        "page": page,
        "to_decide": [_build_line(row, YES) for row in page],
        "photos": [_photo(row) for row in shelves.photos if row.pk not in decided],
        "papers": [_build_line(row) for row in shelves.papers if row.pk not in decided],
        "references": [_build_line(row) for row in shelves.references if row.pk not in decided],
        "rejected": [_build_line(row) for row in shelves.rejected],
        "counts": (accepted, waiting),
        "lacks": missing_to_evidence(record, accepted, waiting) if record.accepted_on else [],
        "may_add": may_add_evidence(request.user, record),
    }
    return render(request, "evidence/evidence.html", context)


@takes_form
def evidence_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one piece, or a piece for each of several photos; with the second button, the page comes back for the next."""
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_add_evidence(request.user, record).require()
    form = EvidenceForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        initial={"milestone": request.GET.get(MILESTONE), "report": request.GET.get(REPORT)},
        initiative=record,
        by=request.user,
        limits=file_limits(),
    )
    if form.is_valid() and (
        made := form.ask(add_pieces, record, by=request.user, pieces=form.pieces, **form.shared_values)
    ):
        messages.success(request, _describe_sent(made))
        if AGAIN in request.POST:
            return redirect(_again(made[0]))
        return redirect("initiative_evidence", record.pk)
    return form_page(request, "evidence/evidence_new.html", form, initiative=record)


def _describe_sent(made: list[Evidence]) -> str:
    first = made[0]
    if len(made) > 1:
        return f"Đã gửi {len(made)} minh chứng “{first}”; chờ người duyệt chấp nhận."
    return f"Đã gửi “{first}”, ngày {format_date(first.dated_on)}; chờ người duyệt chấp nhận."


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece: the picture, what is known of it, and for those who decide what it is like. For htmx only the latter."""
    row = _piece(request, pk)
    context = {
        "row": row,
        "initiative": row.initiative,
        "piece": _build_line(row, may_accept_evidence(request.user, row) if row.is_waiting else None),
        "facts": _facts(row),
        "file_hints": file_hints(row, request.user),
        "is_decider": bool(may_decide_for(request.user, row.initiative.unit)),
        "is_beside": not request.htmx,
    }
    return page_or_fragment(request, "evidence/evidence_piece.html", "evidence/_evidence_hints.html", context)


@require_POST
def evidence_accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = accept_evidence(_piece(request, pk), by=request.user)
    messages.success(request, f"Đã chấp nhận minh chứng “{row}”.")
    return redirect("initiative_evidence", row.initiative_id)


@takes_form
def evidence_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; posted, reject."""
    row, error, reason = _piece(request, pk), "", request.POST.get("reason", "")
    may_reject_evidence(request.user, row).require()
    if request.method == "POST":
        try:
            reject_evidence(row, reason=reason, by=request.user)
        except Refused as refused:
            error = " ".join(refused.reasons)
        else:
            messages.success(request, f"Đã ghi không chấp nhận minh chứng “{row}”.")
            return redirect("initiative_evidence", row.initiative_id)
    action = _actions(row, may_reject_evidence(request.user, row))[-1]
    context = {"record": row, "initiative": row.initiative, "action": action, "error": error, "reason": reason}
    context["home_url"] = reverse("initiative_evidence", args=[row.initiative_id])
    return render(request, "evidence/evidence_reject.html", context, status=422 if error else 200)


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _piece(request, pk)
    if row.file is None:
        raise Http404
    return file_response(request, row.file, as_download="tai-ve" in request.GET)


@require_safe
def evidence_thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _piece(request, pk)
    if row.file is None:
        raise Http404
    return thumbnail_response(request, row.file)


def _piece(request: HttpRequest, pk: int) -> Evidence:
    return door(with_people(Evidence.objects.visible_to(request.user)), pk=pk)


def _again(made: Evidence) -> str:
    """The page of the form for the next piece, of the same milestone and report."""
    kept = {MILESTONE: made.milestone_id, REPORT: made.report_id}
    chosen = urlencode({name: key for name, key in kept.items() if key})
    return reverse("evidence_new", args=[made.initiative_id]) + (f"?{chosen}" if chosen else "")


# --- what the templates read ---


def _build_line(row: Evidence, ruling: Ruling | None = None) -> EvidenceLine:
    """`ruling`: may this person decide on it; None: there is nothing to decide."""
    badge, tone = _badge(row)
    return EvidenceLine(
        row,
        reverse("evidence_file", args=[row.pk]) if row.file else "",
        _note(row),
        badge,
        tone,
        [photo_of(row, note="")] if row.file and row.file.is_image else [],
        _actions(row, ruling) if ruling is not None else [],
    )


def _photo(row: Evidence) -> Photo:
    badge, tone = _badge(row)
    return photo_of(row, note=_note(row), badge=badge, tone=tone)


def _badge(row: Evidence) -> tuple[str, str]:
    if row.rejected_on:
        return "Không chấp nhận", "stopped"
    return ("Đã chấp nhận", "done") if row.accepted_on else ("Chờ chấp nhận", "needs")


def _note(row: Evidence) -> str:
    """ "12/03/2024 · Lò Văn Cơ Sở gửi · Hoàng Văn Duyệt chấp nhận 15/03/2024 · Mốc: Khảo sát"."""
    parts = [format_date(row.dated_on)]
    if row.added_by:
        parts.append(f"{row.added_by} gửi")
    if row.accepted_on:
        parts.append(f"{row.accepted_by} chấp nhận {format_date(row.accepted_on)}")
    if row.milestone:
        parts.append(f"Mốc: {row.milestone}")
    if row.report:
        parts.append(str(row.report))
    return " · ".join(parts)


def _actions(row: Evidence, ruling: Ruling) -> list[Action]:
    accepting = Action(
        "Chấp nhận", reverse("evidence_accept", args=[row.pk]), ruling.allowed, ruling.reason, icon="check"
    )
    rejecting = Action(
        "Không chấp nhận",
        reverse("evidence_reject", args=[row.pk]),
        ruling.allowed,
        ruling.reason,
        tone="quiet",
        needs_reason=True,
        consequence="Minh chứng được giữ lại cùng lý do và không được tính; đơn vị có thể gửi minh chứng khác.",
        icon="stop",
    )
    return [accepting, rejecting] if ruling else [accepting]


def _facts(row: Evidence) -> list[Item]:
    """What is known of a piece. The day that the camera wrote is said where it is another."""
    written = camera_day(row.file) if row.file else None
    milestone = reverse("milestone", args=[row.milestone_id]) if row.milestone else ""
    report = reverse("progress", args=[row.report_id]) if row.report else ""
    found = [
        Item("Ngày", format_date(row.dated_on)),
        Item("Máy ảnh ghi", format_date(written) if written and written != row.dated_on else ""),
        Item("Người gửi", str(row.added_by or "")),
        Item("Chấp nhận", f"{row.accepted_by}, {format_date(row.accepted_on)}" if row.accepted_on else ""),
        Item("Không chấp nhận", f"{row.rejected_by}, {format_date(row.rejected_on)}" if row.rejected_on else ""),
        Item("Nơi lưu", row.reference),
        Item("Mốc", str(row.milestone or ""), milestone),
        Item("Báo cáo", str(row.report or ""), report),
    ]
    return [item for item in found if item.value]
