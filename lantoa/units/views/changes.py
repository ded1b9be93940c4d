"""Changing the tree: a unit added, renamed, moved, its members stated. What a change will do is shown before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.numbers import format_date
from lantoa.units.enums import ChangeKind
from lantoa.units.forms.units import MembersForm, MoveForm, RenameForm, UnitNewForm
from lantoa.units.rules import may_add_root, may_change_tree
from lantoa.units.services import (
    NewUnit,
    establish,
    move,
    preview_move,
    preview_rename,
    rename,
    set_member_count,
    undo,
    undo_end,
)
from lantoa.units.views.doors import asked_unit, seen_change, seen_unit, unit_of_change
from lantoa.units.views.drawing import describe_move, describe_renaming, undo_action
from lantoa.units.views.tree import choosable_units

UNDOING = {ChangeKind.DISSOLVE: undo_end}
# The button of the second step; any other brings the form back.
DO, MEND = "lam", "sua"


@takes_form
def unit_new(request: HttpRequest) -> HttpResponse:
    """Below the unit that `duoi` names; without one, a new root."""
    parent = asked_unit(request, "duoi")
    (may_change_tree(request.user, parent) if parent else may_add_root(request.user)).require()
    form = UnitNewForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if form.is_valid():
        values = dict(form.cleaned_data)
        decision_no = values.pop("decision_no")
        new = NewUnit(parent_code=parent.code if parent else "", **values)
        if unit := form.ask(establish, new, by=request.user, decision_no=decision_no):
            messages.success(request, f"Đã thêm “{unit.name}”.")
            return redirect(unit)
    return form_page(request, "units/unit_new.html", form, parent=parent)


@takes_form
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    unit, by = seen_unit(request, code), request.user
    may_change_tree(by, unit).require()
    held = {"name": unit.name, "code": unit.code, "kind": unit.kind, "on": timezone.localdate()}
    form = RenameForm(request.POST or None, initial=held)
    preview = form.ask(preview_rename, unit, by=by, **form.new_name) if form.is_valid() else None
    step = request.POST.get("buoc")
    if preview and step == DO and form.ask(rename, unit, by=by, **form.cleaned_data):
        messages.success(request, f"Đã đổi tên thành “{unit.name}” từ ngày {format_date(preview.effective_on)}.")
        return redirect(unit)
    if preview and step is None:
        context = {"form": form, "unit": unit, "preview": preview, "changes": describe_renaming(preview)}
        return render(request, "units/rename_preview.html", context)
    return form_page(request, "units/rename.html", form, unit=unit)


@takes_form
def unit_move(request: HttpRequest, code: str) -> HttpResponse:
    unit, by = seen_unit(request, code), request.user
    may_change_tree(by, unit).require()
    door = choosable_units(by, MoveForm).exclude(pk=unit.pk)
    form = MoveForm(request.POST or None, door=door, initial={"on": timezone.localdate()})
    preview = form.ask(preview_move, unit, by=by, **form.where_to) if form.is_valid() else None
    step = request.POST.get("buoc")
    if preview and step == DO and form.ask(move, unit, by=by, **form.where_to, **form.paper):
        messages.success(request, f"Đã chuyển “{unit.name}” về “{preview.new_parent.name}”.")
        return redirect(unit)
    if preview and step is None:
        context = {"form": form, "unit": unit, "preview": preview, "changes": describe_move(preview)}
        return render(request, "units/move_preview.html", context)
    return form_page(request, "units/move.html", form, unit=unit)


@takes_form
def unit_members(request: HttpRequest, code: str) -> HttpResponse:
    unit = seen_unit(request, code)
    may_change_tree(request.user, unit).require()
    form = MembersForm(request.POST or None, initial={"as_of": timezone.localdate()})
    if form.is_valid() and form.ask(set_member_count, unit, by=request.user, **form.cleaned_data):
        messages.success(request, "Đã ghi số đảng viên.")
        return redirect(unit)
    return form_page(request, "units/members.html", form, unit=unit)


@takes_form
def change_undo(request: HttpRequest, pk: int) -> HttpResponse:
    change = seen_change(request, pk)
    unit = unit_of_change(request, change)
    may_change_tree(request.user, unit).require()
    if request.method == "POST":
        UNDOING.get(change.kind, undo)(change, by=request.user)
        unit.refresh_from_db()
        messages.success(request, f"Đã hoàn tác {change.get_kind_display().lower()}; “{unit.name}” trở lại như trước.")
        return redirect(unit)
    return render(request, "units/undo.html", {"change": change, "unit": unit, "action": undo_action(change)})
