"""The list of work with the whole demonstration data: one number in five places for each account."""

import pytest
from django.utils import timezone

from lantoa.demo.accounts import ACCOUNTS
from lantoa.units.models import Person
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from tests.desk.test_five_places import five_places

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_five_places_give_one_number_for_every_account(demo):
    today = timezone.localdate()
    give_notices(on=today)
    send_digests(on=today)
    differing = {}
    for account in ACCOUNTS:
        found = five_places(Person.objects.get(username=account.username))
        if len(set(found.values())) != 1:
            differing[account.username] = found

    assert differing == {}
