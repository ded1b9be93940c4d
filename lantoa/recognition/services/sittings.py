"""Many dossiers at once: brought before a council's sitting, and decided as the sitting concluded, by one decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.models import Sitting
from lantoa.kit.models import StoredFile
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.recognition.models import Candidacy
from lantoa.recognition.queries.deciding import decision_refusal
from lantoa.recognition.rules import may_move_candidacy
from lantoa.recognition.services.recognising import appraise, decline, recognise
from lantoa.units.models import Person

IN_FAVOUR = (Verdict.RECOMMENDED, Verdict.OUTSTANDING)


@dataclass(frozen=True)
class SittingDecision:
    """What one decision would do with the dossiers of a concluded sitting that still wait: recognise, decline, or leave to
    somebody else (with the reason in words)."""

    recognised: list[Candidacy]
    declined: list[Candidacy]
    left: list[tuple[Candidacy, str]]


def find_undecided(sitting: Sitting) -> list[Candidacy]:
    """Dossiers on the sitting's agenda about which nobody has decided yet, in its order."""
    rows = Candidacy.objects.waiting().filter(item__sitting=sitting, item__taken_off_on__isnull=True)
    return list(rows.select_related("initiative__unit", "unit", "item__sitting").order_by("item__position"))


def preview_decision(sitting: Sitting, *, by: Person, on: date | None = None) -> SittingDecision:
    """What `decide_sitting` would do for this person, by a decision of the day `on` (today)."""
    found = SittingDecision([], [], [])
    for candidacy in find_undecided(sitting):
        in_favour = candidacy.item.verdict in IN_FAVOUR
        reason = may_move_candidacy(by, candidacy, "recognise" if in_favour else "decline").reason
        if in_favour and not reason:
            reason = decision_refusal(candidacy, on or timezone.localdate())
        if reason:
            found.left.append((candidacy, reason))
        else:
            (found.recognised if in_favour else found.declined).append(candidacy)
    return found


@transaction.atomic
def bring_before(sitting: Sitting, *, candidacies: Sequence[Candidacy], by: Person) -> list[Candidacy]:
    """Put the dossiers on the sitting's agenda, all or none. Raises `Refused` naming each that may not be."""
    if not candidacies:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    done, faults = [], []
    for candidacy in candidacies:
        try:
            done.append(appraise(candidacy, sitting=sitting, by=by))
        except Refused as refused:
            faults += [f"{candidacy.initiative}: {reason}" for reason in refused.reasons]
    if faults:
        raise Refused(faults)
    return done


@transaction.atomic
def decide_sitting(
    sitting: Sitting, *, decision_no: str, by: Person, on: date | None = None, scan: StoredFile | None = None
) -> SittingDecision:
    """Decide as the concluded council found, by one decision: those in favour are recognised (outstanding ones picked), the
    others declined with the council's reason. What this person may not decide is left.

    Raises `Refused` before the council has concluded, for a day before that, and when nothing is left to decide.
    """
    sitting = lock_for_update(sitting)
    if sitting.state != SittingState.CONCLUDED:
        raise Refused("Hội đồng chưa kết thúc phiên họp; hãy chờ kết luận rồi ra quyết định.")
    if on is not None and on < sitting.concluded_on:
        raise Refused(f"Hội đồng kết luận ngày {sitting.concluded_on:%d/%m/%Y}; quyết định không thể trước ngày đó.")
    found = preview_decision(sitting, by=by, on=on)
    if not found.recognised and not found.declined:
        reasons = dict.fromkeys(reason for _, reason in found.left)
        raise Refused(reasons or ["Các hồ sơ của phiên này đã được quyết định."])
    for candidacy in found.recognised:
        is_outstanding = candidacy.item.verdict == Verdict.OUTSTANDING
        recognise(candidacy, decision_no=decision_no, by=by, on=on, scan=scan, is_outstanding=is_outstanding)
    for candidacy in found.declined:
        decline(candidacy, reason=candidacy.item.verdict_reason, decision_no=decision_no, by=by, on=on)
    return found
