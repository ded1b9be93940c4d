"""Rolling up what units state, against a naive second implementation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantoa.figures.stated import Statement, quality_of, roll_up


def naive(root, parent_of, stated, counted):
    """The rule in words: a statement covers the subtree; else own rows and each child's value."""
    if root in stated:
        return stated[root]
    return counted.get(root, 0) + sum(naive(c, parent_of, stated, counted) for c, p in parent_of.items() if p == root)


@st.composite
def provinces(draw):
    size = draw(st.integers(1, 25))
    parent_of = {unit: draw(st.integers(0, unit - 1)) for unit in range(1, size)}
    stated = draw(st.dictionaries(st.integers(0, size - 1), st.integers(0, 500), max_size=size))
    counted = draw(st.dictionaries(st.integers(0, size - 1), st.integers(0, 9), max_size=size))
    return parent_of, stated, counted


def below_of(parent_of):
    below = {}
    for unit, parent in parent_of.items():
        below.setdefault(parent, []).append(unit)
    return below


def statements(stated, quality="exact"):
    return {unit: Statement(value, frozenset({quality}), (unit,)) for unit, value in stated.items()}


@given(provinces())
def test_roll_up_equals_the_naive_rule(province):
    parent_of, stated, counted = province

    rolled = roll_up(0, below_of(parent_of), statements(stated), counted)
    assert rolled.value == naive(0, parent_of, stated, counted)


@given(provinces())
def test_roll_up_is_the_sum_of_what_it_names(province):
    parent_of, stated, counted = province

    rolled = roll_up(0, below_of(parent_of), statements(stated), counted)
    assert rolled.value == sum(stated[pk] for pk in rolled.row_ids) + sum(
        counted[unit] for unit in rolled.counted_units
    )


@given(provinces(), st.integers(1, 100))
def test_stating_more_never_lowers_the_sum(province, more):
    parent_of, stated, counted = province
    raised = {unit: value + more for unit, value in stated.items()}

    before = roll_up(0, below_of(parent_of), statements(stated), counted).value
    assert roll_up(0, below_of(parent_of), statements(raised), counted).value >= before


def test_bounds_of_one_direction_stay_bounds():
    rolled = roll_up(0, {0: [1, 2]}, statements({1: 5}) | statements({2: 7}, "at_least"), {})

    assert (rolled.value, quality_of(rolled, silence_lowers=False)) == (12, "at_least")


def test_bounds_of_two_directions_are_about():
    rolled = roll_up(0, {0: [1, 2]}, statements({1: 5}, "at_most") | statements({2: 7}, "at_least"), {})

    assert quality_of(rolled, silence_lowers=False) == "about"
