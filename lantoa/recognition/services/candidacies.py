"""What every move of a candidacy shares, and the end of those whose initiative is withdrawn."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.councils.services import drop_from_agenda
from lantoa.initiatives.models import Initiative
from lantoa.kit.services import apply_and_record
from lantoa.recognition.enums import CandidacyState
from lantoa.recognition.models import Candidacy
from lantoa.recognition.workflow import CANDIDACY
from lantoa.units.models import Person


def end_candidacies(initiative: Initiative, *, by: Person, reason: str) -> None:
    """What is withdrawn is put forward no more, and no council judges it; inside the caller's transaction."""
    for candidacy in initiative.candidacies.waiting().select_for_update(of=("self",)):
        candidacy.reason = reason
        name = "take_back" if candidacy.state == CandidacyState.PROPOSED else "decline"
        decide_and_record(candidacy, name, by=by, on=timezone.localdate(), reason=reason)
        if candidacy.item is not None:
            drop_from_agenda(candidacy.item, by=by, reason=reason)


def decide_and_record(
    candidacy: Candidacy, name: str, *, by: Person, on: date, decision_no: str = "", reason: str = ""
) -> Candidacy:
    """Make a move that ends the candidacy on the day `on`; told in the history of the initiative."""
    candidacy.decided_on, candidacy.decision_no = on, decision_no
    note = f"Cấp {candidacy.get_tier_display().lower()}, ngày {on:%d/%m/%Y}"
    return move_and_record(candidacy, name, by=by, note=note, document=decision_no, reason=reason)


def move_and_record(
    candidacy: Candidacy, name: str, *, by: Person, note: str, document: str = "", reason: str = ""
) -> Candidacy:
    """In the history of the initiative: one dossier, one story."""
    after = {"note": note, "document": document, "tier": candidacy.tier}
    return apply_and_record(CANDIDACY, candidacy, name, by=by, after=after, reason=reason, about=candidacy.initiative)
