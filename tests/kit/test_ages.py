"""Ages and distances in words."""

from datetime import date, timedelta

import pytest

from lantoa.kit.ages import due_words, since_words

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "hôm nay"),
        (date(2026, 11, 30), "từ hôm qua"),
        (date(2026, 10, 20), "từ 20/10"),
        (date(2025, 10, 20), "từ 20/10/2025"),
    ],
)
def test_since_when(day, words):
    assert since_words(day, ON) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (17, "còn 17 ngày"),
        (0, "hạn hôm nay"),
        (-1, "quá hạn 1 ngày"),
        (-89, "quá hạn 89 ngày"),
        (-90, "quá hạn 3 tháng"),
        (-800, "quá hạn hơn 2 năm"),
    ],
)
def test_how_far_off(days, words):
    assert due_words(ON + timedelta(days=days), ON) == words
