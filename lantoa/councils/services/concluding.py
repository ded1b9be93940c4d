"""Scoring opens, closes and opens again; attendance, verdicts, and the end of a sitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.councils.enums import AppraisalState, Verdict
from lantoa.councils.models import Attendance, Item, Member, Sitting
from lantoa.councils.queries.rosters import quorum_needed, roster
from lantoa.councils.rules import may_change, may_decide, may_move, may_prepare
from lantoa.councils.services.locking import lock_item, lock_sitting
from lantoa.councils.workflow import SITTING
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.event_people import refer_to
from lantoa.kit.ruling import Refused
from lantoa.kit.services import apply_and_record, require_reason
from lantoa.kit.text import clean, clean_lines
from lantoa.units.models import Person


@dataclass(frozen=True)
class AttendanceMark:
    member: Member
    is_present: bool
    note: str = ""


@transaction.atomic
def open_scoring(sitting: Sitting, *, by: Person, on: date | None = None) -> Sitting:
    """Members may score what is assigned to them. Raises `Refused` for an empty agenda."""
    sitting = lock_sitting(sitting)
    may_move(by, sitting, "open_scoring", on).require()
    if not sitting.items.on_agenda().exists():
        raise Refused("Chương trình chưa có hồ sơ nào; hãy đưa hồ sơ vào trước khi mở chấm điểm.")
    return apply_and_record(SITTING, sitting, "open_scoring", by=by)


@transaction.atomic
def close_scoring(sitting: Sitting, *, by: Person, on: date | None = None) -> Sitting:
    """No more scores; those given are open to the council. Raises `Refused` while an item has none."""
    sitting = lock_sitting(sitting)
    may_move(by, sitting, "close_scoring", on).require()
    without = sitting.items.on_agenda().exclude(appraisals__state=AppraisalState.SCORED).order_by("position")
    if names := [item.blind_label.lower() for item in without]:
        raise Refused(f"Chưa có phiếu chấm nào cho {', '.join(names)}; hãy chấm hoặc đưa hồ sơ ra khỏi chương trình.")
    return apply_and_record(SITTING, sitting, "close_scoring", by=by)


@transaction.atomic
def reopen_scoring(sitting: Sitting, *, by: Person, reason: str, on: date | None = None) -> Sitting:
    """Scores may be given again. Verdicts rested on the closed scores: they are taken back, and stay in the history."""
    sitting = lock_sitting(sitting)
    may_move(by, sitting, "reopen_scoring", on).require()
    reason = require_reason(reason, SITTING.moves["reopen_scoring"].reason)
    decided = list(sitting.items.exclude(verdict="").order_by("position"))
    taken_back = {item.blind_label: item.get_verdict_display() for item in decided}
    for item in decided:
        item.verdict, item.verdict_reason, item.decided_by, item.decided_at = "", "", None, None
        item.save()
    after = {"verdicts_taken_back": taken_back}
    return apply_and_record(SITTING, sitting, "reopen_scoring", by=by, after=after, reason=reason)


@transaction.atomic
def record_attendance(
    sitting: Sitting, *, marks: Iterable[AttendanceMark], by: Person, on: date | None = None
) -> list[Attendance]:
    """Who was there. Marks of before are replaced. Raises `Refused` for somebody who is no member on that day."""
    sitting = lock_sitting(sitting)
    may_change(sitting).require()
    may_prepare(by, sitting.council, on).require()
    seats, marks = {member.pk for member in roster(sitting)}, list(marks)
    if strangers := [str(mark.member.person) for mark in marks if mark.member.pk not in seats]:
        raise Refused(f"Không phải thành viên hội đồng vào ngày họp: {', '.join(strangers)}.")
    kept = [
        Attendance.objects.update_or_create(
            sitting=sitting,
            member=mark.member,
            defaults={"is_present": mark.is_present, "note": clean(mark.note)[:200]},
        )[0]
        for mark in marks
    ]
    present = [refer_to(mark.member.person) for mark in marks if mark.is_present]
    audit.record(sitting, "record_attendance", by=by, after={"present": present, "of": len(seats)})
    return kept


@transaction.atomic
def set_verdict(
    item: Item, *, verdict: str, by: Person, reason: str = "", seen: str | None = None, on: date | None = None
) -> Item:
    """What the council says of the item. `seen`: the verdict that the person had before them (that of `item` as loaded).

    Raises `Refused` for an own file, without a reason for not recommending, and when somebody else decided meanwhile.
    """
    seen = item.verdict if seen is None else seen
    item = lock_item(item)
    may_decide(by, item, on).require()
    if verdict not in Verdict.values:
        raise Refused("Hãy chọn một kết quả.")
    if item.verdict != seen:
        raise Refused(
            f"Trong lúc bạn xem, {item.decided_by or 'người khác'} đã ghi kết quả {item.blind_label.lower()}: "
            f"“{item.get_verdict_display() or 'chưa có'}”. Hãy xem lại rồi ghi."
        )
    reason = clean_lines(reason)
    if verdict == Verdict.NOT_RECOMMENDED and not reason:
        raise Refused("Không đề nghị công nhận thì phải ghi lý do để đơn vị biết.")
    before = {"verdict": item.get_verdict_display(), "reason": item.verdict_reason}
    item.verdict, item.verdict_reason = verdict, reason
    item.decided_by, item.decided_at = by, timezone.now()
    item.save()
    after = {"verdict": item.get_verdict_display(), "reason": reason}
    audit.record(item, "set_verdict", by=by, before=before, after=after, reason=reason)
    return item


def to_conclude(sitting: Sitting, on: date | None = None) -> list[str]:
    """What is still missing before the sitting can end on the day `on` (today), a sentence each."""
    missing = []
    if (on or timezone.localdate()) < sitting.held_on:
        missing.append(
            f"Phiên họp ghi ngày {sitting.held_on:%d/%m/%Y}, chưa đến ngày đó; nếu đã họp sớm hơn, hãy sửa ngày họp."
        )
    items = list(sitting.items.on_agenda().order_by("position"))
    if open_items := [item.blind_label.lower() for item in items if not item.verdict]:
        missing.append(f"Chưa ghi kết quả: {', '.join(open_items)}.")
    seats = {member.pk for member in roster(sitting)}
    present = sitting.attendance.filter(is_present=True, member__in=seats).count()
    needed = quorum_needed(len(seats), sitting.held_on)
    if not sitting.attendance.exists():
        missing.append("Chưa điểm danh.")
    elif present < needed:
        missing.append(f"Chưa đủ số người họp: có mặt {present} trên {len(seats)} thành viên, cần ít nhất {needed}.")
    return missing


@transaction.atomic
def conclude(sitting: Sitting, *, by: Person, minutes_no: str = "", on: date | None = None) -> Sitting:
    """End the sitting on the day `on` (today): its verdicts stand. Raises `Refused` naming all that is missing, for a person
    concerned in one of its items, and for whoever comes second."""
    sitting, day = lock_sitting(sitting), require_past(on)
    may_move(by, sitting, "conclude", on).require()
    if missing := to_conclude(sitting, on):
        raise Refused(missing)
    sitting.concluded_on, sitting.concluded_by = day, by
    sitting.minutes_no = clean(minutes_no)
    after = {"concluded_on": sitting.concluded_on, "minutes_no": sitting.minutes_no}
    return apply_and_record(SITTING, sitting, "conclude", by=by, after=after)
