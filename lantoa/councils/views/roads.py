"""The roads of a sitting and of a member's appraisal of one item."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from lantoa.councils.forms.councils import ReasonForm
from lantoa.councils.models import Appraisal, Sitting
from lantoa.councils.queries import assignments_of, progress
from lantoa.councils.rules import may_move, may_move_appraisal, may_prepare
from lantoa.councils.services import (
    close_scoring,
    conclude,
    open_scoring,
    reopen_scoring,
    return_scores,
    submit_scores,
    to_conclude,
)
from lantoa.councils.workflow import APPRAISAL, SITTING
from lantoa.kit.http import door
from lantoa.kit.moving import Handler, Road
from lantoa.kit.ruling import Ruling
from lantoa.kit.workflow import Move
from lantoa.units.models import Person


def _what_opens(sitting: Sitting, person: Person) -> str:
    given = progress(sitting).given
    return f"Thành viên thấy hồ sơ được phân công và chấm được ngay; đã phân công {given} phiếu."


def _what_closes(sitting: Sitting, person: Person) -> str:
    total = progress(sitting)
    if left := total.given - total.done:
        return f"Còn {left} trên {total.given} phiếu chưa chấm; sau khi khóa, các phiếu đó không được tính."
    return "Mọi phiếu đã chấm xong; sau khi khóa, thành viên hội đồng xem được điểm của nhau."


def visible_sittings(person: Person) -> QuerySet[Sitting]:
    rows = Sitting.objects.visible_to(person)
    return rows.select_related("council__unit", "criteria", "scan", "concluded_by")


SITTING_ROAD = Road(
    SITTING,
    url_name="sitting_move",
    rows=visible_sittings,
    rules=may_move,
    handlers=(
        Handler(open_scoring, preview=_what_opens),
        Handler(close_scoring, preview=_what_closes),
        Handler(reopen_scoring),
        Handler(conclude, obstacle=lambda sitting: " ".join(to_conclude(sitting))),
    ),
    announce="{past}.",
)


def _appraisals(person: Person, sitting: int) -> QuerySet[Appraisal]:
    return assignments_of(door(visible_sittings(person), pk=sitting))


def _board(appraisal: Appraisal) -> str:
    return reverse("sitting_assign", args=[appraisal.item.sitting_id])


def _address(appraisal: Appraisal, move: Move) -> str:
    if move.name == submit_scores.__name__:
        return reverse("item_score", args=[appraisal.item.sitting_id, appraisal.item_id])
    return reverse("appraisal_return", args=[appraisal.item.sitting_id, appraisal.pk])


def _describe_return(appraisal: Appraisal, move: Move) -> str:
    return f"Đã trả lại phiếu {appraisal.item.blind_label.lower()} cho {appraisal.member.person}."


def _may_open_page(person: Person, appraisal: Appraisal, name: str) -> Ruling:
    """Who prepares the sitting; why this one may not be returned (own scores, none given) is then told on the page."""
    return may_prepare(person, appraisal.item.sitting.council)


def _about(request: HttpRequest, appraisal: Appraisal, handler: Handler) -> dict[str, Any]:
    return {"title": f"{appraisal.item.blind_label}, phiếu của {appraisal.member.person}"}


APPRAISAL_ROAD = Road(
    APPRAISAL,
    url_name="appraisal_return",
    rows=_appraisals,
    rules=may_move_appraisal,
    may=_may_open_page,
    handlers=(Handler(submit_scores, has_own_page=True), Handler(return_scores, form=ReasonForm)),
    address=_address,
    home=_board,
    announce=_describe_return,
    template="councils/return_scores.html",
    context=_about,
)
