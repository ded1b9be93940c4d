"""One sitting from its call to its end, through the services."""

from decimal import Decimal

from lantoa.councils.checks import CHECKS
from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.queries import results
from lantoa.councils.services import (
    AttendanceMark,
    assign_balanced,
    close_scoring,
    conclude,
    open_scoring,
    record_attendance,
    set_verdict,
)
from tests.councils.sitting_cast import make_sitting, score


def conclude_sitting(cast):
    sitting = make_sitting(cast, items=2)
    sitting = open_scoring(sitting, by=cast.bloc_officer)
    for appraisal in assign_balanced(sitting, per_item=3, by=cast.bloc_officer):
        score(appraisal, 8, 7, 6)
    sitting = close_scoring(sitting, by=cast.bloc_officer)
    for item in sitting.items.all():
        set_verdict(item, verdict=Verdict.RECOMMENDED, by=cast.approver)
    marks = [AttendanceMark(member, True) for member in sitting.council.members.all()]
    record_attendance(sitting, marks=marks, by=cast.bloc_officer)
    return conclude(sitting, by=cast.approver, minutes_no="01-BB/HĐ")


def test_a_sitting_ends_with_verdicts_and_totals(cast):
    sitting = conclude_sitting(cast)

    assert (sitting.state, sitting.minutes_no) == (SittingState.CONCLUDED, "01-BB/HĐ")
    assert [row.mean for row in results(sitting, cast.office).items] == [Decimal("75.00"), Decimal("75.00")]
    assert [fault for check in CHECKS for fault in check()] == []
