"""Shares of bars: what is drawn may not lie, vanish or overflow."""

from hypothesis import given
from hypothesis import strategies as st

from lantoa.kit.bars import chart_bars, chart_stacks, level_bars
from lantoa.kit.parts import Bar, Level, Stack


def levels(*values):
    return level_bars([Level(str(rank), value) for rank, value in enumerate(values)])


def test_inner_level_leaves_the_missing_part_of_the_outer():
    outer, inner = levels(200, 50)
    assert (outer.width, outer.missing) == ("100%", None)
    assert (inner.width, inner.missing, inner.missing_x, inner.missing_width) == ("25%", 150, "25%", "75%")


def test_empty_inner_level_is_all_missing():
    _, inner = levels(191, 0)
    assert (inner.width, inner.missing, inner.missing_x, inner.missing_width) == ("0%", 191, "0%", "100%")


def test_inner_above_outer_is_an_excess_and_sets_the_scale():
    outer, inner = levels(40, 50)
    assert (outer.width, inner.width) == ("80%", "100%")
    assert (inner.excess, inner.excess_x, inner.missing) == (10, "80%", None)


def test_level_that_is_not_stated_is_passed_over_by_the_next():
    _, unstated, inner = levels(100, None, 20)
    assert (unstated.missing, unstated.excess) == (None, None)
    assert inner.missing == 80


def test_tiny_level_stays_visible_beside_a_vast_one():
    _, inner = levels(5_000_000, 12)
    assert inner.width == "0.6%"


def test_small_gap_stays_visible_too():
    _, inner = levels(10_000, 9_999)
    assert (inner.width, inner.missing, inner.missing_width) == ("99.4%", 1, "0.6%")


def test_all_levels_empty_or_unstated():
    assert [bar.width for bar in levels(0, None)] == ["0%", "0%"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**12)), min_size=1, max_size=4))
def test_no_level_is_wider_than_the_frame(values):
    for bar in levels(*values):
        assert float(bar.width[:-1]) <= 100
        if bar.missing is not None:
            assert float(bar.missing_x[:-1]) + float(bar.missing_width[:-1]) <= 100.01


def test_chart_bars_share_the_scale_of_the_longest():
    bars = chart_bars([Bar("a", 50), Bar("b", 200), Bar("c", None), Bar("d", 0)])
    assert [bar.width for bar in bars] == ["25%", "100%", "0%", "0%"]


def test_chart_without_values():
    assert chart_bars([]) == []


def test_stacks_lie_end_to_end_on_one_scale():
    long, short = chart_stacks([Stack("a", [Bar("x", 30), Bar("y", 10)]), Stack("b", [Bar("x", None), Bar("y", 20)])])
    assert [(part.x, part.width) for part in long.parts] == [("0%", "75%"), ("75%", "25%")]
    assert [(part.x, part.width) for part in short.parts] == [("0%", "0%"), ("0%", "50%")]
    assert (long.total, short.total) == (40, 20)


def test_a_lower_bound_outside_is_not_exceeded():
    levels = [Level("Kê khai", 130, quality="at_least"), Level("Có tên", 191)]

    assert level_bars(levels)[1].excess is None
