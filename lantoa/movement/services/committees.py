"""Steering committees: set up on a decision, renewed on later ones, and what is noted between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.file_models import StoredFile
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.kit.text import clean, label_key
from lantoa.movement.enums import CommitteeRole, tier_of
from lantoa.movement.models import CommitteeDecision, CommitteeMember, SteeringCommittee
from lantoa.movement.rules import may_reshuffle, may_steer
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class NewMember:
    """Somebody who joins. `role`: a CommitteeRole; `person`: their account, if they have one."""

    full_name: str
    role: str
    job_title: str = ""
    person: Person | None = None

    def __str__(self) -> str:
        return self.full_name

    def get_role_display(self) -> str:
        return CommitteeRole(self.role).label

    def is_same_as(self, other: NewMember | CommitteeMember) -> bool:
        """The same account; else the same name with the same post, or with a post that one of the two does not say."""
        if self.person is not None and other.person is not None:
            return self.person == other.person
        if label_key(self.full_name) != label_key(other.full_name):
            return False
        titles = label_key(self.job_title), label_key(other.job_title)
        return titles[0] == titles[1] or "" in titles


@dataclass
class ReshufflePreview:
    """What a renewal would do. `faults`: why it cannot be done; `warnings`: what to look at, though it may be done."""

    leaving: list[CommitteeMember]
    joining: list[NewMember]
    staying: list[CommitteeMember]
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def replacements(self) -> list[tuple[CommitteeMember, NewMember]]:
        """Those who leave one place and take another."""
        return [(old, new) for new in self.joining for old in self.leaving if new.is_same_as(old)]


@transaction.atomic
def establish_committee(
    *,
    unit: Unit,
    name: str,
    decision_no: str,
    valid_from: date,
    members: Iterable[NewMember],
    by: Person,
    tier: str = "",
    scan: StoredFile | None = None,
) -> SteeringCommittee:
    """Set up a committee with its first members on a decision of the day `valid_from`. `tier` "": that of the unit's kind."""
    unit = lock_for_update(unit)  # two who set it up at once wait for each other
    may_steer(by, unit).require()
    name, decision_no, members = clean(name), clean(decision_no), list(members)
    faults = _day_faults(valid_from) + _doubles(members, [])
    if not (name and decision_no):
        faults.append("Hãy ghi tên ban chỉ đạo và số quyết định thành lập.")
    if not unit.stands_on(valid_from):
        faults.append(f"Ngày {valid_from:%d/%m/%Y}, đơn vị “{unit.name}” chưa thành lập hoặc đã giải thể.")
    if SteeringCommittee.objects.filter(unit=unit, key=label_key(name), valid_to__isnull=True).exists():
        faults.append(f"“{unit.name}” đã có {name}; hãy kiện toàn ban đang có.")
    if faults:
        raise Refused(faults)
    committee = SteeringCommittee.objects.create(
        unit=unit, name=name, tier=tier or tier_of(unit.kind), decision_no=decision_no, valid_from=valid_from
    )
    decision = CommitteeDecision.objects.create(
        committee=committee, number=decision_no, decided_on=valid_from, is_first=True, scan=scan, recorded_by=by
    )
    seats = _join(committee, members, decision)
    audit.record(
        committee,
        "establish_committee",
        by=by,
        after={"name": name, "decision_no": decision_no, "on": valid_from, "members": [seat.pk for seat in seats]},
    )
    return committee


def preview_reshuffle(
    committee: SteeringCommittee,
    *,
    decision_no: str,
    decided_on: date,
    leaving: Iterable[CommitteeMember],
    joining: Sequence[NewMember],
) -> ReshufflePreview:
    """Who would leave, join and stay, and what speaks against it. Changes nothing."""
    sitting = list(committee.members.filter(valid_to__isnull=True).select_related("person"))
    sitting.sort(key=lambda member: CommitteeRole(member.role).rank)
    gone = {member.pk for member in leaving}
    preview = ReshufflePreview(
        [member for member in sitting if member.pk in gone],
        list(joining),
        [member for member in sitting if member.pk not in gone],
    )
    preview.faults = _decision_faults(committee, decision_no, decided_on)
    if gone - {member.pk for member in sitting}:
        preview.faults.append("Có người không còn là thành viên của ban chỉ đạo; hãy mở lại trang và chọn lại.")
    if not gone and not joining:
        preview.faults.append("Chưa có ai ra hoặc vào; hãy chọn người thôi tham gia hoặc ghi người mới.")
    preview.faults += [
        f"{member} vào ban ngày {member.valid_from:%d/%m/%Y}; ngày quyết định phải sau ngày đó."
        for member in preview.leaving
        if member.valid_from >= decided_on
    ]
    preview.faults += _doubles(preview.joining, preview.staying)
    if not any(place.role == CommitteeRole.HEAD for place in (*preview.staying, *preview.joining)):
        preview.warnings.append("Sau kiện toàn, ban chỉ đạo không có trưởng ban.")
    preview.warnings += [
        f"{member} đã thôi chức vụ từ {member.left_office_on:%d/%m/%Y} nhưng vẫn ở lại trong ban."
        for member in preview.staying
        if member.left_office_on and member.left_office_on <= decided_on
    ]
    return preview


