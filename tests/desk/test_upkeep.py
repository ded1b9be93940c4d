"""What is done each morning: old sessions and old notes on background work go, names take effect."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lantoa.config.server import DAILY_WORK
from lantoa.kit.models import Upload
from lantoa.units.services import rename
from tests.days import in_days, nine_o_clock

pytestmark = pytest.mark.days


def test_ended_sessions_go_and_others_stay(cast, as_person):
    as_person("officer")
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(minutes=1))

    call_command("upkeep")

    assert Session.objects.filter(session_key="old").count() == 0
    assert Session.objects.count() == 1


@pytest.mark.parametrize(("age", "left"), [(29, 1), (31, 0)])
def test_notes_on_work_done_long_ago_go(cast, age, left):
    done = timezone.now() - timedelta(days=age)
    DBTaskResult.objects.create(
        status="SUCCESSFUL", finished_at=done, args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", run_after=done
    )

    call_command("upkeep")

    assert DBTaskResult.objects.count() == left


@pytest.mark.parametrize(("age", "left"), [(6, 1), (8, 0)])
def test_uploads_that_no_form_took_go_after_a_week(cast, settings, tmp_path, age, left):
    settings.MEDIA_ROOT = tmp_path
    upload = Upload.objects.create(owner_id=cast.officer.pk, name="le.mp4", size=100, received=10)
    Upload.objects.filter(pk=upload.pk).update(last_piece_at=timezone.now() - timedelta(days=age))

    call_command("upkeep")

    assert Upload.objects.count() == left


def test_a_name_takes_effect_on_its_day(cast, time_machine, capsys):
    day = in_days(200)
    rename(cast.unit("cb2"), name="Chi bộ Sở Tôn giáo", by=cast.office, on=day)
    time_machine.move_to(nine_o_clock(day))

    for _ in range(2):
        call_command("upkeep")

    assert cast.unit("cb2").__class__.objects.get(code="cb2").name == "Chi bộ Sở Tôn giáo"
    assert capsys.readouterr().out == "Đã đổi tên 1 đơn vị theo ngày hiệu lực.\n"


def test_lantoa_up_does_it_each_day():
    assert [work[-1] for work in DAILY_WORK] == ["watch", "upkeep"]
