"""The road of a prospect."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.kit.moving import Handler, Road, read_posted
from lantoa.prospects.forms import RateForm, TakeUpForm
from lantoa.prospects.models import Prospect
from lantoa.prospects.rules import may_move_prospect
from lantoa.prospects.services import drop, rate, reopen, take_up
from lantoa.prospects.workflow import SCOUTING


def _rate_form(request: HttpRequest, prospect: Prospect) -> RateForm:
    return RateForm(*read_posted(request), prospect=prospect)


def _take_up_form(request: HttpRequest, prospect: Prospect) -> TakeUpForm:
    return TakeUpForm(*read_posted(request), prospect=prospect)


def _first_step(prospect: Prospect, draft: Initiative) -> str:
    return f"{reverse('initiative_edit', args=[draft.pk])}?buoc=1"


def _visible(person: Any):
    return Prospect.objects.visible_to(person).select_related("unit", "sector", "initiative", "rated_by")


SCOUTING_ROAD = Road(
    SCOUTING,
    url_name="prospect_move",
    rows=_visible,
    rules=may_move_prospect,
    handlers=(
        Handler(rate, form=_rate_form),
        Handler(
            take_up,
            form=_take_up_form,
            leads_to=_first_step,
            announce="Đã mở bản nháp đăng ký từ triển vọng; hãy điền nốt các bước rồi nộp.",
        ),
        Handler(drop),
        Handler(reopen),
    ),
    template="prospects/prospect_step.html",
)
