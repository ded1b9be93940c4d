"""Working days and due dates, against a second, slower way of counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.kit.calendar import Override, Step, WorkCalendar, due_date, vietnam_calendar

PLAIN = WorkCalendar()
DAY = timedelta(days=1)

days = st.dates(date(2023, 1, 1), date(2025, 12, 31))
counts = st.integers(0, 60)
holidays = st.dictionaries(days, st.just("Ngày lễ"), max_size=40)


@st.composite
def calendars(draw):
    off = draw(holidays)
    weekends = days.filter(lambda day: day.weekday() >= 5 and day not in off)
    return WorkCalendar(off, draw(st.dictionaries(weekends, st.just("Làm bù"), max_size=10)))


def naive_due(start: date, count: int, unit: str, calendar: WorkCalendar, roll: bool) -> date:
    """Lists a long row of days after the start and picks from it."""
    after = [start + DAY * number for number in range(1, 500)]
    working = [
        day for day in after if (day.weekday() < 5 or day in calendar.make_up_days) and day not in calendar.days_off
    ]
    ends = [start, *(working if unit == "working_day" else after)]
    end = ends[count]
    is_off = end not in working and not (
        end == start and (start.weekday() < 5 or start in calendar.make_up_days) and start not in calendar.days_off
    )
    return next(day for day in working if day > end) if roll and is_off else end


@given(days, counts, st.sampled_from(["day", "working_day"]), calendars(), st.booleans())
def test_due_date_equals_the_naive_count(start, count, unit, calendar, roll):
    assert due_date(start, count, unit, calendar, roll=roll).due_on == naive_due(start, count, unit, calendar, roll)


@given(days, counts, calendars(), days)
def test_one_more_holiday_never_shortens_a_term(start, count, calendar, extra):
    make_up = {day: name for day, name in calendar.make_up_days.items() if day != extra}
    before = WorkCalendar(calendar.days_off, make_up)
    after = WorkCalendar({**calendar.days_off, extra: "Thêm"}, make_up)
    for unit in ("day", "working_day"):
        assert due_date(start, count, unit, after).due_on >= due_date(start, count, unit, before).due_on


@given(days, st.integers(1, 60), calendars())
def test_a_term_of_working_days_counts_exactly_so_many(start, count, calendar):
    due = due_date(start, count, "working_day", calendar)
    counted = [step.on for step in due.steps if step.counted]
    assert len(counted) == count == calendar.count_working(start, due.due_on)
    assert counted[-1] == due.due_on
    assert all(calendar.is_working(day) for day in counted)
    assert [step.on for step in due.steps] == [start + DAY * n for n in range((due.due_on - start).days + 1)]


@given(days, counts, counts, calendars())
def test_a_longer_term_never_ends_earlier(start, one, other, calendar):
    short, long = sorted((one, other))
    for unit in ("day", "working_day"):
        assert due_date(start, short, unit, calendar).due_on <= due_date(start, long, unit, calendar).due_on


def test_the_count_over_tet_is_explained_day_by_day():
    calendar = vietnam_calendar([2026])
    due = due_date(date(2026, 2, 13), 2, "working_day", calendar)
    assert due.due_on == date(2026, 2, 24)
    assert due.steps[0] == Step(date(2026, 2, 13), False, "Ngày bắt đầu, không tính")
    assert [step.note for step in due.steps[1:]] == [
        "Không tính: Thứ Bảy",
        "Không tính: Chủ nhật",
        "Không tính: Giao thừa Tết Nguyên Đán",
        "Không tính: Tết Nguyên Đán",
        "Không tính: Mùng hai Tết Nguyên Đán",
        "Không tính: Mùng ba Tết Nguyên Đán",
        "Không tính: Mùng bốn Tết Nguyên Đán",
        "Không tính: Thứ Bảy",
        "Không tính: Chủ nhật",
        "Ngày thứ 1",
        "Ngày thứ 2",
    ]


def test_calendar_days_ending_on_a_day_off_roll_only_when_asked():
    start = date(2023, 3, 1)  # a Wednesday
    rolled = due_date(start, 3, "day", PLAIN)
    assert rolled.due_on == date(2023, 3, 6)
    assert [(step.counted, step.note) for step in rolled.steps[3:]] == [
        (True, "Ngày thứ 3 (Thứ Bảy)"),
        (False, "Chuyển sang ngày sau vì 04/03/2023 là ngày nghỉ (Thứ Bảy)"),
        (False, "Chuyển sang ngày sau vì 05/03/2023 là ngày nghỉ (Chủ nhật)"),
    ]
    assert due_date(start, 3, "day", PLAIN, roll=False).due_on == date(2023, 3, 4)


def test_swapped_working_day_counts_and_says_for_which_day():
    calendar = vietnam_calendar([2026])
    assert calendar.is_working(date(2026, 8, 22))
    assert not calendar.is_working(date(2026, 8, 31))
    due = due_date(date(2026, 8, 21), 1, "working_day", calendar)
    assert due.steps[-1] == Step(date(2026, 8, 22), True, "Ngày thứ 1 (Làm bù cho ngày 31/08/2026)")


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (date(2024, 9, 2), "Quốc khánh"),
        (date(2024, 4, 29), "Ngày nghỉ (thay cho ngày 04/05/2024)"),
        (date(2023, 9, 4), "Quốc khánh (nghỉ bù)"),
        (date(2024, 5, 5), "Chủ nhật"),
        (date(2024, 5, 6), ""),
    ],
)
def test_days_have_vietnamese_names(day, note):
    calendar = vietnam_calendar([2023, 2024])
    assert calendar.note(day) == note
    assert calendar.is_working(day) == (note == "")


def test_overrides_win_over_the_computed_calendar():
    overrides = {
        date(2027, 2, 4): Override(True, "Quyết định khác"),
        date(2027, 2, 11): Override(False, "Nghỉ Tết theo thông báo"),
        date(2027, 2, 20): Override(True, "Làm bù theo thông báo"),
    }
    calendar = vietnam_calendar([2027], overrides)
    assert [calendar.is_working(day) for day in overrides] == [True, False, True]
    assert [calendar.note(day) for day in overrides] == ["", "Nghỉ Tết theo thông báo", "Làm bù theo thông báo"]


def test_a_year_without_known_days_off_is_refused():
    with pytest.raises(ValueError, match="chưa có ngày nghỉ của năm 2027"):
        due_date(date(2026, 12, 30), 5, "working_day", vietnam_calendar([2026]))


def test_a_day_both_off_and_made_up_is_refused():
    day = date(2024, 5, 4)
    with pytest.raises(ValueError, match="04/05/2024 vừa là ngày nghỉ vừa là ngày làm bù"):
        WorkCalendar({day: "a"}, {day: "b"})


@pytest.mark.parametrize("count", [-1, 3661])
def test_senseless_terms_are_refused(count):
    with pytest.raises(ValueError, match="Thời hạn phải từ 0 đến"):
        due_date(date(2024, 1, 1), count, "day", PLAIN)
