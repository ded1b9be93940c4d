"""Superiors on lines other than the managing one. They serve reports: rights and figures never follow them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_in_place
from lantoa.units.enums import ChangeKind, Line
from lantoa.units.models import ParentEdge, Person, Unit
from lantoa.units.rules import may_change_tree
from lantoa.units.services.tree import note_change, refuse_circle, refuse_taken_line


@transaction.atomic
def link(
    unit: Unit, *, parent: Unit, line: str, by: Person, on: date, decision_no: str = "", note: str = ""
) -> ParentEdge:
    """Put the unit under a superior on another line from the day `on`, for as long as both stand.

    Raises `Refused` when the line has a superior already on that day or later, the superior stands below the unit on that
    line, one of the two does not stand on the day, or `by` has no office role over both.
    """
    lock_in_place(unit)
    may_change_tree(by, unit).require()
    may_change_tree(by, parent).require()
    for each in (unit, parent):
        if not each.stands_on(on):
            raise Refused(f"“{each.name}” không hoạt động vào ngày {on:%d/%m/%Y}; hãy chọn ngày khác.")
    refuse_taken_line(unit.edges_up.all(), line, on)
    end = min((day for day in (unit.valid_to, parent.valid_to) if day), default=None)
    refuse_circle(unit, parent, on=on, until=end, lines=(line,))
    edge = ParentEdge.objects.create(
        unit=unit, parent=parent, line=line, is_managing=False, valid_from=on, valid_to=end
    )
    change = note_change(ChangeKind.LINK, unit, on, by, decision_no, note)
    after = _describe_edge(edge) | {"on": on, "change": change.pk}
    audit.record(unit, "link", by=by, before={"superior": ""}, after=after, reason=note)
    return edge


@transaction.atomic
def unlink(edge: ParentEdge, *, by: Person, on: date) -> ParentEdge:
    """The superior no longer leads from the day `on`. From its very first day: it never did, and the edge goes.

    Raises `Refused` for the managing edge, for one that has ended by then, or when the day lies before the edge's first.
    """
    lock_in_place(edge)
    unit = edge.unit
    may_change_tree(by, unit).require()
    if edge.is_managing:
        raise Refused("Đây là tuyến quản lý; hãy dùng Chuyển cấp trên.")
    if on < edge.valid_from:
        raise Refused(f"Quan hệ này có từ {edge.valid_from:%d/%m/%Y}; ngày kết thúc không được trước ngày đó.")
    if edge.valid_to is not None and edge.valid_to < on:
        raise Refused(f"Quan hệ này đã kết thúc sau ngày {edge.valid_to:%d/%m/%Y}.")
    before = _describe_edge(edge)
    if on == edge.valid_from:
        edge.delete()
    else:
        edge.valid_to = on - timedelta(days=1)
        edge.save()
    change = note_change(ChangeKind.UNLINK, unit, on, by)
    audit.record(unit, "unlink", by=by, before=before, after={"superior": "", "on": on, "change": change.pk})
    return edge


def _describe_edge(edge: ParentEdge) -> dict:
    label = Line(edge.line).label.lower()
    return {"superior": f"{edge.parent.name} ({label})", "parent_code": edge.parent.code, "line": edge.line}
