"""The page of an initiative and its printed form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lantoa.dossiers.wholes import with_facts
from lantoa.initiatives.documents import registration_form
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import events_about, sent_back, waiting_for, with_related
from lantoa.initiatives.rules import may_edit, may_record_fact, may_record_recognition
from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.initiatives.views import sheet
from lantoa.initiatives.views.hints import hints
from lantoa.initiatives.views.history import entries
from lantoa.initiatives.views.roads import REGISTRATION_ROAD
from lantoa.initiatives.views.sheet import ACTED
from lantoa.initiatives.views.tabs import tab_context
from lantoa.initiatives.wording import boxes, facts
from lantoa.kit.http import door, download
from lantoa.prospects.queries import prospect_of
from lantoa.units.models import Person
from lantoa.units.queries import path_to


def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One initiative: what it is, what may be done with it, what is known of it, what happened to it."""
    user = request.user
    record = door(with_facts(with_related(Initiative.objects.visible_to(user))), pk=pk)
    context = {
        **tab_context(record, "initiative", request.user),
        "facts": facts(record),
        "boxes": boxes(record),
        "lacks_to_identify": record.missing_to_identify if record.accepted_on else [],
        "returned": sent_back(record),
        "prospect": prospect_of(record, user),
        "entries": entries(events_about(record)),
        **_doable(record, user),
        **_known_facts(record, user),
        **hints(record, user),
        **_lineage(record, user),
        **_find_next_waiting(request),
    }
    return render(request, "dossiers/initiative.html", context)


def initiative_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The registration form as it stands on paper."""
    record = door(with_related(Initiative.objects.visible_to(request.user)), pk=pk)
    path = path_to(record.unit, timezone.localdate())
    context = {
        "initiative": record,
        "superior": path[-2].name if len(path) > 1 else "",
        "facts": facts(record),
        "boxes": boxes(record),
    }
    return render(request, "dossiers/print.html", context)


def initiative_form_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form as a Word file."""
    record = door(with_related(Initiative.objects.visible_to(request.user)), pk=pk)
    today = timezone.localdate()
    return download(lambda file: registration_form(record, file, on=today), f"phieu-dang-ky-{record.pk}.docx")


def _doable(record: Initiative, user: Person) -> dict[str, Any]:
    """The moves that come first, the others (refused, or far-reaching), and the way into the form: what lacks, or all of it.

    What was sent back is mended first: its main action is the form, and handing in again stands among the others."""
    buttons = REGISTRATION_ROAD.buttons(record, user)
    main, others = list(buttons.main), list(buttons.others)
    is_editable = bool(may_edit(user, record))
    is_returned = is_editable and record.state == State.SENT_BACK
    if is_returned:
        main, others = [], [replace(action, tone="secondary") for action in main] + others
    lacks = sheet.lacks(record) if is_editable and record.accepted_on is None else []
    return {
        "lacks": lacks,
        "is_returned": is_returned,
        "main_actions": main,
        "other_actions": others,
        "open_step": sheet.step_url(record, sheet.first_open_step(record)) if lacks and not is_returned else "",
        "edit_url": sheet.step_url(record, 1) if is_editable and (is_returned or not lacks) else "",
    }


def _known_facts(record: Initiative, user: Person) -> dict[str, Any]:
    """Recognitions and adopted copies, how much evidence there is, and who may add to them."""
    evidence = [fact for fact in record.evidence.all() if fact.rejected_on is None]
    return {
        "recognitions": record.recognitions.all(),
        "replications": record.replications.all(),
        "evidence_accepted": sum(fact.accepted_on is not None for fact in evidence),
        "evidence_waiting": sum(fact.is_waiting for fact in evidence),
        "may_record": may_record_fact(user, record),
        "may_record_recognition": may_record_recognition(user, record),
        "may_add": may_add_evidence(user, record),
    }


def _lineage(record: Initiative, user: Person) -> dict[str, Any]:
    """What it continues, what continues it, whence it was copied; `open_ids`: those of them that the person may open."""
    continued_by = list(record.continued_by.all())
    sources = [fact.source for fact in record.copied_from.all()]
    kin = [*continued_by, *sources, *([record.continues] if record.continues else [])]
    keys = {other.pk for other in kin} | {fact.copy_id for fact in record.replications.all() if fact.copy_id}
    open_ids = (
        set(Initiative.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    )
    return {
        "kin": [
            *(("Tiếp tục từ", other) for other in [record.continues] if other),
            *(("Được tiếp tục bởi", other) for other in continued_by),
            *(("Nhân rộng từ", other) for other in sources),
        ],
        "open_ids": open_ids,
    }


def _find_next_waiting(request: HttpRequest) -> dict[str, Any]:
    """After a decision: how many files still wait for this person, and the first of them."""
    if ACTED not in request.GET:
        return {"waiting_count": 0, "next_waiting": None}
    waiting = waiting_for(request.user).order_by("pk")
    return {"waiting_count": waiting.count(), "next_waiting": waiting.first()}
