"""The moves of a registration, one address each, from the workflow table."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import whole
from lantoa.initiatives.rules import may_move
from lantoa.initiatives.services import accept, send_back, submit, withdraw
from lantoa.initiatives.views import sheet
from lantoa.initiatives.views.hints import hints
from lantoa.initiatives.views.sheet import ACTED
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.kit.workflow import Move

DECISIONS = ("accept", "send_back")
SERVICES = {"submit": submit, "accept": accept, "send_back": send_back, "withdraw": withdraw}


@takes_form
def initiative_move(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Ask for the reason or show the consequence; posted, make the move and go back to the record."""
    initiative = door(whole(Initiative.objects.visible_to(request.user)), pk=pk)
    move = REGISTRATION.by_slug(slug)
    if move is None:
        raise Http404
    may_move(request.user, initiative, move.name).require()
    if request.method != "POST":
        return _asked(request, initiative, move)
    reason = request.POST.get("reason", "")
    try:
        SERVICES[move.name](initiative, by=request.user, **_given(request, move))
    except Refused as refused:
        return _asked(request, initiative, move, error=" ".join(refused.reasons), reason=reason)
    messages.success(request, f"{capfirst(move.past)}: “{initiative}”.")
    return redirect(f"{initiative.get_absolute_url()}?{ACTED}={move.slug}")


def _given(request: HttpRequest, move: Move) -> dict[str, str | int]:
    """What the move's service takes beside the person: the reason, and which revision was read."""
    given: dict[str, str | int] = {"reason": request.POST.get("reason", "")} if move.needs_reason else {}
    read = request.GET.get(sheet.READ, "")
    if move.name in DECISIONS and read.isascii() and read.isdigit():
        given["revision"] = int(read)
    return given


def _asked(
    request: HttpRequest, initiative: Initiative, move: Move, *, error: str = "", reason: str = ""
) -> HttpResponse:
    context = {
        "record": initiative,
        "action": sheet.action(initiative, request.user, move),
        "error": error,
        "reason": reason,
        **(hints(initiative, request.user) if move.name in DECISIONS else {"text_hints": []}),
    }
    return render(request, "initiatives/move.html", context, status=422 if error else 200)
