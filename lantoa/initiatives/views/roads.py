"""The road of a registration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import with_related
from lantoa.initiatives.rules import may_move
from lantoa.initiatives.services import accept, send_back, submit, withdraw
from lantoa.initiatives.views import sheet
from lantoa.initiatives.views.hints import hints
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.moving import Handler, Road


def _what_lacks(initiative: Initiative) -> str:
    missing = sheet.lacks(initiative)
    return f"Còn thiếu {len(missing)} mục, nêu ở đầu trang." if missing else ""


def _hints_for(request: HttpRequest, initiative: Initiative, handler: Handler) -> dict[str, Any]:
    """For who decides about what they have read: where it seems to come from."""
    return hints(initiative, request.user) if handler.reads_revision else {"text_hints": []}


REGISTRATION_ROAD = Road(
    REGISTRATION,
    url_name="initiative_move",
    rows=lambda person: with_related(Initiative.objects.visible_to(person)),
    rules=may_move,
    handlers=(Handler(submit, obstacle=_what_lacks), Handler(accept), Handler(send_back), Handler(withdraw)),
    leads_to=lambda initiative, move: f"{initiative.get_absolute_url()}?{sheet.ACTED}={move.slug}",
    template="initiatives/move.html",
    context=_hints_for,
)
