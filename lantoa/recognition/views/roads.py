"""The roads of a candidacy and of a recognition."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from lantoa.evidence.views.hints import reused_files
from lantoa.initiatives.views.hints import hints
from lantoa.kit.moving import Handler, Road, read_posted
from lantoa.recognition.forms.recognising import AppraiseForm, DeclineForm, EndForm, RecogniseForm, RenewForm
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.rules import RECOGNITION_RULES, may_decide_at, may_move_candidacy, may_move_recognition
from lantoa.recognition.services.recognising import appraise, decline, recognise, take_back
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.recognition.workflow import CANDIDACY, RECOGNITION
from lantoa.rulebook.file_limits import file_limits
from lantoa.units.models import Person


def _visible_candidacies(person: Person) -> QuerySet[Candidacy]:
    related = ("initiative__unit", "unit", "item__sitting", "item__decided_by")
    return Candidacy.objects.visible_to(person).select_related(*related)


def _appraise_form(request: HttpRequest, candidacy: Candidacy) -> AppraiseForm:
    return AppraiseForm(*read_posted(request), candidacy=candidacy, user=request.user)


def _recognise_form(request: HttpRequest, candidacy: Candidacy) -> RecogniseForm:
    return RecogniseForm(*read_posted(request), by=request.user, limits=file_limits())


def _of_judging(request: HttpRequest, candidacy: Candidacy, handler: Handler) -> dict[str, Any]:
    """For who may judge the initiative, what in it seems to have been used before; not when it is only taken back."""
    record, person = candidacy.initiative, request.user
    if not (handler.asks_more and may_decide_at(person, candidacy.unit)):
        return {"initiative": record, "reused": [], "text_hints": []}
    return {"initiative": record, "reused": reused_files(record, person), **hints(record, person)}


def _tab(record: Candidacy | Recognition) -> str:
    return reverse("initiative_recognition", args=[record.initiative_id])


CANDIDACY_ROAD = Road(
    CANDIDACY,
    url_name="candidacy_move",
    rows=_visible_candidacies,
    rules=may_move_candidacy,
    handlers=(
        Handler(appraise, form=_appraise_form),
        Handler(recognise, form=_recognise_form),
        Handler(decline, form=DeclineForm),
        Handler(take_back),
    ),
    home=_tab,
    announce="{past}: “{record.initiative}”.",
    template="recognition/candidacy_move.html",
    context=_of_judging,
)


def _visible_recognitions(person: Person) -> QuerySet[Recognition]:
    related = ("initiative__unit", "candidacy__unit")
    return Recognition.objects.visible_to(person).select_related(*related).prefetch_related("renewals")


RECOGNITION_ROAD = Road(
    RECOGNITION,
    url_name="recognition_move",
    rows=_visible_recognitions,
    rules=RECOGNITION_RULES,
    may=may_move_recognition,
    handlers=(Handler(renew, form=RenewForm), Handler(revoke, form=EndForm), Handler(retire, form=EndForm)),
    home=_tab,
    announce="{past}: “{record.initiative}”.",
    template="recognition/recognition_move.html",
)
