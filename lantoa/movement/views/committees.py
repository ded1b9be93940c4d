"""Steering committees: over the tree, what they lack, one of them, setting up and renewing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.numbers import format_date
from lantoa.movement.enums import tier_of
from lantoa.movement.forms.committees import (
    MORE,
    CommitteeForm,
    EndForm,
    LeftOfficeForm,
    ReshuffleForm,
    members_of,
    rows_are_right,
)
from lantoa.movement.models import CommitteeDecision, CommitteeMember, SteeringCommittee
from lantoa.movement.queries import accounts_at, committee_rows, directing_units, gaps, gaps_of, outline
from lantoa.movement.rules import may_reshuffle, may_steer
from lantoa.movement.services import (
    attach_decision_scan,
    end_committee,
    establish_committee,
    note_left_office,
    preview_reshuffle,
    reshuffle,
)
from lantoa.movement.views.asking import CONFIRMED, MENDED, directed_unit
from lantoa.movement.views.scans import scan_asked, scan_shown
from lantoa.movement.wording import committee_nodes, decision_entries, gap_in_words, no_committee_url
from lantoa.units.models import Unit

ROWS = 50
FOUNDERS = 9  # empty rows for the members of a new committee


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """The committees of today over the tree of units, each with what it lacks."""
    today = timezone.localdate()
    rows = {row.unit.pk: row for row in committee_rows(Unit.objects.visible_to(request.user), today)}
    sets_up = directing_units(request.user).exists()
    above = SteeringCommittee.objects.visible_to(request.user).exclude(unit__in=rows).filter(valid_to__isnull=True)
    context = {
        "nodes": committee_nodes(outline([row.unit for row in rows.values()], today), rows, sets_up=sets_up),
        "above": above.select_related("unit"),
        "committee_count": sum(len(row.committees) for row in rows.values()),
        "gap_count": sum(len(row.gaps) for row in rows.values()),
        "sets_up": sets_up,
    }
    return render(request, "movement/committees.html", context)


@require_safe
def committee_gaps(request: HttpRequest) -> HttpResponse:
    """All that lacks in the committees of one's scope today, fifty a page."""
    found = gaps(Unit.objects.visible_to(request.user), timezone.localdate())
    page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    sets_up = directing_units(request.user).exists()
    rows = [
        (
            gap,
            gap_in_words(gap),
            gap.committee.get_absolute_url() if gap.committee else no_committee_url(gap.unit, sets_up=sets_up),
        )
        for gap in page
    ]
    return render(request, "movement/committee_gaps.html", {"page": page, "rows": rows})


@require_safe
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """One committee: its members today, what it lacks, and by which decisions it became so."""
    held, today = _load_committee(request, pk), timezone.localdate()
    decisions = held.decisions.select_related("scan", "recorded_by").prefetch_related("joined", "left")
    context = {
        "committee": held,
        "members": held.members.on_day(today).select_related("person"),
        "gaps": [gap_in_words(gap) for gap in gaps_of(held, today)],
        "entries": decision_entries(decisions),
        "unscanned": [decision for decision in decisions if decision.scan is None],
        "may_reshuffle": may_reshuffle(request.user, held),
    }
    return render(request, "movement/committee.html", context)


@takes_form
def committee_new(request: HttpRequest) -> HttpResponse:
    """Set up a committee for the unit of the address, with its first members."""
    unit = directed_unit(request)
    form = CommitteeForm(request.POST or None, initial={"tier": tier_of(unit.kind)})
    members = members_of(request.POST or None, accounts_at(unit), rows=FOUNDERS)
    if MORE not in request.POST and form.is_valid() and rows_are_right(form, members):
        given = {"unit": unit, "members": members.new_members, "by": request.user}
        if held := form.ask(establish_committee, **given, **form.cleaned_data):
            messages.success(request, f"Đã lập {held.name} của “{unit.name}”.")
            return redirect(held)
    return form_page(request, "movement/committee_new.html", form, members=members, unit=unit)


@takes_form
def committee_reshuffle(request: HttpRequest, pk: int) -> HttpResponse:
    """Renew a committee: the form, then who leaves, joins and stays, then the deed."""
    held = _load_committee(request, pk)
    may_reshuffle(request.user, held).require()
    sitting = held.members.filter(valid_to__isnull=True)
    form = ReshuffleForm(request.POST or None, sitting=sitting)
    members = members_of(request.POST or None, accounts_at(held.unit))
    if not {MORE, MENDED} & set(request.POST) and form.is_valid() and rows_are_right(form, members):
        given = {**form.cleaned_data, "joining": members.new_members}
        if CONFIRMED in request.POST:
            if decision := form.ask(reshuffle, held, by=request.user, **given):
                messages.success(request, f"Đã kiện toàn theo quyết định số {decision.number}.")
                return redirect(held)
        elif not (preview := preview_reshuffle(held, **given)).faults:
            context = {"committee": held, "form": form, "members": members, "preview": preview}
            return render(request, "movement/committee_preview.html", context)
        else:
            form.add_error(None, list(preview.faults))
    return form_page(request, "movement/committee_reshuffle.html", form, members=members, committee=held)


@takes_form
def committee_left(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member no longer holds the post for which they sit in the committee."""
    members = CommitteeMember.objects.visible_to(request.user).select_related("committee__unit")
    member = door(members, pk=pk)
    may_reshuffle(request.user, member.committee).require()
    form = LeftOfficeForm(request.POST or None, initial={"on": member.left_office_on or timezone.localdate()})
    if form.is_valid() and form.ask(note_left_office, member, by=request.user, **form.cleaned_data):
        left = member.left_office_on
        what = f"thôi chức vụ từ {format_date(left)}" if left else "còn giữ chức vụ"
        messages.success(request, f"Đã ghi {member} {what}.")
        return redirect(member.committee)
    return form_page(request, "movement/committee_left.html", form, member=member)


@takes_form
def committee_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a committee with all its places."""
    held = _load_committee(request, pk)
    may_reshuffle(request.user, held).require()
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and form.ask(end_committee, held, by=request.user, **form.cleaned_data):
        messages.success(request, f"{held} của “{held.unit}” đã thôi hoạt động.")
        return redirect(held)
    return form_page(request, "movement/committee_end.html", form, committee=held)


@require_safe
def committee_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan of a decision."""
    decision = door(CommitteeDecision.objects.visible_to(request.user).select_related("scan"), pk=pk)
    return scan_shown(request, decision.scan)


@takes_form
def committee_scan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the scan of the signed paper with a decision."""
    decisions = CommitteeDecision.objects.visible_to(request.user).select_related("committee__unit", "scan")
    decision = door(decisions, pk=pk)
    may_steer(request.user, decision.committee.unit).require()
    done = f"Đã gắn bản quét của quyết định số {decision.number}."
    of, back = f"Quyết định số {decision}", decision.committee.get_absolute_url()
    return scan_asked(request, attach_decision_scan, decision, of=of, back=back, done=done)


def _load_committee(request: HttpRequest, pk: int) -> SteeringCommittee:
    return door(SteeringCommittee.objects.visible_to(request.user).select_related("unit"), pk=pk)