@transaction.atomic
def reshuffle(
    committee: SteeringCommittee,
    *,
    decision_no: str,
    decided_on: date,
    leaving: Iterable[CommitteeMember],
    joining: Sequence[NewMember],
    by: Person,
    scan: StoredFile | None = None,
) -> CommitteeDecision:
    """Renew the committee: those leaving sit until the day before the decision, those joining from its day on."""
    committee = lock_for_update(committee, "unit")
    may_reshuffle(by, committee).require()
    decision_no = clean(decision_no)
    preview = preview_reshuffle(
        committee, decision_no=decision_no, decided_on=decided_on, leaving=leaving, joining=joining
    )
    if preview.faults:
        raise Refused(preview.faults)
    decision = CommitteeDecision.objects.create(
        committee=committee, number=decision_no, decided_on=decided_on, scan=scan, recorded_by=by
    )
    for member in preview.leaving:
        member.valid_to, member.left_by = decided_on - timedelta(days=1), decision
        member.save()
    seats = _join(committee, preview.joining, decision)
    audit.record(
        committee,
        "reshuffle",
        by=by,
        before={"leaving": [member.pk for member in preview.leaving]},
        after={"decision_no": decision_no, "on": decided_on, "joining": [seat.pk for seat in seats]},
    )
    return decision


@transaction.atomic
def note_left_office(member: CommitteeMember, *, on: date | None, by: Person) -> CommitteeMember:
    """Note that from the day `on` the member no longer holds the post for which they sit here; None takes the note back."""
    member = lock_for_update(member, "committee__unit")
    may_reshuffle(by, member.committee).require()
    if member.valid_to is not None:
        raise Refused(f"{member} đã ra khỏi ban chỉ đạo từ {member.valid_to:%d/%m/%Y}.")
    if on is not None and on < member.valid_from:
        raise Refused(f"{member} vào ban ngày {member.valid_from:%d/%m/%Y}; ngày thôi chức vụ phải từ ngày đó trở đi.")
    before, member.left_office_on = member.left_office_on, on
    member.save()
    audit.record(
        member.committee,
        "note_left_office",
        by=by,
        before={"member": member.pk, "left_office_on": before},
        after={"member": member.pk, "left_office_on": on},
    )
    return member


@transaction.atomic
def end_committee(committee: SteeringCommittee, *, on: date, by: Person, reason: str) -> SteeringCommittee:
    """The committee and all its places end with the day `on`."""
    committee = lock_for_update(committee, "unit")
    may_reshuffle(by, committee).require()
    faults = [] if clean(reason) else ["Hãy ghi lý do hoặc số văn bản cho thôi hoạt động."]
    if on > timezone.localdate():
        faults.append("Ngày thôi hoạt động không thể ở tương lai.")
    last = committee.decisions.first()
    if last and on < last.decided_on:
        faults.append(f"Ngày thôi hoạt động phải từ quyết định gần nhất ({last}) trở đi.")
    if faults:
        raise Refused(faults)
    committee.members.filter(valid_to__isnull=True).update(valid_to=on)
    committee.valid_to = on
    committee.save()
    audit.record(committee, "end_committee", by=by, after={"on": on}, reason=clean(reason))
    return committee


@transaction.atomic
def attach_decision_scan(decision: CommitteeDecision, *, scan: StoredFile, by: Person) -> CommitteeDecision:
    """Put the scan of the signed decision with it; a later scan takes the place of an earlier one."""
    may_steer(by, decision.committee.unit).require()
    before, decision.scan = decision.scan, scan
    decision.save(update_fields=["scan"])
    audit.record(
        decision.committee,
        "attach_scan",
        by=by,
        before={"decision_no": decision.number, "file": before.name if before else ""},
        after={"decision_no": decision.number, "file": scan.name, "sha256": scan.sha256},
    )
    return decision


def _join(
    committee: SteeringCommittee, joining: Iterable[NewMember], decision: CommitteeDecision
) -> list[CommitteeMember]:
    """New seats. The audit chain knows them by their keys: most of who sits there has no account."""
    return [
        CommitteeMember.objects.create(
            committee=committee,
            full_name=clean(new.full_name),
            job_title=clean(new.job_title),
            role=new.role,
            person=new.person,
            valid_from=decision.decided_on,
            joined_by=decision,
        )
        for new in joining
    ]


def _doubles(joining: Sequence[NewMember], staying: Sequence[CommitteeMember]) -> list[str]:
    """Each who would sit twice, and a second head."""
    faults = [
        f"{new} đang là {kept.get_role_display()} của ban."
        for new in joining
        for kept in staying
        if new.is_same_as(kept)
    ]
    pairs = [(new, other) for place, new in enumerate(joining) for other in joining[:place]]
    faults += [f"{new} được ghi hai lần trong danh sách." for new, other in pairs if new.is_same_as(other)]
    faults += [
        f"Thành viên thứ {place} chưa có họ tên." for place, new in enumerate(joining, 1) if not clean(new.full_name)
    ]
    heads = [str(place) for place in (*staying, *joining) if place.role == CommitteeRole.HEAD]
    if len(heads) > 1:
        faults.append(f"Ban chỉ đạo chỉ có một trưởng ban, đang có: {', '.join(heads)}.")
    return faults


def _decision_faults(committee: SteeringCommittee, decision_no: str, decided_on: date) -> list[str]:
    faults = _day_faults(decided_on)
    if not clean(decision_no):
        faults.append("Hãy ghi số quyết định kiện toàn.")
    last = committee.decisions.first()
    if last and decided_on <= last.decided_on:
        faults.append(f"Ngày quyết định phải sau quyết định gần nhất ({last}).")
    return faults


def _day_faults(day: date) -> list[str]:
    return ["Ngày quyết định không thể ở tương lai."] if day > timezone.localdate() else []
