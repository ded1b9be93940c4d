"""Plain dated facts about an initiative: each its own small page, so that it works on a phone and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lantoa.dossiers.forms_facts import FactForm, RecognitionForm, ReplicationForm
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_record_fact, may_record_recognition
from lantoa.initiatives.services import record_replication
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused, Ruling
from lantoa.kit.searching import form_or_part
from lantoa.recognition.services.facts import record_recognition
from lantoa.units.models import Person


@dataclass(frozen=True)
class Kind:
    """One kind of fact: its form, who may add it, the service, and the words around it."""

    title: str
    lead: str
    button: str
    done: str
    form: type[FactForm]
    may: Callable[[Person, Initiative], Ruling]
    service: Callable[..., object]
    body: str


RECOGNITION = Kind(
    "Ghi quyết định đã có",
    "Ghi lại quyết định công nhận đã có; mô hình được tính là đã công nhận ở cấp này từ ngày quyết định.",
    "Ghi quyết định đã có",
    "Đã ghi quyết định công nhận.",
    RecognitionForm,
    may_record_recognition,
    record_recognition,
    "dossiers/_recognition_fields.html",
)
REPLICATION = Kind(
    "Ghi đơn vị áp dụng",
    "Ghi đơn vị khác đã áp dụng mô hình này; nơi áp dụng được tính cho đơn vị có mô hình gốc.",
    "Ghi đơn vị áp dụng",
    "Đã ghi đơn vị áp dụng.",
    ReplicationForm,
    may_record_fact,
    record_replication,
    "dossiers/_replication_fields.html",
)


@takes_form
def recognition_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _add_fact(request, pk, RECOGNITION)


@takes_form
def replication_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _add_fact(request, pk, REPLICATION)


def _add_fact(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    initiative = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    kind.may(request.user, initiative).require()
    form = kind.form(request.POST or None, user=request.user, initiative=initiative)
    if form.is_valid():
        try:
            kind.service(initiative, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, kind.done)
            return redirect(initiative)
    context = {"initiative": initiative, "kind": kind}
    return form_or_part(request, "dossiers/fact_new.html", form, context, part="spreading/_copy_choices.html")
