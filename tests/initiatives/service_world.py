"""One initiative of each stage, with all that hangs on it: what the tables of refusals act on. Through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative, Replication
from lantoa.plans.models import Milestone, ProgressReport
from lantoa.plans.services.planning import complete_milestone
from lantoa.plans.services.progress import submit_progress
from lantoa.prospects.models import Prospect
from lantoa.prospects.services import drop
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.facts import record_recognition
from lantoa.spreading.models import DeclinedSuggestion, Handbook, Programme, ProgrammeTarget
from lantoa.spreading.services.programmes import excuse
from lantoa.spreading.services.suggesting import decline_suggestion
from lantoa.watch.models import FollowUp
from lantoa.watch.services.inspections import NewFollowUp, record_inspection
from tests.cast import Cast, accept_initiative, draft, second_office, submit_initiative
from tests.evidence.proving import send_evidence
from tests.plans.plans import add_plan, add_prospect, write_report
from tests.spreading.spread_cast import make_copy, make_handbook, programme_of
from tests.watch.climbing import propose_initiative

VISITED = {"kind": "guidance", "held_on": date(2023, 9, 1), "people": "Ông A", "findings": "Đã xem"}
NEW_FOLLOW_UP = NewFollowUp("Sửa biển", "Bà B", date(2023, 10, 1))


@dataclass(frozen=True)
class World:
    """`main`: accepted, with a plan, reports, evidence and a visit; `proven`: recognised today, with a copy at cb2."""

    draft: Initiative
    submitted: Initiative
    main: Initiative
    proven: Initiative
    to_do: Milestone
    done: Milestone
    report: ProgressReport
    handed_in: ProgressReport
    piece: Evidence
    prospect: Prospect
    dropped: Prospect
    candidacy: Candidacy
    recognition: Recognition
    copy: Replication
    book: Handbook
    published: Handbook
    programme: Programme
    target: ProgrammeTarget
    excused: ProgrammeTarget
    follow_up: FollowUp
    declined: DeclinedSuggestion


def make_world(cast: Cast) -> World:
    main = accept_initiative(cast, name="Vườn chính")
    add_plan(main, cast.officer)
    to_do, done = main.plan.milestones.order_by("due_on")
    later = {"period_from": date(2023, 7, 1), "period_to": date(2023, 9, 30)}
    handed_in = submit_progress(write_report(main, cast.officer, **later), by=cast.officer)
    visit = record_inspection(
        main, by_unit=cast.unit("khoi"), follow_ups=[NEW_FOLLOW_UP], by=cast.bloc_officer, **VISITED
    )
    known, other = _make_proven(cast, "Đã chứng minh"), _make_proven(cast, "Có sổ tay")
    programme = programme_of(cast, known, "xa-an", "cb2")
    target, excused = programme.targets.order_by("pk")
    dropped = drop(add_prospect(cast, name="Đã thôi"), reason="Không còn người làm", by=cast.officer)
    return World(
        draft=draft(cast, name="Bản nháp"),
        submitted=submit_initiative(cast, name="Chờ duyệt"),
        main=main,
        proven=known,
        to_do=to_do,
        done=complete_milestone(done, note="Đã xong", by=cast.officer),
        report=write_report(main, cast.officer),
        handed_in=handed_in,
        piece=send_evidence(cast, main),
        prospect=add_prospect(cast),
        dropped=dropped,
        candidacy=propose_initiative(cast, initiative=accept_initiative(cast, name="Được đề nghị")),
        recognition=known.recognitions.get(),
        copy=make_copy(cast, known, "cb2"),
        book=make_handbook(cast, known, is_published=False),
        published=make_handbook(cast, other),
        programme=programme,
        target=target,
        excused=excuse(excused, reason="Mới thành lập", by=cast.office),
        follow_up=visit.follow_ups.get(),
        declined=decline_suggestion(cast.unit("db1"), main, reason="Không hợp", by=cast.officer),
    )


def _make_proven(cast: Cast, name: str) -> Initiative:
    row = accept_initiative(cast, name=name)
    record_recognition(row, tier="base", recognised_on=timezone.localdate(), by=second_office(cast))
    return row
