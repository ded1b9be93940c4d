"""Recognition climbs the tiers with one dossier: put forward, appraised, recognised or declined, tier by tier."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.models import Sitting
from lantoa.councils.services import put_on_agenda
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.models import Event, StoredFile
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_by_key, lock_for_update, require_reason
from lantoa.plans.models import Milestone
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.deciding import deciding_unit, decision_refusal, tier_refusal
from lantoa.recognition.queries.dossier import dossier
from lantoa.recognition.rules import may_mark_outstanding, may_move_candidacy, may_propose
from lantoa.recognition.services.candidacies import decide_and_record, move_and_record
from lantoa.recognition.services.renewing import lock_recognition
from lantoa.recognition.services.windows import open_first_windows
from lantoa.recognition.workflow import CANDIDACY
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person


@transaction.atomic
def propose(initiative: Initiative, *, tier: str, statement: str, by: Person, on: date | None = None) -> Candidacy:
    """Put the initiative forward for recognition at a tier, to the unit that decides there.

    Raises `Refused` for one that does not stand, is recognised or put forward there already, or lacks a lower tier.
    """
    day = require_past(on)
    initiative = lock_for_update(initiative, "unit")
    may_propose(by, initiative).require()
    if day < initiative.accepted_on:
        raise Refused(
            f"Mô hình được duyệt đăng ký ngày {initiative.accepted_on:%d/%m/%Y}; không thể đề nghị trước ngày đó."
        )
    statement = require_reason(statement, "Hãy ghi lý do đề nghị: kết quả, hiệu quả nổi bật của mô hình.")
    unit = deciding_unit(initiative, tier, day)
    if unit is None:
        raise Refused(f"Không có đơn vị nào quyết định công nhận cấp {Tier(tier).label.lower()} cho mô hình này.")
    if refusal := tier_refusal(initiative, tier, day):
        raise Refused(refusal)
    candidacy = Candidacy.objects.create(
        initiative=initiative,
        tier=tier,
        unit=unit,
        statement=statement,
        proposed_by=by,
        proposed_on=day,
        due_on=day + timedelta(days=rule_value("recognition.appraisal_days", day)),
    )
    told = {
        "note": f"Cấp {candidacy.get_tier_display().lower()}, gửi “{unit.name}”",
        "document": "",
        "tier": tier,
        "state": candidacy.get_state_display(),
    }
    audit.record(initiative, "propose", by=by, after=told)
    return candidacy


@transaction.atomic
def appraise(candidacy: Candidacy, *, sitting: Sitting, by: Person) -> Candidacy:
    """Put the dossier, frozen as it stands today, on the agenda of a council's sitting at the deciding unit or below it.

    Raises `Refused` for a council of another unit, and while another sitting has the dossier.
    """
    candidacy = _lock_candidacy(candidacy)
    may_move_candidacy(by, candidacy, "appraise").require()
    if sitting.council.unit_id != candidacy.unit_id:
        raise Refused(f"Hồ sơ này do “{candidacy.unit.name}” quyết định; hãy chọn phiên họp của hội đồng đơn vị đó.")
    if _is_with_a_council(candidacy):
        raise Refused(f"Hồ sơ đang ở phiên “{candidacy.item.sitting}”.")
    initiative, today = candidacy.initiative, timezone.localdate()
    candidacy.item = put_on_agenda(
        sitting,
        unit=initiative.unit,
        title=initiative.name,
        content=dossier(candidacy, today, by=by),
        concerned=_find_concerned(candidacy),
        sector=initiative.sector,
        by=by,
    )
    note = f"Phiên “{sitting}”, ngày {sitting.held_on:%d/%m/%Y}"
    return move_and_record(candidacy, "appraise", by=by, note=note)


@transaction.atomic
def recognise(
    candidacy: Candidacy,
    *,
    decision_no: str,
    by: Person,
    on: date | None = None,
    scan: StoredFile | None = None,
    is_outstanding: bool = False,
) -> Recognition:
    """Recognise the initiative at the candidacy's tier by a decision of the day `on` (today).

    Where a council appraised, it must have concluded in favour. Raises `Refused` otherwise, and when another person has
    decided meanwhile.
    """
    day = require_past(on)
    candidacy = _lock_candidacy(candidacy)
    may_move_candidacy(by, candidacy, "recognise").require()
    _as_the_council_found(candidacy, "recognise")
    decision_no = require_reason(decision_no, "Hãy ghi số quyết định công nhận.")
    _not_before(candidacy, day)
    if refusal := decision_refusal(candidacy, day):
        raise Refused(refusal)
    decide_and_record(candidacy, "recognise", by=by, on=day, decision_no=decision_no)
    recognition = Recognition.objects.create(
        initiative=candidacy.initiative,
        tier=candidacy.tier,
        recognised_on=day,
        decision_no=decision_no,
        candidacy=candidacy,
        scan=scan,
        outstanding_on=day if is_outstanding else None,
    )
    open_first_windows([recognition])
    return recognition


@transaction.atomic
def decline(
    candidacy: Candidacy, *, reason: str, by: Person, on: date | None = None, decision_no: str = ""
) -> Candidacy:
    """Do not recognise, and say why. The initiative goes on and may be put forward again."""
    day = require_past(on)
    candidacy = _lock_candidacy(candidacy)
    may_move_candidacy(by, candidacy, "decline").require()
    _as_the_council_found(candidacy, "decline")
    reason = require_reason(reason, CANDIDACY.moves["decline"].reason)
    _not_before(candidacy, day)
    candidacy.reason = reason
    return decide_and_record(candidacy, "decline", by=by, on=day, decision_no=decision_no.strip(), reason=reason)


@transaction.atomic
def take_back(candidacy: Candidacy, *, reason: str, by: Person) -> Candidacy:
    """The unit takes its proposal back before anybody appraised it."""
    candidacy = _lock_candidacy(candidacy)
    may_move_candidacy(by, candidacy, "take_back").require()
    candidacy.reason = require_reason(reason, CANDIDACY.moves["take_back"].reason)
    return decide_and_record(candidacy, "take_back", by=by, on=timezone.localdate(), reason=candidacy.reason)


@transaction.atomic
def mark_outstanding(recognition: Recognition, *, by: Person, on: date | None = None) -> Recognition:
    """Pick a recognised initiative as outstanding among those of its tier."""
    day = require_past(on)
    recognition = lock_recognition(recognition)
    may_mark_outstanding(by, recognition, day).require()
    recognition.outstanding_on = day
    recognition.save()
    audit.record(
        recognition.initiative,
        "mark_outstanding",
        by=by,
        after={"note": f"Cấp {recognition.get_tier_display().lower()}, ngày {day:%d/%m/%Y}"},
    )
    return recognition


def _lock_candidacy(candidacy: Candidacy) -> Candidacy:
    """The row locked under its initiative: of two people of whom one withdraws the registration, the second finds that."""
    lock_by_key(Initiative, candidacy.initiative_id)
    return lock_for_update(candidacy, "initiative__unit", "initiative__sector", "unit", "item__sitting")


def _as_the_council_found(candidacy: Candidacy, name: str) -> None:
    """A council that appraises must have concluded, and its verdict binds: who disagrees lets it sit again."""
    item = candidacy.item
    if item is None:
        return
    if item.taken_off_on is not None:
        if name == "recognise":
            raise Refused(
                f"Hồ sơ đã được đưa ra khỏi phiên “{item.sitting}” nên chưa hội đồng nào thẩm định; hãy đưa hồ sơ ra một "
                "phiên họp khác."
            )
        return
    if item.sitting.state != SittingState.CONCLUDED:
        raise Refused(f"Hội đồng chưa kết thúc phiên “{item.sitting}”; hãy chờ kết quả thẩm định rồi quyết định.")
    in_favour = item.verdict in (Verdict.RECOMMENDED, Verdict.OUTSTANDING)
    if in_favour != (name == "recognise"):
        raise Refused(
            f"Hội đồng kết luận “{item.get_verdict_display()}” với hồ sơ này; quyết định phải theo kết luận, "
            "hoặc đưa hồ sơ ra một phiên họp khác."
        )


def _is_with_a_council(candidacy: Candidacy) -> bool:
    """Whether a sitting still has it: not taken off the agenda, and not concluded."""
    item = candidacy.item
    return item is not None and item.taken_off_on is None and item.sitting.state != SittingState.CONCLUDED


def _find_concerned(candidacy: Candidacy) -> list[Person]:
    """Whose own file it is: who wrote the registration, who handed it in, who put it forward, who answers for a milestone."""
    initiative = candidacy.initiative
    wrote = Event.objects.about(initiative).filter(verb="register").values_list("actor_id", flat=True)
    answers = Milestone.objects.filter(plan__initiative=initiative).values_list("owner_person_id", flat=True)
    keys = {initiative.submitted_by_id, candidacy.proposed_by_id, *wrote, *answers} - {None}
    return list(Person.objects.filter(pk__in=keys))


def _not_before(candidacy: Candidacy, day: date) -> None:
    if day < candidacy.proposed_on:
        raise Refused(f"Đề nghị có từ ngày {candidacy.proposed_on:%d/%m/%Y}; quyết định không thể trước ngày đó.")
    item = candidacy.item
    concluded = item.sitting.concluded_on if item is not None and item.taken_off_on is None else None
    if concluded is not None and day < concluded:
        raise Refused(f"Hội đồng kết thúc phiên họp ngày {concluded:%d/%m/%Y}; quyết định không thể trước ngày đó.")
