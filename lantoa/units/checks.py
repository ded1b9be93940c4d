"""What must hold of units beyond what the schema can say. Each check reads only, and returns one Vietnamese sentence a fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Protocol

from django.db.models import Prefetch
from django.utils import timezone

from lantoa.units.enums import Line
from lantoa.units.models import ParentEdge, Unit, UnitVersion
from lantoa.units.models.units import version_of

ONE_DAY = timedelta(days=1)


class DatedRow(Protocol):
    valid_from: date
    valid_to: date | None


def units_wear_their_version_of_today() -> list[str]:
    """Code, name and kind of a unit are those of its version of today; its last day is that of its latest version."""
    by_unit = groupby(UnitVersion.objects.order_by("unit_id", "valid_from"), key=lambda version: version.unit_id)
    versions = {unit_id: list(group) for unit_id, group in by_unit}
    faults = []
    for unit in Unit.objects.order_by("pk"):
        if unit.pk not in versions:
            faults.append(f"{_describe_unit(unit)}: không có tên nào theo thời gian.")
            continue
        version = version_of(versions[unit.pk], timezone.localdate())
        shown = (unit.code, unit.name, unit.kind, unit.valid_to)
        if shown != (version.code, version.name, version.kind, versions[unit.pk][-1].valid_to):
            faults.append(
                f"{_describe_unit(unit)}: mã, tên, loại hoặc ngày hết hiệu lực khác với tên đang dùng “{version}”."
            )
    return faults


def unit_keys_match_names() -> list[str]:
    """The key for sorting is made of the unit's name, that for searching of all its names and codes."""
    faults = []
    by_day = Prefetch("versions", UnitVersion.objects.order_by("valid_from"))
    for unit in Unit.objects.order_by("pk").prefetch_related(by_day).iterator(chunk_size=2000):
        held = (unit.name_sort, unit.search)
        unit.wear(UnitVersion(code=unit.code, name=unit.name, kind=unit.kind), unit.versions.all())
        if held != (unit.name_sort, unit.search):
            faults.append(f"{_describe_unit(unit)}: khóa tìm kiếm hoặc sắp xếp không khớp với tên.")
    return faults


def versions_follow_each_other() -> list[str]:
    """From the unit's first day to its last, exactly one name holds on each day."""
    faults = []
    rows = UnitVersion.objects.select_related("unit").order_by("unit_id", "valid_from")
    for unit, group in groupby(rows, key=lambda version: version.unit):
        versions = list(group)
        if versions[0].valid_from != unit.valid_from:
            faults.append(
                f"{_describe_unit(unit)}: tên đầu tiên không bắt đầu từ ngày thành lập {unit.valid_from:%d/%m/%Y}."
            )
        faults += [f"{_describe_unit(unit)}: các tên {seam}." for seam in _seams(versions)]
    return faults


def codes_belong_to_one_unit() -> list[str]:
    """On no day do two units bear the same code."""
    faults = []
    rows = UnitVersion.objects.order_by("code", "valid_from", "pk")
    for code, group in groupby(rows, key=lambda version: version.code):
        for first, second in pairwise(group):
            if first.unit_id != second.unit_id and (first.valid_to is None or first.valid_to >= second.valid_from):
                faults.append(f"Mã “{code}” cùng lúc là mã của hai đơn vị, từ ngày {second.valid_from:%d/%m/%Y}.")
    return faults


def superiors_follow_each_other() -> list[str]:
    """On each line a unit has at most one superior a day; the managing line has no gap once it has begun, nor ends early."""
    faults = []
    rows = list(ParentEdge.objects.select_related("unit").order_by("unit_id", "line", "valid_from"))
    for (unit, _), group in groupby(rows, key=lambda edge: (edge.unit, edge.line)):
        overlaps = (seam for seam in _seams(list(group)) if seam.startswith("chồng"))
        faults += [f"{_describe_unit(unit)}: cấp trên trên cùng tuyến {seam}." for seam in overlaps]
    managing = sorted((edge for edge in rows if edge.is_managing), key=lambda edge: (edge.unit_id, edge.valid_from))
    for unit, group in groupby(managing, key=lambda edge: edge.unit):
        edges = list(group)
        faults += [f"{_describe_unit(unit)}: cấp trên quản lý {seam}." for seam in _seams(edges)]
        if edges[-1].valid_to != unit.valid_to:
            faults.append(f"{_describe_unit(unit)}: cấp trên quản lý không kéo dài đến ngày cuối của đơn vị.")
    return faults


