"""The life of initiatives in the demonstration data: appraised, recognised, watched, spread, steered."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q
from django.utils import timezone

from lantoa.demo.days import has_come
from lantoa.demo.hoa_binh_copies import SPREAD
from lantoa.demo.tables import document
from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.reused import reused_photos
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.queries.copies import copied_texts
from lantoa.movement.enums import TaskState
from lantoa.movement.models import Directive, Task
from lantoa.movement.queries.committees import gaps
from lantoa.prospects.models import Prospect
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.reports.summary import summary
from lantoa.spreading.models import Handbook, Programme
from lantoa.spreading.queries.comparing import shared_indicators
from lantoa.spreading.queries.programmes import DOING, HAS, NEVER, NONE, progress
from lantoa.units.models import Person, Unit
from lantoa.watch.queries.complaints import trends
from tests.demo.conftest import load_sets
from tests.demo.counting import JUNE_2024, SOURCE_UNIT, by, copies_in_june, of

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def home(django_db_setup, django_db_blocker, tmp_path_factory):
    """The two sets that this module asks, loaded once; their files are below the answered folder."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), load_sets(home, ["son-la", "hoa-binh"]):
        yield home


# --- Sơn La ---


def test_sl_recognitions_stand_on_councils_and_decisions():
    rows = Recognition.objects.filter(**of("sl", SOURCE_UNIT)).select_related("candidacy__item__sitting", "candidacy")
    bloc = [row for row in rows if row.tier == "bloc"]

    assert all(row.decision_no and row.candidacy.state == "recognised" for row in rows)
    assert {row.candidacy.item.sitting.state for row in bloc} == {"concluded"}
    assert all(row.candidacy.item.sitting.held_on <= row.recognised_on for row in bloc)
    assert {row.candidacy.item.appraisals.filter(state="scored").count() for row in bloc} == {3}
    assert not any(row.candidacy.proposed_by == row.candidacy.item.decided_by for row in bloc)


def test_sl_more_were_put_forward_than_recognised():
    put_forward = Candidacy.objects.filter(tier="bloc", proposed_on__lte=date(2023, 10, 31), **of("sl", SOURCE_UNIT))

    assert by(put_forward, "state") == {"declined": 3, "recognised": 11}
    assert not put_forward.filter(state="declined", reason="").exists()


def test_sl_watch_knows_every_month_of_the_last_year():
    today = timezone.localdate()
    found = trends(Person.objects.get(username="sl-bloc-officer"), Unit.objects.get(code="sl-bloc"), today)

    assert len(found) == 5
    assert all(month.value is not None for trend in found for month in trend.counts)


def test_sl_recognitions_end_in_every_way():
    today = timezone.localdate()
    rows = Recognition.objects.filter(**of("sl", SOURCE_UNIT))

    assert {row.standing_on(today) for row in rows} >= {"lapsed", "revoked", "retired", "standing"}


def test_sl_hints_of_reuse_and_what_is_said(settings, home):
    settings.MEDIA_ROOT = home / "uploads"
    approver = Person.objects.get(username="sl-bloc-approver")
    unsaid, said = (Initiative.objects.get(unit__code=code, state="submitted") for code in ("sl-vien-thong", "sl-bhxh"))
    photos = Evidence.objects.filter(file__isnull=False, accepted_on=None)

    assert [like.initiative.unit.code for like in copied_texts(unsaid, user=approver)] == ["sl-buu-dien"]
    assert copied_texts(said, user=approver) == []
    hints = [like.initiative.unit.code for row in photos for like in reused_photos(row, user=approver)]
    assert hints == ["sl-nnptnt"]


def test_sl_scouting_has_every_outcome():
    assert by(Prospect.objects.all(), "state") == {"dropped": 1, "noted": 2, "rated": 2, "taken_up": 1}


# --- Hòa Bình ---


def test_hb_copies_are_lineage():
    copies = Replication.objects.filter(adopted_on__isnull=False)

    assert not copies.filter(Q(kept="") | Q(why="") | Q(copy=None)).exists()
    assert copies_in_june().filter(source__in=copies_in_june().values("copy")).count() >= 10
    failed = copies.filter(ending="failed")
    assert (failed.count(), failed.filter(end_reason="").count()) == (8, 0)


def test_hb_example_is_told_to_its_end():
    source = Programme.objects.get().source
    told, today = document("hoa_binh_example.json"), timezone.localdate()
    reports = [row for row in told["reports"] if has_come(row["to"])]
    visits = [row for row in told["visits"] if has_come(row["on"])]

    assert source.plan.milestones.count() == source.plan.milestones.exclude(done_note="").count() == 3
    assert by(source.progress_reports, "state") == {"accepted": 1 + len(reports)}
    assert source.evidence.accepted(today).count() == source.evidence.count() == 3 + len(reports)
    assert by(source.inspections, "kind") == dict(Counter(row["kind"] for row in visits))
    done = source.inspections.filter(follow_ups__done_on__isnull=False)
    assert done.count() == sum(has_come(row["done_on"]) for row in visits)
    assert {row.standing_on(today) for row in source.recognitions.all()} == {"standing"}


def test_hb_example_failed_where_it_is_still_asked_for():
    programme = Programme.objects.get()
    failed = programme.source.replications.filter(ending="failed")
    found = progress(programme, timezone.localdate())

    assert set(failed) == {row.by for row in found.targets if row.status == NONE and row.by}
    assert failed.exclude(end_reason="").count() == 2


def test_hb_programme_is_half_done():
    programme = Programme.objects.get()
    found = progress(programme, timezone.localdate())

    assert (programme.source.name, programme.lead) == (SPREAD, "Ban Dân vận Tỉnh ủy")
    assert [found.count(status) for status in (HAS, DOING, NONE, NEVER)] == [15, 2, 12, 1]
    assert Handbook.objects.published(timezone.localdate()).get().steps.count() == 10
    assert len(shared_indicators(programme.source, [row.copy for row in programme.source.replications.all()])) == 2


def test_hb_directives_by_number_and_their_tasks():
    numbers = {(row.number, row.dated_on.isoformat()) for row in Directive.objects.filter(unit__code="hb")}

    assert numbers == {
        ("12-HD/BCĐDVK", "2019-07-04"),
        ("56-CT/TU", "2019-11-26"),
        ("01-KH/BCDDVK", "2023-03-13"),
    }
    assert set(Task.objects.values_list("state", flat=True)) == set(TaskState) - {TaskState.WITHDRAWN}
    assert Task.objects.filter(parent__isnull=False, directive__number="01-KH/BCDDVK").exists()


def test_hb_committees_lack_what_is_told():
    found = gaps(Unit.objects.filter(code__startswith="hb"), timezone.localdate())

    assert {(gap.kind, gap.unit.code) for gap in found} == {
        ("left_office", "hb-tan-lac"),
        ("no_committee", "hb-da-bac-nanh-nghe"),
    }


@pytest.mark.parametrize("period", [(date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), JUNE_2024)])
def test_hb_task_figures_equal_the_records(period):
    start, end = period
    told = summary(ReportScope(Unit.objects.get(code="hb"), start, end))
    shown = {key: told.figure(key).value for key in ("tasks.assigned", "tasks.done", "tasks.overdue")}

    open_then = Q(done_on=None) | Q(done_on__gt=end)
    assert shown == {
        "tasks.assigned": Task.objects.filter(assigned_on__range=period).count(),
        "tasks.done": Task.objects.filter(done_on__range=period).count(),
        "tasks.overdue": Task.objects.filter(open_then, due_on__lt=end, assigned_on__lte=end).count(),
    }
    assert min(shown.values()) > 0
