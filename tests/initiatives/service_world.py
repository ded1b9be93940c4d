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
from tests.cast import Cast, accepted, draft, second_office, submitted
from tests.evidence.proving import sent
from tests.plans.plans import noted, planned, written
from tests.spreading.spread_cast import copied, programme_of, told
from tests.watch.climbing import proposed

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
    main = accepted(cast, name="Vườn chính")
    planned(main, cast.officer)
    to_do, done = main.plan.milestones.order_by("due_on")
    later = {"period_from": date(2023, 7, 1), "period_to": date(2023, 9, 30)}
    handed_in = submit_progress(written(main, cast.officer, **later), by=cast.officer)
    visit = record_inspection(
        main, by_unit=cast.unit("khoi"), follow_ups=[NEW_FOLLOW_UP], by=cast.bloc_officer, **VISITED
    )
    known, other = _proven(cast, "Đã chứng minh"), _proven(cast, "Có sổ tay")
    programme = programme_of(cast, known, "xa-an", "cb2")
    target, excused = programme.targets.order_by("pk")
    dropped = drop(noted(cast, name="Đã thôi"), reason="Không còn người làm", by=cast.officer)
    return World(
        draft=draft(cast, name="Bản nháp"),
        submitted=submitted(cast, name="Chờ duyệt"),
        main=main,
        proven=known,
        to_do=to_do,
        done=complete_milestone(done, note="Đã xong", by=cast.officer),
        report=written(main, cast.officer),
        handed_in=handed_in,
        piece=sent(cast, main),
        prospect=noted(cast),
        dropped=dropped,
        candidacy=proposed(cast, initiative=accepted(cast, name="Được đề nghị")),
        recognition=known.recognitions.get(),
        copy=copied(cast, known, "cb2"),
        book=told(cast, known, is_published=False),
        published=told(cast, other),
        programme=programme,
        target=target,
        excused=excuse(excused, reason="Mới thành lập", by=cast.office),
        follow_up=visit.follow_ups.get(),
        declined=decline_suggestion(cast.unit("db1"), main, reason="Không hợp", by=cast.officer),
    )


def _proven(cast: Cast, name: str) -> Initiative:
    row = accepted(cast, name=name)
    record_recognition(row, tier="base", recognised_on=timezone.localdate(), by=second_office(cast))
    return row