def superiors_stand_while_they_lead() -> list[str]:
    """An edge lies within the life of both of its units."""
    return [
        f"{_describe_unit(edge.unit)}: trực thuộc “{edge.parent.name}” ngoài thời gian hoạt động của một trong hai đơn vị."
        for edge in ParentEdge.objects.select_related("unit", "parent").order_by("pk")
        if not (_inside(edge, edge.unit) and _inside(edge, edge.parent))
    ]


def no_unit_stands_below_itself() -> list[str]:
    """On no day do the managing edges form a circle, nor the edges of any one line."""
    edges = list(ParentEdge.objects.select_related("unit").order_by("pk"))
    faults = _circles([edge for edge in edges if edge.is_managing], "")
    for line in Line:
        # Circles of managing edges alone are told already.
        on_line = [edge for edge in edges if edge.line == line]
        if not all(edge.is_managing for edge in on_line):
            faults += _circles(on_line, f" theo {line.label.lower()}", with_links=True)
    return faults


CHECKS = (
    units_wear_their_version_of_today,
    unit_keys_match_names,
    versions_follow_each_other,
    codes_belong_to_one_unit,
    superiors_follow_each_other,
    superiors_stand_while_they_lead,
    no_unit_stands_below_itself,
)


def _seams(rows: Sequence[DatedRow]) -> Iterator[str]:
    """What is wrong between neighbours that should follow each other day by day; `rows` in order of their first day."""
    for first, second in pairwise(rows):
        if first.valid_to is None or first.valid_to >= second.valid_from:
            yield f"chồng lên nhau từ ngày {second.valid_from:%d/%m/%Y}"
        elif first.valid_to + ONE_DAY < second.valid_from:
            yield f"để trống từ ngày {first.valid_to + ONE_DAY:%d/%m/%Y} đến trước ngày {second.valid_from:%d/%m/%Y}"


def _circles(edges: list[ParentEdge], where: str, *, with_links: bool = False) -> list[str]:
    """A circle closes with its latest edge, so only first days are walked. `with_links`: only circles through an edge that
    does not manage."""
    own: dict[int, list[ParentEdge]] = defaultdict(list)
    for edge in edges:
        own[edge.unit_id].append(edge)
    faults = []
    for edge in edges:
        path, seen = [edge], {edge.unit_id}
        while path[-1].parent_id not in seen:
            seen.add(path[-1].parent_id)
            step = next((up for up in own.get(path[-1].parent_id, ()) if _holds(up, edge.valid_from)), None)
            if step is None:
                break
            path.append(step)
        is_told = not with_links or any(not step.is_managing for step in path)
        if path[-1].parent_id == edge.unit_id and is_told:
            faults.append(
                f"{_describe_unit(edge.unit)}: từ ngày {edge.valid_from:%d/%m/%Y} nằm dưới chính mình{where}."
            )
    return faults


def _inside(edge: DatedRow, unit: Unit) -> bool:
    ends_in_time = unit.valid_to is None or (edge.valid_to is not None and edge.valid_to <= unit.valid_to)
    return unit.valid_from <= edge.valid_from and ends_in_time


def _holds(edge: DatedRow, on: date) -> bool:
    return edge.valid_from <= on and (edge.valid_to is None or edge.valid_to >= on)


def _describe_unit(unit: Unit) -> str:
    return f"Đơn vị “{unit.name}” ({unit.code})"
