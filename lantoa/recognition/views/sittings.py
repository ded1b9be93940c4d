"""Many dossiers at once on screen: brought before a sitting, and decided as it concluded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Sitting
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.recognition.forms.recognising import BringForm, SittingDecisionForm
from lantoa.recognition.queries.sittings import candidacies_for
from lantoa.recognition.services.sittings import bring_before, decide_sitting, preview_decision
from lantoa.rulebook.file_limits import file_limits


@takes_form
def sitting_bring(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossiers that wait for a council of this unit, to be put on the agenda together."""
    sitting = door(Sitting.objects.visible_to(request.user).select_related("council__unit"), pk=pk)
    waiting = candidacies_for(sitting, request.user, timezone.localdate())
    form = BringForm(request.POST or None, waiting=waiting)
    if form.is_valid() and (done := form.ask(bring_before, sitting, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã đưa {len(done)} hồ sơ ra phiên “{sitting}”.")
        return redirect(sitting)
    return form_page(request, "recognition/sitting_bring.html", form, sitting=sitting, count=len(waiting))


@takes_form
def sitting_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What one decision does with the whole sitting, shown before it acts. Not before the council has concluded: until then
    the dossiers may be nameless to the reader."""
    sitting = door(Sitting.objects.visible_to(request.user).select_related("council__unit"), pk=pk)
    if sitting.state != SittingState.CONCLUDED:
        raise Refused("Hội đồng chưa kết thúc phiên họp; hãy chờ kết luận rồi ra quyết định.")
    files = {"by": request.user, "limits": file_limits()}
    form = SittingDecisionForm(request.POST or None, request.FILES or None, **files)
    if form.is_valid() and (done := form.ask(decide_sitting, sitting, by=request.user, **form.cleaned_data)):
        said = f"Đã công nhận {len(done.recognised)} mô hình, không công nhận {len(done.declined)}."
        messages.success(request, said)
        return redirect("recognitions")
    context = {"sitting": sitting, "found": preview_decision(sitting, by=request.user)}
    return form_page(request, "recognition/sitting_decide.html", form, **context)
