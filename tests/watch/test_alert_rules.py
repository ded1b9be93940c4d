"""The rules of the watch come from the apps; what is stored of a rule that is gone is found."""

from datetime import date

import pytest

from lantoa.kit.breaches import Breaches
from lantoa.rulebook.models import Rule
from lantoa.watch.checks import alerts_have_a_rule, alerts_stand_at_the_unit_of_their_initiative
from lantoa.watch.duties import remedy_of
from lantoa.watch.known import rules_by_kind
from lantoa.watch.models import Alert
from lantoa.watch.queries.complaints import EVERYTHING, LISTS
from tests.cast import DAY, accept_initiative

# Values as the rulebook holds them, of the rules that ask for more than a number of days.
VALUES = {"no_effect_data": {"first": 180, "repeat": 365}, "not_spread": {"base": 365}}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", rules_by_kind())
def test_each_rule_finds_breaches_of_its_own_kind(kind):
    breaches = Breaches(date(2026, 6, 1), "SELECT 1")
    rules_by_kind()[kind].add_statement(breaches, VALUES.get(kind, 30))
    (statement,) = breaches.selects
    assert f", '{kind}', " in statement


def test_each_rule_has_its_term_in_the_rulebook_and_stands_in_a_list(cast):
    assert {f"alert.{kind}" for kind in rules_by_kind()} <= set(Rule.objects.values_list("key", flat=True))
    assert {kind for slug, listed in LISTS.items() if slug != EVERYTHING.slug for kind in listed.kinds} == set(
        rules_by_kind()
    )
    assert EVERYTHING.kinds == tuple(rules_by_kind())


def test_an_alert_at_another_unit_than_its_initiative_is_a_fault(cast):
    row = {"due_on": DAY, "raised_on": DAY, "climbed_on": DAY, "kind": "no_plan"}
    initiative = accept_initiative(cast)
    alert = Alert.objects.create(initiative=initiative, unit=initiative.unit, **row)
    assert alerts_stand_at_the_unit_of_their_initiative() == []

    Alert.objects.update(unit=cast.unit("cb11"))
    (fault,) = alerts_stand_at_the_unit_of_their_initiative()
    assert f"(số {initiative.pk}): cảnh báo “{alert}” ghi một đơn vị khác." in fault


def test_an_open_alert_whose_rule_is_gone_is_a_fault_and_still_has_words(cast):
    row = {"due_on": DAY, "raised_on": DAY, "climbed_on": DAY}
    alert = Alert.objects.create(initiative=accept_initiative(cast), kind="gone", unit=cast.unit("cb2"), **row)
    assert alerts_have_a_rule() == [
        f"Mô hình “{alert.initiative}” (số {alert.initiative_id}): cảnh báo “gone” không có trong danh mục."
    ]
    assert (str(alert), remedy_of(alert).page) == ("gone", "initiative")
    Alert.objects.update(cleared_on=DAY)
    assert alerts_have_a_rule() == []
