"""Who scores what: conflicts shown first, a preview of every way to assign, then the assignment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lantoa.councils.enums import AppraisalState
from lantoa.councils.forms.scoring import BalancedForm, PairForm, SheetForm
from lantoa.councils.imports import read_pairs, write_assignment_template
from lantoa.councils.models import Item, Member, Sitting
from lantoa.councils.queries import assignments_of, conflicts_of, hides_names, label_of, roster
from lantoa.councils.rules import may_prepare
from lantoa.councils.services import AssignmentPlan, assign_many, plan_balanced, plan_pairs, unassign
from lantoa.councils.services.agenda import OPEN
from lantoa.councils.views.sittings import sitting_of
from lantoa.kit.forms import AskingForm, takes_form
from lantoa.kit.http import door, download
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person

HIDDEN_REASON = "có xung đột lợi ích"


@takes_form
def sitting_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted with `cach` (can-bang, tung-ho-so, bang): a preview. Posted with `xac-nhan`: the pairs that it showed."""
    record = sitting_of(request, pk)
    may_prepare(request.user, record.council).require()
    if "xac-nhan" in request.POST:
        return _confirm_assignment(request, record)
    forms = _forms(request, record)
    asked = forms.get(request.POST.get("cach", ""))
    if asked is not None and asked.is_valid() and (plan := asked.ask(_plan_from_form, record, request.user, asked)):
        return render(request, "councils/assign_preview.html", _preview(record, request.user, plan))
    status = 422 if asked is not None else 200
    context = {"sitting": record, **_name_forms(forms), "is_open": record.state in OPEN, **_board(record, request.user)}
    return render(request, "councils/assign.html", context | {"asked": asked}, status=status)


@require_safe
def assignment_template(request: HttpRequest, pk: int) -> HttpResponse:
    record = sitting_of(request, pk)
    may_prepare(request.user, record.council).require()
    is_hidden = hides_names(record, request.user)
    labels = {row.position: label_of(row, is_hidden=is_hidden) for row in _items(record, request.user)}
    return download(lambda book: write_assignment_template(book, record, labels), f"phan-cong-{record.pk}.xlsx")


@require_POST
def appraisal_unassign(request: HttpRequest, pk: int, appraisal: int) -> HttpResponse:
    record = sitting_of(request, pk)
    row = door(assignments_of(record), pk=appraisal)
    unassign(row, by=request.user)
    messages.success(request, f"Đã thu lại {row.item.blind_label.lower()} từ {row.member.person}.")
    return redirect("sitting_assign", record.pk)


def _items(sitting: Sitting, user: Person) -> list[Item]:
    rows = Item.objects.visible_to(user).on_agenda().filter(sitting=sitting).select_related("unit")
    return list(rows.order_by("position"))


def _forms(request: HttpRequest, sitting: Sitting) -> dict[str, AskingForm]:
    is_hidden, way = hides_names(sitting, request.user), request.POST.get("cach", "")
    items = [(row, label_of(row, is_hidden=is_hidden)) for row in _items(sitting, request.user)]
    balanced = request.POST if way == "can-bang" else None
    pair = request.POST if way == "tung-ho-so" else None
    sheet = (request.POST, request.FILES) if way == "bang" else (None,)
    return {
        "can-bang": BalancedForm(balanced, initial={"per_item": sitting.minimum_scores}),
        "tung-ho-so": PairForm(pair, items=items, members=roster(sitting)),
        "bang": SheetForm(*sheet),
    }


def _name_forms(forms: dict[str, AskingForm]) -> dict[str, AskingForm]:
    return {"balanced": forms["can-bang"], "pair": forms["tung-ho-so"], "sheet": forms["bang"]}


def _plan_from_form(sitting: Sitting, user: Person, form: AskingForm) -> AssignmentPlan:
    values = form.cleaned_data
    if isinstance(form, BalancedForm):
        return plan_balanced(sitting, per_item=values["per_item"], by=user)
    pairs = (
        read_pairs(values["sheet"], sitting) if isinstance(form, SheetForm) else [(values["item"], values["member"])]
    )
    return plan_pairs(sitting, pairs, by=user)


def _preview(sitting: Sitting, user: Person, plan: AssignmentPlan, warning: str = "") -> dict[str, Any]:
    is_hidden = hides_names(sitting, user)
    given: dict[int, list[Member]] = {}
    for row in plan.new:
        given.setdefault(row.item.pk, []).append(row.member)
    items = {row.item.pk: row.item for row in plan.new}
    return {
        "sitting": sitting,
        "plan": plan,
        "new": [(label_of(items[key], is_hidden=is_hidden), members) for key, members in given.items()],
        "refused": [fault for _, fault in plan.refused],
        "short": [(label_of(item, is_hidden=is_hidden), count) for item, count in plan.short],
        "load": [(member, (plan.load or {}).get(member.pk, 0)) for member in roster(sitting)],
        "pairs": ",".join(f"{row.item.pk}-{row.member.pk}" for row in plan.new),
        "warning": warning,
    }


def _confirm_assignment(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    items = {row.pk: row for row in _items(sitting, request.user)}
    members = {member.pk: member for member in roster(sitting)}
    words = [word.partition("-") for word in request.POST.get("cap", "").split(",")]
    keys = [(int(one), int(two)) for one, _, two in words if one.isdecimal() and two.isdecimal()]
    pairs = [(items[one], members[two]) for one, two in keys if one in items and two in members]
    try:
        if len(pairs) != len(keys) or not pairs:
            raise Refused("Chương trình hoặc thành viên vừa thay đổi; hãy phân công lại.")
        made = assign_many(sitting, pairs=pairs, by=request.user)
    except Refused as refused:
        context = {"sitting": sitting, "reasons": refused.reasons}
        return render(request, "councils/assign_refused.html", context, status=422)
    messages.success(request, f"Đã phân công {len(made)} phiếu chấm.")
    return redirect("sitting_assign", sitting.pk)


def _board(sitting: Sitting, user: Person) -> dict[str, Any]:
    """Every item with who was given it and who cannot judge it and why; every member with how many they have."""
    items, members, is_hidden = _items(sitting, user), roster(sitting), hides_names(sitting, user)
    found, given = conflicts_of(items, members), list(assignments_of(sitting))
    held = {member.pk: [row for row in given if row.member_id == member.pk] for member in members}
    active = AppraisalState.DECLINED
    return {
        "board": [
            {
                "item": item,
                "label": label_of(item, is_hidden=is_hidden),
                "given": [(row, way_out(row.state)) for row in given if row.item_id == item.pk],
                "conflicts": [
                    (member, [HIDDEN_REASON] if is_hidden else found[item.pk][member.pk])
                    for member in members
                    if member.pk in found[item.pk]
                ],
            }
            for item in items
        ],
        "load": [(member, sum(row.state != active for row in held[member.pk])) for member in members],
    }


def way_out(state: str) -> str:
    """What can be done with an appraisal in this state: "unassign", "return" or nothing."""
    return {AppraisalState.ASSIGNED: "unassign", AppraisalState.SCORED: "return"}.get(AppraisalState(state), "")
