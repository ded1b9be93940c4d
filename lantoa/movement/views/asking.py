"""What the pages of steering share: the unit one directs, found through the door; the buttons of a preview."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from lantoa.kit.http import door
from lantoa.kit.ruling import Refused
from lantoa.movement.rules import may_steer
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.queries import find_unit

CONFIRMED, MENDED = "xac-nhan", "sua"  # buttons of a preview


def asked_unit(request: HttpRequest) -> Unit | None:
    """The unit whose code stands under `don-vi` in the address; None when none is named; 404 outside one's scope."""
    code = request.GET.get("don-vi", "").strip()
    if not code:
        return None
    unit = find_unit(code)
    if unit is None:
        raise Http404
    return door(Unit.objects.visible_to(request.user), pk=unit.pk)


def directed_unit(request: HttpRequest) -> Unit:
    """The unit of the address, else the one for which the person works now. Raises `Refused` unless they may direct it."""
    unit = asked_unit(request) or acting_unit(request)
    if unit is None:
        raise Refused("Bạn chưa được giao vai trò tại đơn vị nào.")
    may_steer(request.user, unit).require()
    return unit
