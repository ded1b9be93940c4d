"""Lines, ways and stretches: what is drawn may not lie; what cannot be said is not drawn."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.kit.curves import (
    aim_line,
    drawn_spans,
    mark_words,
    month_ticks,
    months_shown,
    spread,
    step_lines,
    trend_line,
    year_ticks,
)
from lantoa.kit.parts import Aim, Curve, Mark, MonthCount, Rating, Span, Standing

TODAY = date(2024, 6, 30)


def curve(*points):
    return Curve("Kinh tế", [Standing(*point) for point in points])


def counts(*values):
    return [MonthCount(date(2024, month, 28), value) for month, value in enumerate(values, start=1)]


def test_curve_falls_in_steps():
    (line,) = step_lines([curve((0, 100, 40), (6, 75, 30), (12, 50, 10))], [0, 6, 12], least=10)
    assert line.path == "M0 0H50V25H100V50"
    assert [(share, at_risk) for _, share, at_risk in line.cells] == [(100, 40), (75, 30), (50, 10)]


def test_curve_of_too_few_is_not_drawn():
    (line,) = step_lines([curve((0, 100, 9), (6, 75, 3))], [0, 6], least=10)
    assert (line.path, line.started, line.last) == ("", 9, None)


def test_nothing_is_said_after_a_curves_end():
    (line,) = step_lines([curve((0, 100, 40), (6, 75, 30))], [0, 6, 12], least=10)
    assert [share for _, share, _ in line.cells] == [100, 75, None]


@pytest.mark.parametrize(("last", "months"), [(5, [0, 1, 2, 3, 4, 5]), (36, [0, 6, 12, 18, 24, 30, 36]), (0, [0, 1])])
def test_months_are_marked_evenly(last, months):
    assert months_shown([curve((0, 100, 40), (last, 90, 30))]) == months


def test_months_of_no_curve():
    assert [tick.label for tick in month_ticks(months_shown([]))] == ["0", "1"]


def test_trend_falls_from_zero_based_scale():
    line = trend_line(counts(8, 4, 2))
    assert (line.path, line.way, line.change) == ("M0 0L50 50L100 75", "down", -6)
    assert (line.end_x, line.end_y) == ("100%", "75%")


@pytest.mark.parametrize(
    ("values", "way"), [((1, 2), "up"), ((2, 2), "level"), ((0, 0), "level"), ((None, 3), ""), ((None, None), "")]
)
def test_trend_has_a_way_when_two_counts_are_known(values, way):
    assert trend_line(counts(*values)).way == way


def test_unknown_month_breaks_the_line():
    assert trend_line(counts(4, None, 4)).path == "M0 0M100 0"


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "share", "verdict"),
    [
        (0, 50, 100, Decimal(50), "short"),
        (15, 6, 3, Decimal(75), "short"),
        (18, 21, 9, Decimal(100) / -3, "back"),
        (10, 10, 20, Decimal(0), "short"),
        (10, 20, 20, Decimal(100), "met"),
        (10, 30, 20, Decimal(200), "beyond"),
        (5, 5, 5, None, "met"),
        (5, 6, 5, None, "unknown"),
        (None, 6, 5, None, "unknown"),
        (5, None, 7, None, "unknown"),
        (5, 6, None, None, "unknown"),
    ],
)
def test_way_to_a_target(baseline, actual, target, share, verdict):
    line = aim_line(Aim("Chỉ tiêu", baseline, actual, target))
    assert (line.share, line.verdict) == (share, verdict)


@given(*[st.integers(-1000, 1000)] * 3)
def test_ways_stay_inside_the_drawing(baseline, actual, target):
    line = aim_line(Aim("Chỉ tiêu", baseline, actual, target))
    if line.share is not None:
        xs = [float(x.rstrip("%")) for x in (line.baseline_x, line.actual_x, line.target_x, line.fill_width)]
        assert all(0 <= x <= 100 for x in xs)
        assert xs[0] < xs[2]


def test_stretches_lie_end_to_end():
    spans = [
        Span("Đang hiệu lực", "done", date(2024, 1, 1), date(2024, 1, 25)),
        Span("Hết hiệu lực", "neutral", date(2024, 1, 26)),
    ]
    first, last = drawn_spans(spans, date(2024, 1, 1), date(2024, 4, 9), TODAY)
    assert [(item.x, item.width, item.is_now) for item in (first, last)] == [("0%", "25%", False), ("25%", "75%", True)]


def test_stretch_outside_the_window_takes_no_room():
    (item,) = drawn_spans([Span("Cũ", "done", date(2020, 1, 1), date(2020, 2, 1))], date(2024, 1, 1), TODAY, TODAY)
    assert item.width == "0%"


def test_years_are_at_most_eight():
    assert [tick.label for tick in year_ticks(date(2020, 6, 1), TODAY)] == ["2021", "2022", "2023", "2024"]
    assert len(year_ticks(date(1990, 1, 1), TODAY)) <= 8


@pytest.mark.parametrize(
    ("state", "due_on", "done_on", "words"),
    [
        ("done", date(2024, 6, 1), date(2024, 6, 4), "đã xong, chậm 3 ngày"),
        ("done", date(2024, 6, 1), date(2024, 6, 1), "đã xong"),
        ("overdue", date(2024, 6, 18), None, "quá hạn 12 ngày"),
        ("soon", date(2024, 7, 5), None, "còn 5 ngày"),
        ("soon", TODAY, None, "đến hạn hôm nay"),
        ("todo", date(2024, 12, 1), None, "chưa đến hạn"),
    ],
)
def test_milestone_in_words(state, due_on, done_on, words):
    assert mark_words(Mark("Mốc", due_on, state, done_on=done_on), TODAY) == words


def test_scores_on_their_scale():
    found = spread([Rating(90), Rating(70), Rating(71)], 50, 100)
    assert (found.low, found.high, found.mean) == (70, 90, Decimal(77))
    assert (found.low_x, found.range_width, found.mean_x) == ("40%", "40%", "54%")


def test_equal_scores_stand_one_above_the_other():
    found = spread([Rating(80)] * 3, 0, 100)
    assert len({dot.y for dot in found.dots}) == 3
    assert {dot.x for dot in found.dots} == {"80%"}


def test_no_scores_no_spread():
    assert spread([], 0, 100) is None
