"""`lantoa generate`: a made-up installation in an empty database."""

import json

import pytest

from lantoa.initiatives.models import Initiative
from lantoa.units.models import Person

SMALL = ("generate", "--provinces", 1, "--initiatives", 40, "--years", 1, "--on", "2026-03-20")


def test_accounts_and_their_password_are_printed(lantoa):
    answer = lantoa(*SMALL)
    assert (answer.code, answer.err) == (0, "")
    assert "Tài khoản: office, p1-officer, p1-approver\n" in answer.out
    assert Person.objects.get(username="p1-officer").check_password(answer.out.rsplit(": ", 1)[1].strip())


def test_what_was_made_as_json(lantoa):
    made = json.loads(lantoa(*SMALL, "--json").out)
    assert (made["initiatives"], made["accounts"][0]) == (40, "office")


def test_database_with_units_is_refused(lantoa, cast):
    answer = lantoa(*SMALL)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Cơ sở dữ liệu đã có đơn vị")
    assert not Initiative.objects.filter(unit__code="p1").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("--provinces", 0, "--provinces: từ 1 đến 100."), ("--on", "2999-01-01", "--on: ngày không thể ở tương lai.")],
)
def test_size_or_day_that_cannot_be_is_told(lantoa, name, value, said):
    answer = lantoa(*SMALL, name, value)
    assert (answer.code, answer.err) == (2, f"{said}\n")
