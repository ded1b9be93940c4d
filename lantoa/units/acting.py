"""The unit for which a person works now: chosen by them, kept in the session, always within their scope of today."""

from __future__ import annotations

from django.http import HttpRequest

from lantoa.units.models import Unit
from lantoa.units.queries import top_of

KEY = "acting_unit"


def acting_unit(request: HttpRequest) -> Unit | None:
    """The chosen unit if it is still in scope, else the unit of the person's first role. Read once a request."""
    if not hasattr(request, "_acting_unit"):
        chosen = request.session.get(KEY)
        unit = Unit.objects.visible_to(request.user).filter(pk=chosen).first() if chosen else None
        request._acting_unit = unit or top_of(request.user)
    return request._acting_unit


def act_for(request: HttpRequest, unit: Unit) -> None:
    request.session[KEY] = unit.pk
    request.__dict__.pop("_acting_unit", None)
