"""Rolling up what units state, against a naive second implementation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.figures.stated import Statement, roll_up


def naive(root, parent_of, stated, standing):
    """The rule in words, as (value, spoken, asked): a statement covers the subtree; else what those below say; else silence."""
    if root in stated:
        return stated[root], 1, 1
    told = [naive(c, parent_of, stated, standing) for c, p in parent_of.items() if p == root]
    if not any(spoken for _, spoken, _ in told):
        return None, 0, 1 if root in standing else 0
    return sum(v for v, _, _ in told if v is not None), sum(s for _, s, _ in told), sum(a for _, _, a in told)


@st.composite
def provinces(draw):
    size = draw(st.integers(1, 25))
    parent_of = {unit: draw(st.integers(0, unit - 1)) for unit in range(1, size)}
    stated = draw(st.dictionaries(st.integers(0, size - 1), st.integers(0, 500), max_size=size))
    standing = draw(st.sets(st.integers(0, size - 1)))
    return parent_of, stated, standing


def below_of(parent_of):
    below = {}
    for unit, parent in parent_of.items():
        below.setdefault(parent, []).append(unit)
    return below


def statements(stated, quality="exact"):
    return {unit: Statement(value, frozenset({quality}), (unit,)) for unit, value in stated.items()}


@given(provinces())
def test_roll_up_equals_the_naive_rule(province):
    parent_of, stated, standing = province

    rolled = roll_up(0, below_of(parent_of), statements(stated), standing)
    value = rolled.value if rolled.is_stated else None
    assert (value, rolled.spoken, rolled.asked) == naive(0, parent_of, stated, standing)


@given(provinces())
def test_roll_up_is_the_sum_of_the_rows_that_it_names(province):
    parent_of, stated, standing = province

    rolled = roll_up(0, below_of(parent_of), statements(stated), standing)
    assert rolled.value == sum(stated[pk] for pk in rolled.row_ids)


@given(provinces(), st.integers(1, 100))
def test_stating_more_never_lowers_the_sum(province, more):
    parent_of, stated, standing = province
    raised = {unit: value + more for unit, value in stated.items()}

    before = roll_up(0, below_of(parent_of), statements(stated), standing).value
    assert roll_up(0, below_of(parent_of), statements(raised), standing).value >= before


@pytest.mark.parametrize(
    ("stated", "standing", "quality", "coverage"),
    [
        ({}, {0, 1, 2, 3}, "not_stated", "0 đơn vị có số"),
        ({1: 5}, {0, 1, 2, 3}, "at_least", "1 trên 3 đơn vị có số"),
        ({1: 5, 2: 7}, {0, 1, 2, 3}, "at_least", "2 trên 3 đơn vị có số"),
        ({1: 5, 2: 7, 3: 0}, {0, 1, 2, 3}, "exact", "3 đơn vị có số"),
        ({1: 5, 2: 7}, {0, 1, 2}, "exact", "2 đơn vị có số"),
        ({0: 9, 1: 5}, {0, 1, 2, 3}, "exact", "1 đơn vị có số"),
    ],
)
def test_silence_of_those_that_stand_makes_a_lower_bound(stated, standing, quality, coverage):
    rolled = roll_up(0, {0: [1, 2, 3]}, statements(stated), standing)

    assert (rolled.quality, rolled.coverage) == (quality, coverage)


def test_units_below_speak_in_the_place_of_a_silent_one():
    rolled = roll_up(0, {0: [1, 2], 2: [3, 4]}, statements({1: 5, 3: 7}), {0, 1, 2, 3, 4})

    assert (rolled.value, rolled.spoken, rolled.asked) == (12, 2, 3)


@pytest.mark.parametrize(
    ("first", "second", "quality"),
    [("exact", "at_least", "at_least"), ("at_most", "at_least", "about"), ("at_most", "exact", "at_most")],
)
def test_bounds_of_one_direction_stay_bounds(first, second, quality):
    rolled = roll_up(0, {0: [1, 2]}, statements({1: 5}, first) | statements({2: 7}, second), {1, 2})

    assert (rolled.value, rolled.quality) == (12, quality)


def test_an_upper_bound_of_some_is_no_bound_of_all():
    rolled = roll_up(0, {0: [1, 2]}, statements({1: 5}, "at_most"), {1, 2})

    assert rolled.quality == "about"
