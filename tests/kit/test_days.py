"""The day of what has happened: today where none is said, a day to come is refused."""

from datetime import UTC, date, datetime

import pytest

from lantoa.kit.days import future_fault, require_past
from lantoa.kit.ruling import Refused

pytestmark = pytest.mark.days

TODAY, TOMORROW = date(2024, 5, 10), date(2024, 5, 11)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2024, 5, 9, 23, 0, tzinfo=UTC))  # in Vietnam it is the 10th already


@pytest.mark.parametrize(("on", "day"), [(None, TODAY), (TODAY, TODAY), (date(2020, 1, 2), date(2020, 1, 2))])
def test_a_past_day_is_taken_and_none_is_today(on, day):
    assert require_past(on) == day
    assert future_fault(day) is None


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({}, "Ngày này không thể sau hôm nay."),
        ({"what": "Ngày xong"}, "Ngày xong không thể sau hôm nay."),
        (
            {"what": "Ngày duyệt", "is_seen": False},
            "Ngày duyệt 11/05/2024 ở sau hôm nay; hãy ghi hôm nay hoặc một ngày đã qua.",
        ),
    ],
)
def test_a_day_to_come_is_refused_in_these_words(how, words):
    assert future_fault(TOMORROW, **how) == words
    with pytest.raises(Refused) as refused:
        require_past(TOMORROW, **how)
    assert refused.value.reasons == [words]
