"""Councils and their dated members."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Council, Member
from lantoa.councils.queries.rosters import find_overlapping
from lantoa.councils.rules import may_form_council
from lantoa.kit import audit
from lantoa.kit.event_people import refer_to
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.kit.text import clean
from lantoa.units.models import Person, Unit


@transaction.atomic
def create_council(
    *,
    unit: Unit,
    name: str,
    tier: str,
    valid_from: date,
    by: Person,
    valid_to: date | None = None,
    decision_no: str = "",
) -> Council:
    """Set up a council of the unit. Raises `Refused` for wrong dates and for one of that name from that day."""
    may_form_council(by, unit).require()
    name = clean(name)
    if not name:
        raise Refused("Hãy ghi tên hội đồng.")
    _in_order(valid_from, valid_to)
    rest = {"tier": tier, "decision_no": clean(decision_no), "valid_to": valid_to}
    council, is_new = Council.objects.get_or_create(unit=unit, name=name, valid_from=valid_from, defaults=rest)
    if not is_new:
        raise Refused(f"Hội đồng “{name}” đã có từ ngày {valid_from:%d/%m/%Y}.")
    after = {"name": name, "tier": council.get_tier_display(), "decision_no": decision_no, "from": valid_from}
    audit.record(council, "create_council", by=by, after=after)
    return council


@transaction.atomic
def add_member(
    council: Council,
    *,
    person: Person,
    role: str,
    by: Person,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Member:
    """Give the person a seat from a day (the council's first). Raises `Refused` where they sit already in these days, and
    for a second chair."""
    council = lock_for_update(council, "unit")
    may_form_council(by, council.unit).require()
    valid_from = valid_from or council.valid_from
    valid_to = valid_to or council.valid_to
    _in_order(valid_from, valid_to)
    _within(council, valid_from, valid_to)
    if not person.is_active:
        raise Refused(f"Tài khoản của {person} đang khóa nên không cử vào hội đồng được.")
    seats = find_overlapping(council, valid_from, valid_to)
    if held := seats.filter(person=person).first():
        raise Refused(f"{person} đã là {held.get_role_display().lower()} của hội đồng này {_period(held)}.")
    if role == CouncilRole.CHAIR and (chair := seats.filter(role=CouncilRole.CHAIR).first()):
        raise Refused(f"Hội đồng đã có chủ tịch là {chair.person} {_period(chair)}; mỗi thời điểm chỉ có một chủ tịch.")
    member = Member.objects.create(council=council, person=person, role=role, valid_from=valid_from, valid_to=valid_to)
    after = {"member": refer_to(person), "role": member.get_role_display(), "from": valid_from, "to": valid_to}
    audit.record(council, "add_member", by=by, after=after)
    return member


@transaction.atomic
def end_member(member: Member, *, by: Person, last_day: date | None = None) -> Member:
    """The seat ends with the day `last_day` (today). Raises `Refused` for one that has ended, or not begun by then."""
    council = lock_for_update(member.council, "unit")
    member = Member.objects.select_related("person").get(pk=member.pk)
    may_form_council(by, council.unit).require()
    last_day = last_day or timezone.localdate()
    if member.valid_to is not None and member.valid_to <= last_day:
        raise Refused(f"{member.person} đã thôi tham gia hội đồng từ sau ngày {member.valid_to:%d/%m/%Y}.")
    if last_day < member.valid_from:
        raise Refused(f"{member.person} tham gia từ ngày {member.valid_from:%d/%m/%Y}; ngày thôi không thể trước đó.")
    before = member.valid_to
    member.valid_to = last_day
    member.save()
    after = {"member": refer_to(member.person), "to": last_day}
    audit.record(council, "end_member", by=by, before={"to": before}, after=after)
    return member


def _in_order(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Ngày kết thúc phải từ ngày bắt đầu trở đi.")


def _within(council: Council, valid_from: date, valid_to: date | None) -> None:
    if valid_from < council.valid_from:
        raise Refused(f"Hội đồng có hiệu lực từ ngày {council.valid_from:%d/%m/%Y}; thành viên không thể từ trước đó.")
    if council.valid_to and (valid_from > council.valid_to or valid_to is None or valid_to > council.valid_to):
        raise Refused(f"Hội đồng hết hiệu lực ngày {council.valid_to:%d/%m/%Y}; thành viên không thể sau ngày đó.")


def _period(member: Member) -> str:
    ends = f" đến {member.valid_to:%d/%m/%Y}" if member.valid_to else ""
    return f"(từ {member.valid_from:%d/%m/%Y}{ends})"
