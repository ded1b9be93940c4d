"""`lantoa watch`, and the daily work of the supervisor."""

import json
import os
import sys
import time
from datetime import datetime, timedelta, timezone

import pytest
from django.utils.timezone import localdate

from lantoa.config.server import DAILY_WORK, Daily
from lantoa.units.models import Person
from tests.cast import accept_initiative

pytestmark = pytest.mark.days

HANOI = timezone(timedelta(hours=7))


def test_counts_of_the_day_are_printed(lantoa, cast):
    accept_initiative(cast, on=localdate() - timedelta(days=200))

    answer = lantoa("watch")

    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0].endswith("mới 3, hết 0, báo lên cấp trên 0, đang mở 3.")
    assert "         1  Chưa có kế hoạch theo mốc" in lines
    assert lines[-1] == "Bản tin: 3 bản mới, 0 thư đã gửi, 3 xem trên trang, 0 thư chưa gửi được."


def test_second_run_of_a_day_does_nothing_as_json(lantoa, cast):
    accept_initiative(cast, on=localdate() - timedelta(days=200))
    lantoa("watch")

    told = json.loads(lantoa("watch", "--json").out)

    assert (told["raised"], told["cleared"], told["open"], told["notices"]) == (0, 0, 3, 0)
    assert told["digests"] == {"made": 0, "mailed": 0, "in_app": 0, "failed": 0}
    assert told["by_kind"] == {"no_effect_data": 1, "no_guidance": 1, "no_plan": 1}


def test_letters_on_the_console_stay_out_of_the_answer(lantoa, cast, settings):
    settings.EMAIL_BACKEND = "lantoa.kit.mail.EmailBackend"
    Person.objects.update(email="a@example.vn")
    accept_initiative(cast, on=localdate() - timedelta(days=200))

    answer = lantoa("watch", "--json")

    assert json.loads(answer.out)["digests"]["mailed"] == 3
    assert answer.err.count("To: a@example.vn") == 3


def test_day_to_come_is_wrong_usage(lantoa, cast):
    answer = lantoa("watch", "--on", f"{localdate() + timedelta(days=1)}")
    assert (answer.code, answer.out) == (2, "")
    assert "ở sau hôm nay" in answer.err


def test_day_before_the_last_run_is_wrong_usage(lantoa, cast):
    lantoa("watch")
    answer = lantoa("watch", "--on", "01/01/2024")
    assert (answer.code, answer.out) == (2, "")
    assert "không tính lại được cho ngày trước đó" in answer.err


class Clock:
    """The local time, as the test sets it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 15, 0, tzinfo=HANOI)

    def __call__(self) -> datetime:
        return self.now


def finish(daily: Daily) -> None:
    """Pulse until nothing runs and nothing waits."""
    daily.pulse()
    while daily.process is not None or daily.waiting:
        time.sleep(0.02)
        daily.pulse()


def build_command(path, text: str) -> list[str]:
    return [sys.executable, "-c", f"open({str(path)!r}, 'a').write({text!r})"]


def test_daily_work_runs_at_the_start_and_each_morning(tmp_path):
    clock, path = Clock(), tmp_path / "said"
    daily = Daily([build_command(path, "a"), build_command(path, "b")], os.environ, print, clock)

    seen = []
    for hours in (0, 1, 14, 1):  # 15:00, 16:00, 06:00 of the next day, 07:00
        clock.now += timedelta(hours=hours)
        finish(daily)
        seen.append(path.read_text())

    assert seen == ["ab", "ab", "abab", "abab"]


def test_daily_work_that_fails_is_told_and_waits_for_the_next_day():
    clock, lines = Clock(), []
    daily = Daily([[sys.executable, "-c", "raise SystemExit(3)"]], os.environ, lines.append, clock)
    finish(daily)
    finish(daily)
    assert lines == ["Việc hằng ngày không xong (mã 3); thử lại vào ngày mai."]


def test_watch_is_part_of_the_daily_work():
    assert [words[-1] for words in DAILY_WORK][:1] == ["watch"]
