"""Initiatives on their way up the tiers: what the tests of recognition share. Everything through the services."""

from __future__ import annotations

from datetime import date

from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.models import Appraisal
from lantoa.councils.services import (
    AttendanceMark,
    assign,
    close_scoring,
    conclude,
    open_scoring,
    record_attendance,
    set_verdict,
)
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.recognising import appraise, propose, recognise
from tests.cast import Cast, accept_initiative, second_office
from tests.councils.sitting_cast import make_sitting, score, seat_member

PROPOSED = date(2023, 4, 1)
DECIDED = date(2023, 6, 30)


def propose_initiative(cast: Cast, *, initiative=None, tier: str = "bloc", on: date = PROPOSED) -> Candidacy:
    """Put forward by the officer of db1, to the bloc unless another tier is said."""
    return propose(
        initiative or accept_initiative(cast), tier=tier, statement="Hiệu quả rõ rệt", by=cast.officer, on=on
    )


def recognise_initiative(cast: Cast, *, initiative=None, tier: str = "bloc", on: date = DECIDED, **more) -> Recognition:
    """By a plain decision."""
    held = propose_initiative(
        cast, initiative=initiative, tier=tier, on=min(on, PROPOSED) if initiative is None else on
    )
    return recognise(held, decision_no="15-QĐ/ĐUK", by=second_office(cast), on=on, **more)


def appraise_candidacy(
    cast: Cast, candidacy: Candidacy, verdict: str = Verdict.RECOMMENDED, reason: str = ""
) -> Candidacy:
    """Through a whole sitting of the bloc's council: scored by one member, judged, concluded."""
    sitting = make_sitting(cast, items=0)
    candidacy = appraise(candidacy, sitting=sitting, by=cast.bloc_officer)
    assign(candidacy.item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    open_scoring(sitting, by=cast.bloc_officer)
    score(Appraisal.objects.get(item=candidacy.item), 8, 8, 8)
    close_scoring(sitting, by=cast.bloc_officer)
    marks = [AttendanceMark(member, True) for member in sitting.council.members.all()]
    record_attendance(sitting, marks=marks, by=cast.bloc_officer)
    set_verdict(candidacy.item, verdict=verdict, reason=reason, by=cast.approver)
    done = conclude(sitting, by=cast.approver)
    assert done.state == SittingState.CONCLUDED
    return Candidacy.objects.get(pk=candidacy.pk)
