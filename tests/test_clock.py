"""The clock of a run: what its names stand for, and that it is set, goes on, and is left again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from lantoa.kit.calendar import vietnam_calendar
from tests.clock import RunClock
from tools.clocks import CLOCKS, HERE, instant, main

NOW = datetime(2026, 11, 30, 23, 39, tzinfo=UTC)  # in Vietnam it is December already


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("late-evening", "2026-12-01 23:30"),
        ("after-midnight", "2026-12-01 00:30"),
        ("last-day-of-year", "2026-12-31 23:30"),
        ("first-day-of-year", "2027-01-01 00:30"),
        ("leap-day", "2028-02-29 23:30"),
        ("in-five-years", "2031-12-01 06:39"),
        ("2028-02-29 23:30", "2028-02-29 23:30"),
        ("2028-02-29T16:30:00+00:00", "2028-02-29 23:30"),
    ],
)
def test_a_name_and_a_text_stand_for_an_instant(text, stands_for):
    assert f"{instant(text, NOW).astimezone(HERE):%Y-%m-%d %H:%M}" == stands_for


def test_every_clock_can_be_set_on_a_leap_day():
    leap_day = datetime(2028, 2, 29, 12, 0, tzinfo=HERE)

    assert instant("in-five-years", leap_day) == datetime(2033, 2, 28, 12, 0, tzinfo=HERE)
    assert all(instant(name, leap_day).tzinfo for name in CLOCKS)


def test_the_worked_saturday_is_one():
    day = timezone.localdate(instant("worked-saturday"))

    assert (day.weekday(), vietnam_calendar([day.year]).is_working(day)) == (5, True)


def test_a_run_stands_at_its_clock_and_leaves_it_again():
    before = timezone.now()
    plugin = RunClock("2031-02-28 12:00")
    try:
        assert (timezone.localdate(), plugin.pytest_report_header()) == (
            date(2031, 2, 28),
            "clock: the run begins at 12:00 28/02/2031 in Vietnam",
        )
        with time_machine.travel(datetime(2024, 5, 9, 23, 0, tzinfo=UTC)):
            assert timezone.localdate() == date(2024, 5, 10)
        first = timezone.now()
        assert first.year == 2031
        while timezone.now() == first:  # it goes on
            pass
    finally:
        plugin.pytest_unconfigure()
    assert timezone.now() - before < timedelta(days=1)


@pytest.mark.parametrize(
    ("begun", "now", "goes_on_at"),
    [
        ("2031-02-28 23:30", "2031-02-28 23:50", "28 23:50"),
        ("2031-02-28 23:30", "2031-02-28 23:56", "28 23:15"),
        ("2031-02-28 23:30", "2031-03-01 00:10", "28 23:15"),
        ("2031-02-28 23:58", "2031-02-28 23:58", "28 23:43"),
        ("2031-02-28 00:05", "2031-02-28 23:59", "28 00:05"),
    ],
)
def test_the_day_lasts_as_long_as_the_run(begun, now, goes_on_at):
    clock = RunClock()
    outside = len(time_machine.traveller_stack)
    try:
        clock.begun = instant(begun)
        clock._go_to(instant(now))
        clock.pytest_runtest_setup()
        assert f"{datetime.now(HERE):%d %H:%M}" == goes_on_at
    finally:
        clock.pytest_unconfigure()
    assert len(time_machine.traveller_stack) == outside


def test_a_module_that_has_its_own_clock_keeps_it():
    clock = RunClock("2031-02-28 23:59")
    try:
        with time_machine.travel(datetime(2024, 5, 9, 23, 0, tzinfo=UTC)):
            clock.pytest_runtest_setup()
            assert timezone.localdate() == date(2024, 5, 10)
    finally:
        clock.pytest_unconfigure()


def test_no_clock_is_refused(capsys):
    with pytest.raises(pytest.UsageError, match="LANTOA_CLOCK"):
        RunClock("at noon")
    assert main(["at noon"]) == 2
    assert "no such clock: at noon" in capsys.readouterr().err
