"""The shared password and the accounts."""

from __future__ import annotations

import stat

import pytest
from django.contrib.auth.password_validation import validate_password

from lantoa.demo.accounts import ACCOUNTS, demo_password, ensure_accounts
from lantoa.units.models import Person
from tests.cast import make_person


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def test_password_is_made_once_and_kept_private(tmp_path):
    password = demo_password(tmp_path)

    assert demo_password(tmp_path) == password
    assert stat.S_IMODE((tmp_path / "keys" / "demo_password").stat().st_mode) == 0o600


def test_password_differs_from_home_to_home(tmp_path):
    assert demo_password(tmp_path / "a") != demo_password(tmp_path / "b")


def test_password_passes_the_rules_for_every_account(tmp_path):
    for account in ACCOUNTS:
        person = Person(username=account.username, full_name=account.full_name)
        assert validate_password(demo_password(tmp_path), person) is None


def test_without_units_there_are_two_accounts(db):
    made = ensure_accounts()

    assert [person.username for person in made] == ["office", "auditor"]
    assert ensure_accounts() == []


def test_an_account_of_that_name_stays_as_it_is(db):
    own = make_person("office", "Người có thật")

    ensure_accounts()

    own.refresh_from_db()
    assert (own.full_name, own.roles.count()) == ("Người có thật", 0)


def test_accounts_are_told_in_words_also_those_with_a_seat_only():
    told = {account.username: account.in_words for account in ACCOUNTS}

    assert told["office"] == "Văn phòng (quản trị), toàn hệ thống"
    assert told["sl-bloc-approver"] == "Người duyệt tại sl-bloc"
    assert told["sl-judge-4"] == "Thành viên hội đồng tại sl-bloc"
