"""Sittings, what stands on their agenda, and the signed minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.councils.enums import AppraisalState, SittingState
from lantoa.councils.models import Council, CriteriaSet, Item, Sitting
from lantoa.councils.queries.criteria import criteria_for, general_sets
from lantoa.councils.rules import may_change, may_prepare
from lantoa.councils.services.locking import lock_item, lock_sitting
from lantoa.kit import audit
from lantoa.kit.file_models import StoredFile
from lantoa.kit.ruling import Refused, Ruling
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.kit.text import clean, clean_lines
from lantoa.movement.models import Sector
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Unit
from lantoa.units.tree import tree_of_rights

OPEN = (SittingState.PLANNED, SittingState.SCORING)


@transaction.atomic
def plan_sitting(
    council: Council,
    *,
    title: str,
    held_on: date,
    by: Person,
    place: str = "",
    criteria: CriteriaSet | None = None,
    is_blind: bool = False,
    on: date | None = None,
) -> Sitting:
    """Call a sitting. `criteria`: the general set (the nearest one upward from the council's unit).

    Raises `Refused` outside the council's term, and where no general set is in force.
    """
    council = lock_for_update(council, "unit")
    may_prepare(by, council, on).require()
    title = _title_of(council, title, held_on)
    choices = general_sets(council.unit, held_on)
    if not choices:
        raise Refused(f"Chưa có bộ tiêu chí chung nào có hiệu lực ngày {held_on:%d/%m/%Y}; hãy lập bộ tiêu chí trước.")
    if criteria is not None and criteria not in choices:
        raise Refused(f"{criteria} không có hiệu lực cho hội đồng này ngày {held_on:%d/%m/%Y}.")
    sitting = Sitting.objects.create(
        council=council,
        title=title,
        held_on=held_on,
        place=clean(place),
        criteria=criteria or choices[0],
        is_blind=is_blind,
        minimum_scores=rule_value("councils.minimum_scores", held_on),
    )
    after = {"title": title, "held_on": held_on, "criteria": str(sitting.criteria), "is_blind": is_blind}
    audit.record(sitting, "plan_sitting", by=by, after=after)
    return sitting


@transaction.atomic
def change_sitting(
    sitting: Sitting, *, title: str, held_on: date, by: Person, place: str = "", on: date | None = None
) -> Sitting:
    """Another name, day or place, until the sitting has ended. Members and their number are those of the new day.

    Raises `Refused` outside the council's term, and where its set of criteria is not in force on the new day.
    """
    sitting = lock_sitting(sitting)
    may_prepare(by, sitting.council, on).require()
    may_change(sitting).require()
    title = _title_of(sitting.council, title, held_on)
    if sitting.criteria not in general_sets(sitting.council.unit, held_on):
        raise Refused(f"{sitting.criteria} không có hiệu lực ngày {held_on:%d/%m/%Y}; hãy chọn ngày khác.")
    wanted = {"title": title, "held_on": held_on, "place": clean(place)}
    before, after = audit.changes({name: getattr(sitting, name) for name in wanted}, wanted)
    if not after:
        raise Refused("Chưa có gì thay đổi.")
    for name, value in wanted.items():
        setattr(sitting, name, value)
    sitting.save()
    audit.record(sitting, "change_sitting", by=by, before=before, after=after)
    return sitting


@transaction.atomic
def put_on_agenda(
    sitting: Sitting,
    *,
    unit: Unit,
    title: str,
    content: Sequence[Mapping[str, Any]],
    concerned: Iterable[Person],
    by: Person,
    sector: Sector | None = None,
    title_reveals: bool = True,
    on: date | None = None,
) -> Item:
    """Freeze a dossier and give it the next number. `content`: {"label", "text", "url", "reveals", "file"}, the last three
    optional; `file`: key of a stored file that stays, hidden with the names.

    Raises `Refused` once scores are closed, for a unit that does not stand below the council's, and for a file that is not
    there.
    """
    sitting = lock_sitting(sitting)
    may_prepare(by, sitting.council, on).require()
    if sitting.state not in OPEN:
        raise Refused(
            "Đã khóa điểm nên không thêm hồ sơ vào chương trình được; hãy mở lại chấm điểm hoặc lập phiên khác."
        )
    _below(sitting.council.unit, unit).require()
    last = sitting.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = Item.objects.create(
        sitting=sitting,
        position=last + 1,
        unit=unit,
        title=clean(title)[:300],
        title_reveals=title_reveals,
        content=_content(content),
        sector=sector,
        criteria=criteria_for(sitting.council.unit, sector, sitting.held_on) or sitting.criteria,
    )
    item.concerned.set(concerned)
    audit.record(sitting, "put_on_agenda", by=by, after={"item": item.position, "title": item.title, "unit": unit.name})
    return item


@transaction.atomic
def take_off_agenda(item: Item, *, by: Person, reason: str, on: date | None = None) -> Item:
    """The item is not judged at this sitting; its number stays free. Raises `Refused` once somebody has scored it."""
    item = lock_item(item)
    may_prepare(by, item.sitting.council, on).require()
    if item.taken_off_on:
        raise Refused(f"{item.blind_label} đã được đưa ra khỏi chương trình ngày {item.taken_off_on:%d/%m/%Y}.")
    if item.sitting.state not in OPEN or item.appraisals.filter(state=AppraisalState.SCORED).exists():
        raise Refused(f"{item.blind_label} đã có phiếu chấm nên không đưa ra khỏi chương trình được.")
    reason = require_reason(reason, "Hãy ghi lý do đưa hồ sơ ra khỏi chương trình.")
    return _taken_off(item, by=by, reason=clean(reason), on=on or timezone.localdate())


@transaction.atomic
def drop_from_agenda(item: Item, *, by: Person, reason: str) -> Item:
    """What lies behind the item is withdrawn: it falls off the agenda by itself. One that was scored, whose scores are closed
    or that is off already stays as it is; the caller has asked who may withdraw."""
    item = lock_item(item)
    is_scored = item.appraisals.filter(state=AppraisalState.SCORED).exists()
    if item.taken_off_on or item.sitting.state not in OPEN or is_scored:
        return item
    return _taken_off(item, by=by, reason=clean(reason), on=timezone.localdate())


@transaction.atomic
def attach_minutes(
    sitting: Sitting, *, scan: StoredFile, by: Person, minutes_no: str = "", on: date | None = None
) -> Sitting:
    """Attach the signed scan to a sitting that has ended, with its number."""
    sitting = lock_sitting(sitting)
    may_prepare(by, sitting.council, on).require()
    if sitting.state != SittingState.CONCLUDED:
        raise Refused("Chỉ đính kèm biên bản đã ký sau khi kết thúc phiên họp.")
    before = {"scan": str(sitting.scan or ""), "minutes_no": sitting.minutes_no}
    sitting.scan = scan
    sitting.minutes_no = clean(minutes_no) or sitting.minutes_no
    sitting.save()
    after = {"scan": scan.name, "sha256": scan.sha256, "minutes_no": sitting.minutes_no}
    audit.record(sitting, "attach_minutes", by=by, before=before, after=after)
    return sitting


def _title_of(council: Council, title: str, held_on: date) -> str:
    title = clean(title)
    if not title:
        raise Refused("Hãy ghi tên phiên họp.")
    if held_on < council.valid_from or (council.valid_to and held_on > council.valid_to):
        raise Refused(f"Ngày họp {held_on:%d/%m/%Y} nằm ngoài thời gian hiệu lực của hội đồng.")
    return title


def _taken_off(item: Item, *, by: Person, reason: str, on: date) -> Item:
    item.taken_off_on, item.taken_off_reason = on, reason[:300]
    item.save()
    audit.record(item.sitting, "take_off_agenda", by=by, after={"item": item.position}, reason=reason)
    return item


def _below(judge: Unit, unit: Unit) -> Ruling:
    above = Unit.objects.filter(pk__in=tree_of_rights(timezone.localdate()).above(unit.pk))
    is_below = above.filter(pk=judge.pk).exists()
    return Ruling(
        is_below, "" if is_below else f"“{unit.name}” không trực thuộc “{judge.name}”; hãy chọn hội đồng khác."
    )


def _address(url: str) -> str:
    """Pages of this site only: a dossier that names another address, or a script, leads nowhere."""
    return url if re.match(r"/(?![/\\])", url) else ""


def _content(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    entries = [_entry(row) for row in rows]
    keys = {entry["file"] for entry in entries if "file" in entry}
    if StoredFile.objects.filter(pk__in=keys).count() < len(keys):
        raise Refused("Có tệp kèm hồ sơ không còn trong hệ thống nên chưa đưa hồ sơ vào chương trình được.")
    return entries


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without a file has no key `file`."""
    entry = {
        "label": clean(str(row.get("label", ""))),
        "text": clean_lines(str(row.get("text", ""))),
        "url": _address(str(row.get("url") or "")),
        "reveals": bool(row.get("reveals", False)),
    }
    return entry | {"file": int(row["file"])} if row.get("file") else entry
